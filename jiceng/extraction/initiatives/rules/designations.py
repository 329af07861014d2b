"""Names of teams, services and organizations that are printed without marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import HAN_NAME, ProposedName
from jiceng.extraction.initiatives.kinds import (
    ends_of_kinds,
    kind_at_end,
    kind_of,
    kind_words,
    makes_name_unmarked,
)
from jiceng.extraction.initiatives.phrases import (
    LONGEST_DESIGNATION,
    RUN,
    goes_on,
    holder_ends,
    is_proper_designation,
    words_starting_between,
)
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.places.gazetteer import larger_units_named
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word
from jiceng.reading.lexicon.surnames import common_surnames
from jiceng.rule import rule

_FARTHEST_VERB = 12
"""Characters between a name and the verb after it that says that it was founded (于2018年正式成立)."""
_BEFORE_FOUNDING_TAGS = "dtmpuq"
"""First letters of the parts of speech of words between a name and the verb of founding after it."""
_NOT_IN_FOUNDED_TAGS = "pcurdmtqwx"
"""First letters of the parts of speech of words before the name of what was founded."""
_DESIGNATION_TAGS = "njlbatf"
"""First letters of the parts of speech of words in a team's or service's name, besides verbal nouns (vn)."""
_PERSON = re.compile(
    r"[老小]?([\u3400-\u9fff])(?:[\u3400-\u9fff]{1,2}|大姐|大妈|阿姨|大爷|大哥|书记|法官|警官|老师|奶奶)?"
)
_LENGTHS_OF_PERSONS = (2, 3, 4)
_ROOM = "室"
"""The end of what is called after a person (王小明调解室)."""


@rule("initiative_founded_organization", "initiatives", "an organization's or project's name beside 成立, 组建, 启动")
def founded_organization(article: ArticleText) -> Iterator[ProposedName]:
    """Propose the names after and before each verb of founding."""
    starts, texts = article.words.starts, article.words.texts
    for match in _founding_verbs().finditer(article.text):
        index = bisect_left(starts, match.start())
        if index < len(starts) and texts[index] == match.group():
            after, before = _founded_after(article, match.end()), _founded_before(article, index)
            if after is not None:
                yield after
            if before is not None:
                yield before


@rule("initiative_designation", "initiatives", "a team's or service's name with a proper name in it (王小明调解室)")
def designation(article: ArticleText) -> Iterator[ProposedName]:
    """Propose the name that ends with each word for a team or service, where a proper name is in it."""
    for match in _designations().finditer(article.text):
        index = bisect_left(article.words.starts, match.end()) - 1
        if article.words[index].end != match.end() or index == 0:
            continue
        start = None
        if match.group().endswith(_ROOM):
            start = _person_before(article, match.start())
        if start is None:
            start = _designation_start(article, index, match.start())
        if start is not None:
            yield _proposed(article, start, match.end(), article.text[match.start() : match.end()])


def _proposed(article: ArticleText, start: int, end: int, kind_word: str) -> ProposedName:
    return ProposedName(start, end, article.text[start:end], kind_of(kind_word), kind_word)


def _founded_after(article: ArticleText, start: int) -> ProposedName | None:
    """Return the name after a verb of founding."""
    text = article.text
    if text[start : start + 1] in ("了", "起"):
        start += 1
    run = RUN.match(text, start, start + LONGEST_DESIGNATION)
    for match in kind_words().finditer(text, start, run.end() if run else start):
        word = match.group()
        if not makes_name_unmarked(word) or goes_on(article, match.end()):
            continue
        modifier = words_starting_between(article, start, match.start())
        proper = any(each.tag.startswith(("ns", "nr", "nz")) for each in modifier)
        described = match.start() - start >= WEIGHTS.shortest_description
        telling = proper or kind_of(word) == "team" or described
        common = not proper and word in lexicon.short_list("common_programmes")
        if telling and not common and is_proper_designation(article, start, match.start()):
            return _proposed(article, start, match.end(), word)
        break
    return None


def _founded_before(article: ArticleText, verb: int) -> ProposedName | None:
    """Return the name before the verb of founding with an index, also with 正式 or a date between them."""
    words = article.words
    last = verb - 1
    nearest = words[verb].start - _FARTHEST_VERB
    while last >= 0 and words[last].tag[:1] in _BEFORE_FOUNDING_TAGS and words[last].end > nearest:
        last -= 1
    if last < 0 or article.text[words[last].end - 1] not in ends_of_kinds():
        return None
    first, end = last, words[last].end
    while (
        first > 0
        and end - words[first - 1].start <= LONGEST_DESIGNATION
        and words[first - 1].tag[:1] not in _NOT_IN_FOUNDED_TAGS
        and words[first - 1].end == words[first].start
    ):
        first -= 1
    start = words[first].start
    name = article.text[start:end]
    word = kind_at_end(name)
    if word is None or not makes_name_unmarked(word) or not HAN_NAME.fullmatch(name):
        return None
    proper = words[first].tag.startswith(("ns", "nr", "nz", "nt", "j"))
    if not proper or not is_proper_designation(article, start, end - len(word)):
        return None
    return _proposed(article, start, end, word)


def _designation_start(article: ArticleText, index: int, kind_start: int) -> int | None:
    """Return where the noun phrase starts that ends with a word for a team, None where it has no proper name."""
    words = article.words
    end = words[index].end
    first = index
    while first > 0 and _is_part_of_designation(words[first - 1], words[first].start, end):
        first -= 1
    for inner in range(index - 1, first - 1, -1):
        if words[inner].text.endswith(holder_ends()) and kind_start - words[inner].end >= WEIGHTS.shortest_designation:
            first = inner + 1
            break
    modifier = [word for word in map(words.__getitem__, range(first, index + 1)) if word.end <= kind_start]
    generic = lexicon.words("generic_designations")
    proper = any(word.tag.startswith(("nr", "nz", "ns")) for word in modifier)
    own = any(not larger_units_named(word.text) and word.text not in generic for word in modifier)
    start = words[first].start
    return start if proper and own and kind_start - start >= WEIGHTS.shortest_designation else None


def _is_part_of_designation(word: Word, start: int, end: int) -> bool:
    """Return whether a word before the part of a team's name from `start` to `end` is part of the name too."""
    return (
        (word.tag[:1] in _DESIGNATION_TAGS or word.tag == "vn")
        and word.end == start
        and end - word.start <= LONGEST_DESIGNATION
        and word.text not in lexicon.words("never_in_initiative_names")
    )


def _person_before(article: ArticleText, end: int) -> int | None:
    """Return where the name of a person (王小明, 老王, 王大姐) starts that ends at an offset."""
    for length in _LENGTHS_OF_PERSONS:
        start = end - length
        name = _PERSON.fullmatch(article.text, max(0, start), end)
        if start < 0 or name is None or name[1] not in common_surnames():
            continue
        words = words_starting_between(article, start, end)
        if words and words[0].start == start and (len(words) > 1 or words[0].tag.startswith("nr")):
            return start
    return None


@cache
def _founding_verbs() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("founding_verbs")))


@cache
def _designations() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("designations")))
