"""What paragraphs are about: their character bigrams, by which the articles of a page can be told apart.

Paragraphs of one article repeat each other's words, as in the segmentation of texts by lexical cohesion (Hearst 1997,
TextTiling). Pairs of neighbouring characters stand in for words, which cannot be segmented safely in damaged text.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from math import log
from operator import or_
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.reading.layout.weights import WEIGHTS
from jiceng.reading.lexicon import text_of

COMMON = Path(__file__).with_name("common_bigrams.txt")
"""The bigrams that count for nothing."""
_BITS = 4096
"""Different bigrams in common that a page can tell apart, several times what pages have. On a longer page some bigrams
share a bit: otherwise the bit sets would grow with the page, and the time with its square."""
_OWNER_BITS = 30
"""Bits of a sort key that hold the number of a text."""
_CHARACTER_BITS = 17
"""Bits of a sort key that hold a character."""


@cache
def _is_telling() -> NDArray[np.bool_]:
    """Return, by code point, whether a character counts: common characters, digits, marks and white space do not."""
    telling = np.ones(BEYOND + 1, dtype=np.bool_)
    telling[code_points(text_of("common_letters"))] = False
    return telling


@cache
def _common() -> NDArray[np.uint64]:
    """Return the common bigrams as numbers, sorted."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    common = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    return np.array(sorted(ord(pair[0]) << _CHARACTER_BITS | ord(pair[1]) for pair in common), np.uint64)


def _bigrams(texts: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the bigrams of all texts, as numbers from 0, and the number of the text of each.

    A text has a bigram once. Characters that do not count are left out before bigrams are formed, common bigrams after
    that. Both arrays are sorted by bigram.
    """
    characters = code_points("".join(texts))
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    telling = np.flatnonzero(_is_telling()[characters])
    characters, owners = characters[telling].astype(np.uint64), owners[telling]
    keys = characters[:-1] << (_OWNER_BITS + _CHARACTER_BITS) | characters[1:] << _OWNER_BITS | owners[1:]
    keys = keys[owners[:-1] == owners[1:]]
    keys.sort()
    keys = keys[_differs_from_last(keys)]
    keys = keys[~_is_common(keys >> np.uint64(_OWNER_BITS))]
    numbers = np.cumsum(_differs_from_last(keys >> np.uint64(_OWNER_BITS))) - 1
    return numbers, (keys & np.uint64((1 << _OWNER_BITS) - 1)).astype(np.intp)


def _is_common(pairs: NDArray[np.uint64]) -> NDArray[np.bool_]:
    common = _common()
    at = np.minimum(np.searchsorted(common, pairs), len(common) - 1)
    found: NDArray[np.bool_] = common[at] == pairs
    return found


def _differs_from_last(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return, for each value, whether it differs from the one before it; the first one does."""
    differs = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


class Bigrams:
    """The set of a text's bigrams: which of them other texts of the page have too, and how many it has alone."""

    __slots__ = ("own", "shared", "size")

    def __init__(self, shared: int = 0, own: int = 0) -> None:
        self.shared = shared
        """A bit set of the bigrams that another text of the page has too."""
        self.own = own
        """Number of the bigrams that no other text of the page has."""
        self.size = shared.bit_count() + own

    def __or__(self, other: "Bigrams") -> "Bigrams":
        """Return the bigrams of two different texts of a page."""
        return Bigrams(self.shared | other.shared, self.own + other.own)

    def in_common(self, other: "Bigrams") -> int:
        """Return how many bigrams a different text of the page has in common with this one."""
        return (self.shared & other.shared).bit_count()


def bigrams_of(texts: Sequence[str]) -> list[Bigrams]:
    """Return the bigrams of each text of a page; those of different pages cannot be compared."""
    numbers, owners = _bigrams(texts)
    repeated = np.bincount(numbers) > 1
    is_shared = repeated[numbers]
    own = np.bincount(owners[~is_shared], minlength=len(texts)).tolist()
    bits = (np.cumsum(repeated) - 1)[numbers[is_shared]] % _BITS
    masks = np.zeros((len(texts), bits.max(initial=0) // 8 + 1), dtype=np.uint8)
    np.bitwise_or.at(masks, (owners[is_shared], bits >> 3), (1 << (bits & 7)).astype(np.uint8))
    return [Bigrams(int.from_bytes(mask, "little"), count) for mask, count in zip(masks, own, strict=True)]


def union(several: Iterable[Bigrams]) -> Bigrams:
    """Return the bigrams of different texts of a page taken together."""
    shared = own = 0
    for one in several:
        shared |= one.shared
        own += one.own
    return Bigrams(shared, own)


def before_and_after(bit_sets: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return, for the cut before each of some bit sets, the union of those before it and of those after it."""
    before = accumulate(bit_sets, or_, initial=0)
    after = list(accumulate(reversed(bit_sets), or_))
    return zip(before, reversed(after), strict=False)


def in_common(texts: Sequence[Bigrams]) -> list[int]:
    """Return, for the cut before each text, how many bigrams are on both sides of it."""
    return [(before & after).bit_count() for before, after in before_and_after([one.shared for one in texts])]


def cohesion(common: int, size: int, other_size: int) -> float:
    """Return what two texts have in common, as a share of the geometric mean of their sizes; all count bigrams."""
    prior = WEIGHTS.cohesion_prior
    return float(common / ((size + prior) * (other_size + prior)) ** 0.5)


def topic_gaps(texts: Sequence[Bigrams]) -> list[float]:
    """Return, for the cut before each text, the cohesion of both sides."""
    total = sum([one.size for one in texts])
    size = 0
    gaps = []
    for one, common in zip(texts, in_common(texts), strict=True):
        gaps.append(cohesion(common, size, total - size))
        size += one.size
    return gaps


def contrast(theirs: int, their_size: int, ours: int, our_size: int) -> float:
    """Return how much more a text is like another article than like its own: the logarithm of the ratio, bounded.

    For each article: how many bigrams the text has in common with it, and the article's size in bigrams. A text is like
    an article by what they have in common, as a share of what a text has in common by chance with one of that size.
    """
    prior, growth, bound = WEIGHTS.likeness_prior, WEIGHTS.likeness_growth, WEIGHTS.contrast_bound
    like_theirs = (theirs + 1) / (their_size + prior) ** growth
    like_ours = (ours + 1) / (our_size + prior) ** growth
    return max(-bound, min(bound, log(like_theirs / like_ours)))


def likeliest_cut(
    sizes: Sequence[int],
    common: Sequence[int],
    theirs: Sequence[int],
    their_size: int,
    ours: Sequence[int],
    our_size: int,
) -> tuple[int, float]:
    """Return at which paragraph of a passage another article most likely takes over, and the contrast from there on.

    Never the first paragraph; 0 where there is only one. For each paragraph: `sizes` in bigrams, `common` as by
    `in_common`, and how many bigrams it has in common with the other article (`theirs`) and with its own (`ours`).
    """
    size = our_size + sum(sizes)
    prior, growth, cut_weight = WEIGHTS.likeness_prior, WEIGHTS.likeness_growth, WEIGHTS.cut_weight
    weight = (their_size + prior) ** -growth
    other = own = 0
    best, at, by = float("-inf"), 0, 0.0
    for number in range(len(sizes) - 1, 0, -1):
        other += theirs[number]
        own += ours[number]
        size -= sizes[number]
        score = other * weight - (own + cut_weight * common[number]) * (size + prior) ** -growth
        if score > best:
            best, at = score, number
            by = contrast(other, their_size, own + common[number], size)
    return at, by
