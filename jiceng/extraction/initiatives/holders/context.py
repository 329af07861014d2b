"""Places and organizations that an initiative is of though nobody acts in its sentence."""

from operator import itemgetter

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.agents import meant_between
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.sentences import sentence_around

_OPENING_MARKS = "“‘《「『"
_BEFORE_SUBJECT_TAGS = "tdcxm"
"""First letters of the parts of speech of times, adverbs, conjunctions, marks and numbers."""


def place_in_name(named: NamedInArticle, candidate: NameCandidate) -> str | None:
    """Return the place with which a name begins (《成都市…行动计划》)."""
    inner = candidate.start + (named.text[candidate.start] in _OPENING_MARKS)
    ranges = [(left, right) for left, right in named.places_between(inner, candidate.end) if left == inner]
    longest = max(ranges, key=itemgetter(1), default=None)
    if longest is None or longest[1] >= candidate.end - 1:
        return None
    return named.text[longest[0] : longest[1]]


def subject_of_sentence_before(named: NamedInArticle, candidate: NameCandidate, start: int) -> str | None:
    """Return the organization or place with which the sentence before begins, for a sentence without a subject."""
    text = named.text
    paragraph_start, _ = named.article.paragraph_range(candidate.start)
    if start - 1 <= paragraph_start or text[start - 1 : start] not in ("。", "；"):
        return None
    if not _lacks_subject(named, start, candidate.start):
        return None
    before, _ = sentence_around(named.article, start - 2, start - 1)
    if (meant := meant_between(named, before, start)) is not None:
        return meant
    ranges = [found for found in named.between(before, start) if _opens_sentence(named, before, found[0])]
    longest = min(ranges, key=lambda found: (found[0], -found[1]), default=None)
    if longest is None or text[longest[1]] == "的":
        return None
    return text[longest[0] : longest[1]]


def home_meant_before(named: NamedInArticle, offset: int) -> str | None:
    """Return a local newspaper's place where the paragraph speaks of it by its rank (全市, 我市, 市委)."""
    return named.home if named.means_home(offset) else None


def county_of_article(named: NamedInArticle, candidate: NameCandidate, start: int) -> str | None:
    """Return the only county of the article where a sentence or what a colon opens has no subject (政策：实行…)."""
    if named.only_county is None:
        return None
    opened = max(start, named.text.rfind("：", start, candidate.start) + 1)
    verb = named.text[opened : candidate.start]
    return named.only_county if verb in lexicon.words("initiative_verbs") else None


def _lacks_subject(named: NamedInArticle, start: int, end: int) -> bool:
    """Return whether a sentence begins with a verb or a preposition, after times and adverbs."""
    for word in named.article.words.between(start, end) if start < end else ():
        if word.tag[0] not in _BEFORE_SUBJECT_TAGS:
            return word.tag[0] in "vp"
    return True


def _opens_sentence(named: NamedInArticle, start: int, offset: int) -> bool:
    """Return whether only times, adverbs and marks are between the start of a sentence and an offset."""
    between = named.article.words.between(start, offset) if start < offset else ()
    return all(word.tag[0] in _BEFORE_SUBJECT_TAGS for word in between)
