"""How rare words are, by jieba's list of inverse document frequencies; jieba itself is not imported."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

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


class Rarity(NamedTuple):
    """Inverse document frequencies."""

    of: Mapping[str, float]
    """Word → its frequency."""
    median: float
    """That of a word which is not in the list."""
    highest: float


@cache
def rarity() -> Rarity:
    """Return jieba's list; words of the same frequency share the number."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    found: dict[str, float] = {}
    numbers: dict[str, float] = {}
    with Path(spec.origin).with_name("analyse").joinpath("idf.txt").open(encoding="utf-8") as lines:
        for line in lines:  # one by one: all at once take twice the memory
            word, number = line.split()
            found[word] = numbers.get(number) or numbers.setdefault(number, float(number))
    ranked = sorted(found.values())
    return Rarity(found, ranked[len(ranked) // 2], ranked[-1])
