"""How rare words are, by jieba's list of inverse document frequencies; jieba itself is not imported."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jiceng.extraction import lexicon
from jiceng.extraction.lexicon.make_rarities import RARITIES, WIDTHS

STOP_WORDS = frozenset(
    {
        *(
            "the",
            "of",
            "is",
            "and",
            "to",
            "in",
            "that",
            "we",
            "for",
            "an",
            "are",
            "by",
            "be",
            "as",
            "on",
            "with",
            "can",
        ),
        *("if", "from", "which", "you", "it", "this", "then", "at", "have", "all", "not", "one", "has", "or"),
    }
)
"""The words that jieba's TF-IDF ignores."""


_MOST_KEPT = 1 << 15
"""Words of which the number is remembered; a limit, as a process may read pages for days."""


class Rarity(NamedTuple):
    """Inverse document frequencies: each word is in one of two arrays, by the bytes that it takes as UTF-8."""

    numbers: NDArray[np.float64]
    """All frequencies, ascending."""
    words: tuple[NDArray[np.bytes_], ...]
    """Words, sorted, per array."""
    places: tuple[NDArray[np.uint16], ...]
    """Which of the numbers each word has, per array."""
    median: float
    """That of a word which is not in the list."""
    known: dict[str, float]
    """Words that have been asked for."""

    @property
    def highest(self) -> float:
        """The highest frequency."""
        return float(self.numbers[-1])

    def of(self, words: Sequence[str]) -> list[float]:
        """Return the frequency of each word, the median of one that is not in the list."""
        known = self.known
        if new := [word for word in words if word not in known]:
            if len(known) > _MOST_KEPT:
                known.clear()
                new = list(words)
            known.update(dict.fromkeys(new, self.median))
            self._look_up(new)
        return [known[word] for word in words]

    def _look_up(self, new: Sequence[str]) -> None:
        narrower = 0
        encoded = [(word, word.encode()) for word in new]
        for words, places in zip(self.words, self.places, strict=True):
            asked = [(word, key) for word, key in encoded if narrower < len(key) <= words.itemsize]
            narrower = words.itemsize
            keys = np.array([key for _, key in asked], words.dtype)
            at = np.minimum(np.searchsorted(words, keys), len(words) - 1)
            for found in np.flatnonzero(words[at] == keys):
                self.known[asked[found][0]] = float(self.numbers[places[at[found]]])


@cache
def rarity() -> Rarity:
    """Return jieba's list, which the lexicon has as arrays."""
    with np.load(Path(lexicon.__file__).with_name(RARITIES)) as table:
        words, places = (tuple(table[f"{what}_{width}"] for width in WIDTHS) for what in ("words", "places"))
        return Rarity(table["numbers"], words, places, float(table["median"]), {})
