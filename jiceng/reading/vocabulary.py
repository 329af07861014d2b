"""What paragraphs speak about: pairs of neighbouring letters, by which the articles of a page can be told apart.

Paragraphs of one article repeat each other's words, as in the segmentation of texts by lexical cohesion (Hearst 1997,
TextTiling); pairs of letters stand in for words, which the reader of a damaged page cannot cut safely.
"""

import re
from collections.abc import Sequence
from functools import cache
from math import log
from struct import unpack_from

from jiceng.reading.lexicon import text_of

Vocabulary = set[int]

_SMALL = 30
"""Pairs that are added to the size of either side of a cut, so that short sides do not decide."""
_GROWTH = 0.85
"""How the pairs that a paragraph has in common with a text by chance grow with the text's size, as an exponent."""
_LEAST_SIZE = 20
_CUT_WEIGHT = 2.0
"""How much what two sides of a cut have in common counts against the cut, beside what they share with articles."""
_MOST = 2.5
"""Bound of the logarithm by which a text is liker to one article than to another."""


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(text_of('common_letters'))}]+")


def vocabulary(text: str) -> Vocabulary:
    """Return the pairs of neighbouring letters of a text, common letters, digits, marks and white space left out.

    Each pair is a number, of its two UTF-16 code units: hundreds of thousands of tuples would keep the collector of
    garbage busy.
    """
    units = "".join(_telling().findall(text)).encode("utf-16-le", "surrogatepass")
    count = len(units)
    if count < 4:
        return set()
    return {*unpack_from(f"<{count // 4}I", units), *unpack_from(f"<{(count - 2) // 4}I", units, 2)}


def in_common(vocabularies: Sequence[Vocabulary]) -> list[int]:
    """Return for the cut in front of each vocabulary how many pairs stand on both sides of it."""
    change = [0] * (len(vocabularies) + 1)
    last: dict[int, int] = {}
    for number, one in enumerate(vocabularies):
        for pair in one & last.keys():
            change[last[pair] + 1] += 1
            change[number + 1] -= 1
        last.update(dict.fromkeys(one, number))
    common = 0
    counts = []
    for step in change[:-1]:
        common += step
        counts.append(common)
    return counts


def topic_gaps(vocabularies: Sequence[Vocabulary]) -> list[float]:
    """Return for each cut what both sides have in common, as a share of the geometric mean of their sizes."""
    total = sum(map(len, vocabularies))
    size = 0
    gaps = []
    for one, common in zip(vocabularies, in_common(vocabularies), strict=True):
        gaps.append(common / ((size + _SMALL) * (total - size + _SMALL)) ** 0.5)
        size += len(one)
    return gaps


def likeness(hits: int, size: int) -> float:
    """Return how much a text that has some pairs in common with an article of a size is like it, size allowed for."""
    return (hits + 1) / (size + _LEAST_SIZE) ** _GROWTH


class Passage:
    """Paragraphs in one piece, of which the last ones may belong to another article than the first."""

    __slots__ = ("_common", "_sizes", "vocabularies")

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        self.vocabularies = vocabularies
        self._common: list[int] | None = None
        self._sizes: list[int] = []

    def contrast(self, theirs: Vocabulary, ours: Vocabulary) -> float:
        """Return the logarithm of how much more the whole passage is like `theirs` than like `ours`, bounded."""
        hits = sum([len(one & theirs) for one in self.vocabularies])
        own = sum([len(one & ours) for one in self.vocabularies])
        return _bounded(log(likeness(hits, len(theirs)) / likeness(own, len(ours))))

    def cut(self, theirs: Vocabulary, ours: Vocabulary) -> tuple[int, float]:
        """Return the paragraph from which on the passage is likest to `theirs`, not the first, and by how much."""
        if self._common is None:
            self._common = in_common(self.vocabularies)
            self._sizes = [len(one) for one in self.vocabularies]
        hits = own = 0
        size = len(ours) + sum(self._sizes)
        weight = (len(theirs) + _LEAST_SIZE) ** -_GROWTH
        best, at, by = float("-inf"), 0, 0.0
        for number in range(len(self.vocabularies) - 1, 0, -1):
            one = self.vocabularies[number]
            hits += len(one & theirs)
            own += len(one & ours)
            size -= self._sizes[number]
            against = own + _CUT_WEIGHT * self._common[number]
            score = hits * weight - against * (size + _LEAST_SIZE) ** -_GROWTH
            if score > best:
                best, at = score, number
                by = _bounded(log(likeness(hits, len(theirs)) / likeness(own + self._common[number], size)))
        return at, by


def _bounded(value: float) -> float:
    return max(-_MOST, min(_MOST, value))
