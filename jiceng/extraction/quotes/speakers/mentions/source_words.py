"""Mentions by words of the lexicon: pronouns, groups, relatives, roles, and surnames with a title (王书记)."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Literal

from jiceng.extraction.lexicon import WordFinder, short_list, words
from jiceng.extraction.quotes.speakers.mentions.mention import MentionKind, SourceMention
from jiceng.extraction.quotes.speakers.phrases import counted_start
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import titles
from jiceng.reading.lexicon.surnames import common_surnames

_WordKind = MentionKind | Literal["address", ""]
"""What a word is: of a kind of mention, a form of address, or, though a word for people is in it, no source."""

_MAKES_ORGANIZATION = short_list("makes_organization_of_people")
_PLURAL = "们"


def mentions_by_words(
    article: ArticleText, known_surnames: Collection[str], start: int, stop: int
) -> Iterator[SourceMention]:
    """Yield the mentions between two offsets by words of the lexicon, in order.

    `known_surnames` are those of the people found in the article: a title after one of them calls a person (王书记).
    """
    text, kinds = article.text, _kinds()
    for match in _source_words().finditer(text, start, stop):
        begin, end = match.span()
        word = match.group()
        kind = kinds[word]
        if kind in ("group", "role") and text.startswith(_MAKES_ORGANIZATION, end):
            continue
        if kind == "group" and _crosses_word(article, begin, end):
            continue
        by_surname = kind in ("role", "address") or (kind == "kin" and word in words("address"))
        if by_surname and _follows_surname(article, word, begin, known_surnames):
            begin, kind = begin - 1, "short"
        elif kind == "address":
            kind = _kind_of_address(text, word, begin)
        elif kind == "role" and text.startswith(_PLURAL, end):
            end, kind = end + 1, "group"
        if kind:
            yield SourceMention(begin, end, kind, text[begin:end])


def _crosses_word(article: ArticleText, start: int, end: int) -> bool:
    """Return whether the segmenter's word at the end of a range starts inside and ends after it (市[民|政局])."""
    words = article.words
    index = words.index_at(end - 1)
    return start < words.starts[index] and words.starts[index] + len(words.texts[index]) > end


@cache
def _kinds() -> dict[str, _WordKind]:
    """Return of what kind each word of the lexicon is; a later list decides."""
    lists: tuple[tuple[Iterable[str], _WordKind], ...] = (
        (words("address"), "address"),
        (titles(), "role"),
        (words("kin"), "kin"),
        (words("groups"), "group"),
        (short_list("pronouns"), "pronoun"),
        (short_list("no_sources"), ""),
    )
    return {word: kind for listed, kind in lists for word in listed}


@cache
def _source_words() -> WordFinder:
    return WordFinder(_kinds())


def _follows_surname(article: ArticleText, title: str, start: int, known_surnames: Collection[str]) -> bool:
    """Return whether a surname precedes a title that starts at an offset; a common one does for a form of address."""
    if start == 0:
        return False
    surname = article.text[start - 1]
    if surname not in known_surnames and not (surname in common_surnames() and title in words("address")):
        return False
    word = article.words.at(start - 1)
    return word.start == start - 1 or word.end in (start, start + len(title))


def _kind_of_address(text: str, word: str, start: int) -> Literal["role", "kin", ""]:
    """Return what a form of address without a surname is: 一位大爷 is somebody, 大爷 alone nobody."""
    if word in titles():
        return "role"
    return "kin" if counted_start(text, start) < start else ""
