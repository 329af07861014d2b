"""Titles of people (书记, 副区长): where the longest one that ends at an offset starts."""

from functools import cache

from jiceng.extraction.lexicon import table, words

LONGEST_TITLE = 10
"""Characters before a name in which its title is looked for."""
_LONGEST_PREFIX = 5
"""Characters of the longest prefix of a title."""


@cache
def titles() -> dict[str, dict[str, str]]:
    """Return title → its row in the lexicon's table of offices."""
    return {row["title"]: row for row in table("offices")}


@cache
def title_ends() -> dict[str, tuple[int, ...]]:
    """Return the last two characters of titles → the lengths of the titles that end so, descending."""
    lengths: dict[str, set[int]] = {}
    for title in titles():
        lengths.setdefault(title[-2:], set()).add(len(title))
    return {end: tuple(sorted(of_titles, reverse=True)) for end, of_titles in lengths.items()}


_PREFIXES = words("title_prefixes")
_ENDS_OF_PREFIXES = frozenset(prefix[-1] for prefix in _PREFIXES)


def title_start(text: str, end: int, floor: int = 0) -> int:
    """Return where the longest title that ends at an offset starts, with its prefixes (副, 党委).

    Not before `floor`; `end` where no title ends there.
    """
    lengths = title_ends().get(text[end - 2 : end], ())
    for length in lengths:
        if length <= end - floor and text[end - length : end] in titles():
            return with_prefixes(text, end - length, floor)
    return end


def with_prefixes(text: str, start: int, floor: int) -> int:
    """Return where the prefixes of a title that starts at an offset begin (副, 党委), not before `floor`."""
    extended = True
    while extended and text[start - 1 : start] in _ENDS_OF_PREFIXES:
        extended = False
        for length in range(min(_LONGEST_PREFIX, start - floor), 0, -1):
            if text[start - length : start] in _PREFIXES:
                start -= length
                extended = True
                break
    return start
