"""The organizations and places that an article names: the nearest to an offset, and the fullest form of a name."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.name_boundaries import ends_word, organization_start, place_chains
from jiceng.extraction.text.article_text import ArticleText

_MOST_NAMES = 100
"""Names on either side of an offset that are searched for one with an ending."""
_PLACE_ENDINGS = frozenset(short_list("place_endings"))
_ENDING = re.compile(one_of((*short_list("place_endings"), *short_list("organization_endings"))))
_KINDS_OF_PLACES = frozenset(short_list("kinds_of_places"))
_LENGTHS_OF_GENERIC_ENDS = (3, 4, 5, 6)


def fullest_name(article: ArticleText, name: str) -> str:
    """Return the longest name of an organization or place in the article that ends with `name`, else `name`."""
    return article.once(_longest_names).get(name, name)


def nearest_name(article: ArticleText, endings: tuple[str, ...], offset: int) -> str | None:
    """Return the last organization or place before an offset of the article's text whose name has one of some endings.

    Else it is the first one after the offset, as fully as the article names it; None where there is none.
    """
    names = article.once(printed_names)
    at = bisect_left(names, (offset,))
    near = (*reversed(names[max(0, at - _MOST_NAMES) : at]), *names[at : at + _MOST_NAMES])
    for _, end, name in near:
        if end != offset and (name.endswith(endings) or ("村" in endings and name.endswith("社区"))):
            return fullest_name(article, name)
    return None


def _longest_names(article: ArticleText) -> dict[str, str]:
    """Return for every end of a printed name, of three characters or more, the longest printed name that ends so."""
    longest: dict[str, str] = {}
    for _, _, name in sorted(set(article.once(printed_names)), key=lambda printed: (-len(printed[2]), printed)):
        for cut in range(len(name) - 2):
            longest.setdefault(name[cut:], name)
    return longest


def printed_names(article: ArticleText) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and text of every organization and place that the article names, in order.

    Offsets are of the article's text. Names are found by their endings; a kind of places (农村) is no name.
    """
    return tuple(_printed_names(article))


def _printed_names(article: ArticleText) -> Iterator[tuple[int, int, str]]:
    text = article.text
    chains = article.once(place_chains)
    for floor, paragraph_end in article.paragraphs:
        for match in _ENDING.finditer(text, floor, paragraph_end):
            end = match.end()
            if not ends_word(article, match.start(), end):
                continue
            is_place = match.group() in _PLACE_ENDINGS
            start = chains.get(end, end) if is_place else organization_start(article, end, floor)
            name = text[start:end]
            if len(name) > len(match.group()) and name[-1] != name[-2] and not _is_generic(name):
                yield start, end, name


def _is_generic(name: str) -> bool:
    """Return whether a name is that of a kind of places or organizations (贫困村)."""
    generic = words("generic_names")
    return (
        name[-2:] in _KINDS_OF_PLACES or name in generic or any(name[-n:] in generic for n in _LENGTHS_OF_GENERIC_ENDS)
    )
