"""Names beside a form of address or an age."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jiceng.extraction.lexicon import WordFinder, words
from jiceng.extraction.people.addresses import grew_up, is_addressed
from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.names.boundaries import crosses_word
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, NAME_LENGTHS, SURNAMES
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.rule import rule

_AGED = re.compile(r"岁的(?:(?<=\d岁的)|(?<=\d多岁的))")
_AGE_IN_BRACKETS = re.compile(r"[（(][男女]?，?(?:今年)?\d{1,3}岁")


@cache
def _address_finder() -> WordFinder:
    return WordFinder(words("honorifics"))


@rule("person_honorific", "people", "a name before a form of address or an age (张三同志, 张三（54岁）)")
def person_honorific(article: ArticleText, candidates: Iterable[tuple[int, int]]) -> Iterator[Proposal]:
    """Propose names beside a form of address or an age, and the ranges of `candidates` before one."""
    name_ends = article.once(NameEnds)
    for start, end in _beside_addresses(article):
        if name_ends[start] == end:
            yield Proposal(start, end, ("address",))
    for start, end in candidates:
        if is_addressed(article, end):
            yield Proposal(start, end, ("address",))


def _beside_addresses(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield two and three characters before a form of address or an age in brackets, or after an age (54岁的张三)."""
    text = article.text
    for match in _AGED.finditer(text):
        for length in NAME_LENGTHS:
            if text[match.end() : match.end() + 1] in SURNAMES:
                yield match.end(), match.end() + length
    for finder in (_address_finder(), _AGE_IN_BRACKETS):
        for match in finder.finditer(text):
            end = match.start()
            if (
                text[end - 1 : end] == "副"
                or article.words.at(end).start != end
                or crosses_word(article, match.end())
                or grew_up(text, end)
            ):
                continue
            for length in NAME_LENGTHS:
                if end >= length and text[end - length] in COMMON_SURNAMES and _starts_word(article, end - length):
                    yield end - length, end


def _starts_word(article: ArticleText, start: int) -> bool:
    """Return whether an offset is not inside a word of the dictionary."""
    word = article.words.at(start)
    return word.start == start or not in_dictionary(word.text)
