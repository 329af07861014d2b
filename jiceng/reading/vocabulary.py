"""What paragraphs speak about: pairs of neighbouring letters, by which the articles of a page can be told apart.

Paragraphs of one article repeat each other's words, as in the segmentation of texts by lexical cohesion (Hearst 1997,
TextTiling); pairs of letters stand in for words, which the reader of a damaged page cannot cut safely.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import log
from struct import unpack_from

from jiceng.reading.lexicon import text_of

Vocabulary = set[int]

_SMALL = 30
"""Pairs that are added to the size of either text, so that a few of them do not decide."""
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
    seen: Vocabulary = set()
    repeated: Vocabulary = set()
    for one in vocabularies:
        repeated |= one & seen
        seen |= one
    change = [0] * (len(vocabularies) + 1)
    last: dict[int, int] = {}
    for number, one in enumerate(vocabularies):
        for pair in one & repeated:
            if pair in last:
                change[last[pair] + 1] += 1
                change[number + 1] -= 1
            last[pair] = number
    return list(accumulate(change[:-1]))


def cohesion(common: int, size: int, other_size: int) -> float:
    """Return what two texts have in common, as a share of the geometric mean of their sizes; all count pairs."""
    return float(common / ((size + _SMALL) * (other_size + _SMALL)) ** 0.5)


def topic_gaps(vocabularies: Sequence[Vocabulary]) -> list[float]:
    """Return for the cut in front of each vocabulary the cohesion of both sides."""
    total = sum(map(len, vocabularies))
    size = 0
    gaps = []
    for one, common in zip(vocabularies, in_common(vocabularies), strict=True):
        gaps.append(cohesion(common, size, total - size))
        size += len(one)
    return gaps


def likeness(hits: int, size: int) -> float:
    """Return how much a text that has some pairs in common with an article of a size is like it, size allowed for."""
    return (hits + 1) / float((size + _LEAST_SIZE) ** _GROWTH)


def contrast(theirs: int, their_size: int, ours: int, our_size: int) -> float:
    """Return the logarithm of how much liker a text is to one article than to another, bounded.

    Each article is given by the pairs that it has in common with the text, and by its size.
    """
    return max(-_MOST, min(_MOST, log(likeness(theirs, their_size) / likeness(ours, our_size))))


def likeliest_cut(
    sizes: Sequence[int],
    common: Sequence[int],
    theirs: Sequence[int],
    their_size: int,
    ours: Sequence[int],
    our_size: int,
) -> tuple[int, float]:
    """Return the paragraph from which on a passage is likest to another article, not the first one, and by how much.

    Of each paragraph are given its size, what stands on both sides of the cut in front of it (`in_common`), and the
    pairs that it has in common with the other article and with its own.
    """
    size = our_size + sum(sizes)
    weight = (their_size + _LEAST_SIZE) ** -_GROWTH
    hits = own = 0
    best, at, by = float("-inf"), 0, 0.0
    for number in range(len(sizes) - 1, 0, -1):
        hits += theirs[number]
        own += ours[number]
        size -= sizes[number]
        score = hits * weight - (own + _CUT_WEIGHT * common[number]) * (size + _LEAST_SIZE) ** -_GROWTH
        if score > best:
            best, at = score, number
            by = contrast(hits, their_size, own + common[number], size)
    return at, by
