"""What the words of an article say of a range: whether it goes on, is part of a name, has a verb before it."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Final

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

LONGEST_DESIGNATION: Final = 20
"""Characters of a name that is printed without marks."""
RUN: Final = re.compile(r"[\u3400-\u9fffA-Za-z0-9+＋]*")
STARTED: Final = re.compile(f"[^，。；的]{{0,8}}?{lexicon.one_of(lexicon.short_list('verbs_after_programmes'))}")
"""After a name: that it was started (“平安星”小程序上线)."""
_NOT_IN_NAMES_TAGS = "pcryd"
"""First letters of the parts of speech of particles, pronouns and adverbs."""
_LONGEST_CLAUSE = 80
"""Characters of a clause that are searched for a verb."""
_CLAUSE_MARKS = "，。；：\n"


def words_starting_between(article: ArticleText, start: int, end: int) -> list[Word]:
    """Return the words that start between two offsets."""
    words = article.words
    return [words[index] for index in range(bisect_left(words.starts, start), bisect_left(words.starts, end))]


def is_part_of_name(article: ArticleText, start: int, end: int, *, may_have_of: bool) -> bool:
    """Return whether a range has only words that names have; `may_have_of`: also one 的."""
    stops = lexicon.words("never_in_initiative_names")
    has_of = False
    for word in words_starting_between(article, start, end):
        if word.text == "的" and may_have_of and not has_of:
            has_of = True
        elif word.text in stops or word.tag[:1] in _NOT_IN_NAMES_TAGS or word.text in lexicon.words("initiative_verbs"):
            return False
    return True


def goes_on(article: ArticleText, end: int) -> bool:
    """Return whether a word goes on over an offset, or what follows makes another thing of the name (工作|人员)."""
    starts = article.words.starts
    index = bisect_right(starts, end - 1) - 1
    crosses = index >= 0 and article.words[index].end > end
    return crosses or article.text.startswith(lexicon.short_list("makes_another_thing"), end)


def is_proper_designation(article: ArticleText, start: int, end: int) -> bool:
    """Return whether what is before a kind word makes a name of it: words enough or a proper name, and no number."""
    words = words_starting_between(article, start, end)
    modifier = article.text[start:end]
    generic = lexicon.words("generic_designations")
    if len(modifier) < WEIGHTS.shortest_modifier or modifier in generic or words[0].tag[:1] in "mq":
        return False
    if len(words) < WEIGHTS.fewest_words_of_modifier and not words[0].tag.startswith(("nr", "nz")):
        return False
    if all(word.text in generic for word in words):
        return False
    return is_part_of_name(article, start, end, may_have_of=False)


def has_verb_in_clause(article: ArticleText, end: int) -> bool:
    """Return whether a verb that starts initiatives is in the clause before an offset."""
    floor = max(0, end + 1 - _LONGEST_CLAUSE)
    clause = max(article.text.rfind(mark, floor, end) for mark in _CLAUSE_MARKS) + 1
    return any(word.text in _starting_verbs() for word in words_starting_between(article, max(clause, floor), end))


@cache
def _starting_verbs() -> frozenset[str]:
    return lexicon.words("initiative_verbs") - lexicon.words("verbs_of_principles")


def verb_at_end(text: str, end: int) -> str | None:
    """Return the longest verb of initiatives that ends at an offset."""
    if text[end - 1 : end] not in _ends_of_verbs():
        return None
    verbs = lexicon.words("initiative_verbs")
    for length in _lengths_of_verbs():
        if text[end - length : end] in verbs:
            return text[end - length : end]
    return None


@cache
def _lengths_of_verbs() -> tuple[int, ...]:
    return tuple(sorted({len(verb) for verb in lexicon.words("initiative_verbs")}, reverse=True))


@cache
def _ends_of_verbs() -> frozenset[str]:
    return frozenset(verb[-1] for verb in lexicon.words("initiative_verbs"))


@cache
def holder_ends() -> tuple[str, ...]:
    """Return how the names of organizations end that may run an initiative."""
    return tuple(sorted(lexicon.words("relative_organization_suffixes") | lexicon.words("holder_suffixes")))
