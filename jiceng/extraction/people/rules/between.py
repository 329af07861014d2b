"""Names that are all the text between a title and a cue."""

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from jiceng.extraction.lexicon import characters, one_of, short_list, words
from jiceng.extraction.people.after_titles import starts_after_titles
from jiceng.extraction.people.candidates import Candidate, Proposal
from jiceng.extraction.people.cues import cue_follows
from jiceng.extraction.people.names.foreign import has_no_words, is_word_for_people
from jiceng.extraction.people.names.letters import LETTERS_BESIDE_POINTS, NAME_LENGTHS, SURNAMES, is_han
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary
from jiceng.extraction.text.titles import LONGEST_TITLE, title_start
from jiceng.rule import rule

_LENGTHS = range(2, 7)
_MANNERS = frozenset({"person_between: word a", "person_between: word d"})
_NEVER_IN_STRANGE_NAMES = characters("never_in_strange_names")
_NEVER_AT_ENDS = characters("never_at_ends_of_strange_names")
_NATIONALITY = "of a nationality"
_LEAST_OF_NATIONALITY = 3
"""Characters of a name after a nationality and a title."""
_TAGS_OF_MANNERS = ("d", "ad", "v", "l", "i", "z", "c")
"""Parts of speech of words that tell how somebody speaks (彝族群众|纷纷, 深有感触)."""


@rule("person_between", "people", "a name that is all the text between a title and a cue (村民阿依古丽说)")
def person_between(article: ArticleText) -> Iterator[Proposal]:
    """Propose what is between a title, or a word for a relative, and the nearest cue, whatever it is written with."""
    text = article.text
    after_titles = {start for start, _ in article.once(starts_after_titles)}
    after_people = {match.end() for match in _people_of_nationalities().finditer(text)}
    for start in sorted(after_titles | after_people):
        for end in range(start + _LENGTHS[0], start + _LENGTHS[-1] + 1):
            if not is_han(text[start:end]):
                break
            if cue_follows(text, end):
                name = text[start:end]
                if (start in after_people or _follows_nationality(text, start)) and _may_be_of_nationality(name):
                    yield Proposal(start, end, (*_features(name), _NATIONALITY))
                elif start in after_titles and _may_be_name(name):
                    yield Proposal(start, end, _features(name))
                break


@cache
def _people_of_nationalities() -> re.Pattern[str]:
    """Return a pattern of a nationality with a word for people that is no title (藏族群众)."""
    return re.compile(f"{one_of(_nationalities())}{one_of(short_list('people_of_nationalities'))}")


@cache
def _nationalities() -> tuple[str, ...]:
    """Return the full names of nationalities (彝族)."""
    return tuple(sorted(word for word in words("nationalities") if word.endswith("族")))


def _may_be_name(string: str) -> bool:
    """Return whether a string has no particle or is a word that begins as a surname does (居民方向说).

    What somebody does while speaking is none (书记边走边说).
    """
    if string[0] == string[-1] or string[-1] == "某":
        return False
    is_word = string[0] in SURNAMES and len(string) <= NAME_LENGTHS[0] and in_dictionary(string)
    return is_word or _NEVER_IN_STRANGE_NAMES.isdisjoint(string)


def _follows_nationality(text: str, start: int) -> bool:
    """Return whether the title before an offset has a nationality before it (彝族|村民|阿苦么石各)."""
    return text.endswith(_nationalities(), 0, title_start(text, start, max(0, start - LONGEST_TITLE)))


def _may_be_of_nationality(string: str) -> bool:
    """Return whether a string is long enough for a name and no word of it tells how somebody speaks."""
    if len(string) < _LEAST_OF_NATIONALITY or string[-1] in _NEVER_AT_ENDS or is_word_for_people(string):
        return False
    pieces = (piece for piece in rjieba.cut(string, False) if len(piece) > 1)
    return not any(PARTS_OF_SPEECH[piece] in _TAGS_OF_MANNERS for piece in pieces)


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
    """Return whether a string between a title and a cue is a name whatever else is seen of it.

    It is a surname with one or two characters; or longer, without words and with no character that follows names; or
    it follows a nationality. An adjective or adverb is none, as it may tell how somebody speaks (观众强烈要求). By the
    first alone, with those, 213 names of the training gold were certain, and 4 other strings.
    """
    features = candidate.features
    if f"person_between: {_NATIONALITY}" in features:
        return True
    if not _MANNERS.isdisjoint(features):
        return False
    if "person_between: surname and more" in features:
        return "person_between: without words" in features and candidate.name[-1] not in _NEVER_AT_ENDS
    return "person_between: surname and 1" in features or "person_between: surname and 2" in features
