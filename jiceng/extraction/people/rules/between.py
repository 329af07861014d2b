"""Names that are all the text between a title and a cue."""

from collections.abc import Iterator

from jiceng.extraction.lexicon import characters
from jiceng.extraction.people.after_titles import starts_after_titles
from jiceng.extraction.people.candidates import Candidate, Proposal
from jiceng.extraction.people.cues import cue_follows
from jiceng.extraction.people.names.foreign import has_no_words
from jiceng.extraction.people.names.letters import LETTERS_BESIDE_POINTS, NAME_LENGTHS, SURNAMES, is_han
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary
from jiceng.rule import rule

_LENGTHS = range(2, 7)
_MANNERS = frozenset({"person_between: word a", "person_between: word d"})
_NEVER_IN_STRANGE_NAMES = characters("never_in_strange_names")


@rule("person_between", "people", "a name that is all the text between a title and a cue (村民阿依古丽说)")
def person_between(article: ArticleText) -> Iterator[Proposal]:
    """Propose what is between a title, or a word for a relative, and the nearest cue, whatever it is written with."""
    text = article.text
    for start, _ in article.once(starts_after_titles):
        for end in range(start + _LENGTHS[0], start + _LENGTHS[-1] + 1):
            if not is_han(text[start:end]):
                break
            if cue_follows(text, end):
                if _may_be_name(text[start:end]):
                    yield Proposal(start, end, _features(text[start:end]))
                break


def _may_be_name(string: str) -> bool:
    """Return whether a string has no particle or is a word that begins as a surname does (居民方向说)."""
    is_word = string[0] in SURNAMES and len(string) <= NAME_LENGTHS[0] and in_dictionary(string)
    return is_word or _NEVER_IN_STRANGE_NAMES.isdisjoint(string)


def _features(name: str) -> tuple[str, ...]:
    """Return what a string is written with."""
    letters = "transliterated" if LETTERS_BESIDE_POINTS.issuperset(name) else "other letters"
    known = "without words" if has_no_words(name) else f"word {PARTS_OF_SPEECH[name][:1]}"
    if name[0] in SURNAMES:
        length = f"surname and {len(name) - 1}" if len(name) in NAME_LENGTHS else "surname and more"
    else:
        length = f"{min(len(name), 4)} characters"
    return letters, known, length


def is_certain(candidate: Candidate) -> bool:
    """Return whether a string is a surname with one or two characters between a title and a cue.

    An adjective or adverb is not, as it may tell how somebody speaks (观众强烈要求). With those, 213 names of the
    training gold were certain, and 4 other strings.
    """
    features = candidate.features
    if not _MANNERS.isdisjoint(features):
        return False
    return "person_between: surname and 1" in features or "person_between: surname and 2" in features
