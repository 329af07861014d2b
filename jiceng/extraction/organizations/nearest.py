"""The organizations and places that an article names: the nearest to an offset, and the fullest form of a name."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.name_boundaries import ends_word, organization_start, place_chains
from jiceng.extraction.text.article_text import ArticleText

_MOST_UNITS = 100
"""Names of places and bodies that are looked through on either side for one that is meant."""
_PLACE_UNITS = frozenset(short_list("place_endings"))
_UNIT = re.compile(one_of((*short_list("place_endings"), *short_list("organization_endings"))))
_KINDS_OF_PLACES = frozenset(short_list("kinds_of_places"))


def fullest_name(article: ArticleText, name: str) -> str:
    """Return the longest name of a place or body in the article that ends with the given one."""
    return article.once(_longest_names).get(name, name)


def nearest_name(article: ArticleText, unit: str, offset: int) -> str | None:
    """Return the last place or body before an offset, else the first behind it, whose name ends with a unit."""
    units = article.once(printed_names)
    at = bisect_left(units, (offset,))
    near = (*reversed(units[max(0, at - _MOST_UNITS) : at]), *units[at : at + _MOST_UNITS])
    for _, end, phrase in near:
        if end != offset and (phrase.endswith(unit) or (unit == "村" and phrase.endswith("社区"))):
            return fullest_name(article, phrase)
    return None


def _longest_names(article: ArticleText) -> dict[str, str]:
    """Return for every printed name of a place or body the longest printed one that ends with it."""
    longest: dict[str, str] = {}
    for _, _, phrase in sorted(set(article.once(printed_names)), key=lambda unit: (-len(unit[2]), unit)):
        for cut in range(len(phrase) - 2):
            longest.setdefault(phrase[cut:], phrase)
    return longest


def printed_names(article: ArticleText) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and text of every name of a place or body in the article, in order."""
    return tuple(_find_named_units(article))


def _find_named_units(article: ArticleText) -> Iterator[tuple[int, int, str]]:
    text = article.text
    chains = article.once(place_chains)
    generic = words("generic_names")
    for floor, paragraph_end in article.paragraphs:
        for match in _UNIT.finditer(text, floor, paragraph_end):
            end = match.end()
            if not ends_word(article, match.start(), end):
                continue
            place = match.group() in _PLACE_UNITS
            start = chains.get(end, end) if place else organization_start(article, end, floor)
            phrase = text[start:end]
            if len(phrase) <= len(match.group()) or phrase[-1] == phrase[-2]:
                continue
            if phrase[-2:] in _KINDS_OF_PLACES or any(phrase[-n:] in generic for n in (len(phrase), 3, 4, 5, 6)):
                continue
            yield start, end, phrase
