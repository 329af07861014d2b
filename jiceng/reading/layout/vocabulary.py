"""What paragraphs speak about: pairs of neighbouring letters, by which the articles of a page can be told apart.

Paragraphs of one article repeat each other's words, as in the segmentation of texts by lexical cohesion (Hearst 1997,
TextTiling); pairs of letters stand in for words, which the reader of a damaged page cannot cut safely.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from math import log
from operator import or_

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.reading.lexicon import text_of

_BITS = 4096
"""Pairs in common that the texts of a page can tell apart, several times what pages have. On a longer one some pairs
count as the same: otherwise the vocabularies would grow with the page, and time with its square."""
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
def _is_telling() -> NDArray[np.bool_]:
    """Return of each letter whether it tells something: common letters, digits, marks and white space do not."""
    telling = np.ones(BEYOND + 1, dtype=np.bool_)
    telling[code_points(text_of("common_letters"))] = False
    return telling


def _pairs(texts: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of neighbouring letters of each text that tell something, and the number of the text of each.

    Each text has a pair once. Equal pairs have equal numbers, 0 to the count of different ones, and stand together.
    """
    letters = code_points("".join(texts))
    text_of_letter = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    telling = np.flatnonzero(_is_telling()[letters])
    letters, text_of_letter = letters[telling].astype(np.uint64), text_of_letter[telling]
    # A letter has 17 bits of a key, the text's number 30.
    keys = letters[:-1] << 47 | letters[1:] << 30 | text_of_letter[1:]
    keys = keys[text_of_letter[:-1] == text_of_letter[1:]]
    keys.sort()
    keys = keys[_differs_from_last(keys)]
    pairs = np.cumsum(_differs_from_last(keys >> np.uint64(30))) - 1
    return pairs, (keys & np.uint64((1 << 30) - 1)).astype(np.intp)


def _differs_from_last(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return of each value whether it differs from the one before it; the first one does."""
    differs = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


class Vocabulary:
    """The pairs of a text of a page: those that other texts of the page have too, and how many it has alone."""

    __slots__ = ("own", "shared", "size")

    def __init__(self, shared: int = 0, own: int = 0) -> None:
        self.shared = shared
        """A bit for each pair that another text of the page has too."""
        self.own = own
        """Number of the pairs that no other text has."""
        self.size = shared.bit_count() + own

    def __or__(self, other: "Vocabulary") -> "Vocabulary":
        """Return the pairs of two different texts."""
        return Vocabulary(self.shared | other.shared, self.own + other.own)

    def in_common(self, other: "Vocabulary") -> int:
        """Return how many pairs a different text has in common with this one."""
        return (self.shared & other.shared).bit_count()


def vocabularies(texts: Sequence[str]) -> list[Vocabulary]:
    """Return the pairs of each text of a page. Those of different pages cannot be compared."""
    pairs, owners = _pairs(texts)
    repeated = np.bincount(pairs) > 1
    is_shared = repeated[pairs]
    own = np.bincount(owners[~is_shared], minlength=len(texts)).tolist()
    bits = (np.cumsum(repeated) - 1)[pairs[is_shared]] % _BITS
    masks = np.zeros((len(texts), bits.max(initial=0) // 8 + 1), dtype=np.uint8)
    np.bitwise_or.at(masks, (owners[is_shared], bits >> 3), (1 << (bits & 7)).astype(np.uint8))
    return [Vocabulary(int.from_bytes(mask, "little"), count) for mask, count in zip(masks, own, strict=True)]


def union(several: Iterable[Vocabulary]) -> Vocabulary:
    """Return the pairs of different texts."""
    shared = own = 0
    for one in several:
        shared |= one.shared
        own += one.own
    return Vocabulary(shared, own)


def before_and_behind(masks: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return for the cut in front of each of some texts the pairs before and behind it, as bits like theirs."""
    before = accumulate(masks, or_, initial=0)
    behind = list(accumulate(reversed(masks), or_))
    return zip(before, reversed(behind), strict=False)


def in_common(texts: Sequence[Vocabulary]) -> list[int]:
    """Return for the cut in front of each text how many pairs stand on both sides of it."""
    return [(before & behind).bit_count() for before, behind in before_and_behind([one.shared for one in texts])]


def cohesion(common: int, size: int, other_size: int) -> float:
    """Return what two texts have in common, as a share of the geometric mean of their sizes; all count pairs."""
    return float(common / ((size + _SMALL) * (other_size + _SMALL)) ** 0.5)


def topic_gaps(texts: Sequence[Vocabulary]) -> list[float]:
    """Return for the cut in front of each text the cohesion of both sides."""
    total = sum([one.size for one in texts])
    size = 0
    gaps = []
    for one, common in zip(texts, in_common(texts), strict=True):
        gaps.append(cohesion(common, size, total - size))
        size += one.size
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
