"""Mentions by familiar forms of names: 老张 and 小张, 晓菲 for 王晓菲, the last name of a foreigner."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from jiceng.extraction.lexicon import any_character, characters, printed_in, short_list
from jiceng.extraction.quotes.speakers.known_people import KnownPeople
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.ideographs import IDEOGRAPHS
from jiceng.reading.lexicon.surnames import common_surnames, surnames

_HAN = IDEOGRAPHS
_FAMILIAR = re.compile(f"{any_character(characters('familiar_prefixes'))}[{_HAN}]")
_INTRODUCED = re.compile(r"(?:\d{1,2}岁的|[名小]叫)$")
_LONGEST_INTRODUCTION = 6
"""Characters before a familiar form that are searched for what introduces somebody (19岁的小芮)."""
_LEAST_PRINTED = 2
"""How often a familiar form of no known name is printed where neither a cue nor an introduction is beside it."""


def familiar_mentions(article: ArticleText, people: KnownPeople, start: int, stop: int) -> Iterator[SourceMention]:
    """Yield the mentions between two offsets by parts of names and by familiar forms."""
    yield from _parts_of_names(article, people, start, stop)
    for match in _anonymous().finditer(article.text, start, stop):
        yield SourceMention(match.start(), match.end(), "short", match.group())
    for match in _FAMILIAR.finditer(article.text, start, stop):
        if _means_somebody(article, match.start(), match.group(), people.by_surname):
            yield SourceMention(match.start(), match.end(), "short", match.group())


@cache
def _anonymous() -> re.Pattern[str]:
    """Match surnames of people whose names are withheld (曾某, 李某某), but no other word with 某 (于某地)."""
    counted = any_character(characters("after_certain"))
    return re.compile(f"{any_character(common_surnames())}某(?:某|(?!{counted}))")


def _parts_of_names(article: ArticleText, people: KnownPeople, start: int, stop: int) -> Iterator[SourceMention]:
    """Yield where parts of names with points and given names are printed."""
    if not (people.parts or people.given):
        return
    for begin, end, part in printed_in(article.text[start:stop], people.parts | people.given):
        if part in people.parts or not _belongs_to_noun(article, start + end):
            yield SourceMention(start + begin, start + end, "short", part)


def _belongs_to_noun(article: ArticleText, offset: int) -> bool:
    """Return whether a noun or unit of places at an offset makes the name before it a part of its own (书涵|村)."""
    if offset >= len(article.text):
        return False
    word = article.words.at(offset)
    return article.text[offset] in characters("unit_characters") or (word.start == offset and word.tag[0] == "n")


def _means_somebody(article: ArticleText, start: int, form: str, known_surnames: Collection[str]) -> bool:
    """Return whether what looks like a familiar form is one: of a known surname, or used like a name."""
    word = article.words.at(start)
    if form[1] in known_surnames:
        length = word.end - word.start
        return length < 2 or (length == 2 and word.tag[0] not in "tasd")
    end = start + len(form)
    is_word = word.start == start and max(word.end, article.words.at(end - 1).end) <= end
    if form[0] == "阿" or not is_word or in_dictionary(form) or not _used_like_name(article, start, end):
        return False
    return form[1] in surnames() if form[0] == "老" else word.tag[0] in "nza"


def _used_like_name(article: ArticleText, start: int, end: int) -> bool:
    """Return whether a form is printed more than once, precedes a cue, or follows what introduces somebody."""
    text = article.text
    return (
        article.once(_counts_of_familiar_forms)[text[start:end]] >= _LEAST_PRINTED
        or text.startswith(short_list("short_cues"), end)
        or _INTRODUCED.search(text, max(0, start - _LONGEST_INTRODUCTION), start) is not None
    )


def _counts_of_familiar_forms(article: ArticleText) -> Counter[str]:
    """Return how often an article prints each two characters that may be a familiar form of a name."""
    return Counter(_FAMILIAR.findall(article.text))
