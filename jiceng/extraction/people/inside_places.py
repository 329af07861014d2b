"""Where an article prints the names of places, in which nobody is named."""

import re
from bisect import bisect_right
from collections.abc import Collection

from jiceng.extraction.places.find import places_in_full
from jiceng.extraction.text.article_text import ArticleText

_BEFORE_ITS_OWN = re.compile(r"([镇乡村])(?=\1)")
"""The end of a place's name before its own office, organization or people (石家乡|乡长, 石梁镇|镇政府, 王家村|村民)."""


class InsidePlaces:
    """Tells what is the name of a place, or inside one (府山街 in 府山街道), from what names a person."""

    def __init__(self, article: ArticleText) -> None:
        """Take the article whose places are meant."""
        text = article.text
        units = places_in_full(article)
        self._ranges = [(start, end) for start, end, _ in units]
        self._starts = [start for start, _ in self._ranges]
        self._names = {text[start:end] for start, end in self._ranges}
        self._stems = {text[start : end - suffix] for start, end, suffix in units if suffix}
        self._ends = {match.end() for match in _BEFORE_ITS_OWN.finditer(text)}

    def is_inside(self, start: int, end: int, *, titled: bool) -> bool:
        """Return whether a half-open range is inside a place's name, or is one.

        A name after a title is not, except where the place's starts with it: 居民张小玲当起社区 is read as one.
        """
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._ranges[index][1]:
            return False
        return not titled or self._starts[index] == start

    def names_nobody(self, name: str, starts: Collection[int], *, titled: bool, speaks: bool) -> bool:
        """Return whether a string that rules took for a name is a place's.

        `starts`: where they found it. `titled`: also after a title. `speaks`: also before a cue. Whoever is titled or
        speaks may have the name of a village (雷锋 of 雷锋村).
        """
        ends = [start + len(name) for start in starts]
        if name in self._names or any(end in self._ends for end in ends):
            return True
        if name in self._stems and not (titled or speaks):
            return True
        return all(self.is_inside(start, end, titled=titled) for start, end in zip(starts, ends, strict=True))
