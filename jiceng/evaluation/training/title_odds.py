"""Trains the odds of possible titles: which of them are titles of articles, and which section headings or text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jiceng.evaluation.log_linear import Weights, fit_numbered
from jiceng.evaluation.training.files import write_features
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.title_features import surroundings_of, wording
from jiceng.reading.layout.title_odds import AND, FIRST, PAIRS, WORDS, TitleModel, in_steps

FOLDS = 4
"""Parts of the days; the second step is trained on the odds that the first has for days it did not see."""
_FEWEST_WORDS, _FEWEST_PAIRS = 2, 4
"""Titles that must have a feature."""
_L2_WORDS, _L2_PAIRS = 1.0, 8.0
"""Penalties on squared weights."""
_LEAST_WORDS, _LEAST_PAIRS = 0.03, 0.05
"""Smallest weights that are kept."""


@dataclass(slots=True)
class TitlesOfPage:
    """The possible titles of a page."""

    day: str
    parts: Sequence[Part]
    titles: list[int]
    """Indices of the possible titles among the parts."""
    around: list[list[str]]
    """Of each, the features of what is around it."""
    right: list[bool | None]
    """Of each, whether it is the title of an article; None where the gold does not know it."""
    first: list[float] = field(default_factory=list)
    """Of each, its odds by the first step, as a logarithm."""

    def known(self) -> Iterable[tuple[int, bool]]:
        """Yield the number of each title that the gold knows, and whether it is one."""
        return ((number, right) for number, right in enumerate(self.right) if right is not None)


@dataclass(frozen=True, slots=True)
class TitleOdds:
    """The weights of both steps."""

    words: Weights
    pairs: Weights

    def model(self) -> TitleModel:
        """Return the model that weighs titles by them."""
        return TitleModel(self.words, self.pairs)


def titles_of_page(day: str, parts: Sequence[Part], right: dict[int, bool]) -> TitlesOfPage:
    """Return the possible titles of a page; `right` says of some parts, by index, whether they are titles."""
    titles, around = surroundings_of(parts)
    return TitlesOfPage(day, parts, titles, around, [right.get(index) for index in titles])


def fold_of(day: str) -> int:
    """Return the part in which a day is left out: the same for all pages of a day, whatever else is trained on."""
    return sum(map(ord, day)) % FOLDS


def train_title_odds(pages: Sequence[TitlesOfPage]) -> TitleOdds:
    """Return the weights learned from pages; the same pages in the same order give the same weights."""
    for part in range(FOLDS):
        words = TitleModel(_fit_words([page for page in pages if fold_of(page.day) != part]), {})
        for page in pages:
            if fold_of(page.day) == part:
                page.first = [
                    words.first_step(page.parts[at], near) for at, near in zip(page.titles, page.around, strict=True)
                ]
    return TitleOdds(_fit_words(pages), _fit_pairs(pages))


def _fit_words(pages: Sequence[TitlesOfPage]) -> Weights:
    features = _Features()
    right: list[bool] = []
    for page in pages:
        for number, true in page.known():
            features.add([*wording(page.parts[page.titles[number]]), *page.around[number]])
            right.append(true)
    rows = np.repeat(np.arange(len(right)), features.sizes)
    found = _fit(rows, np.array(features.numbers, np.intp), right, (_L2_WORDS, _FEWEST_WORDS))
    return {name: found[n] for name, n in features.known.items() if abs(found.get(n, 0.0)) >= _LEAST_WORDS}


def _fit_pairs(pages: Sequence[TitlesOfPage]) -> Weights:
    features = _Features()
    first: list[float] = []
    right: list[bool] = []
    for page in pages:
        for number, true in page.known():
            features.add([*in_steps(page.first, number), *page.around[number]])
            right.append(true)
            first.append(page.first[number])
    rows, pairs = features.pairs()
    found = _fit(rows, pairs, right, (_L2_PAIRS, _FEWEST_PAIRS), first)
    names = list(features.known)
    weights = {FIRST: found.pop(-1, 0.0)}
    for pair, weight in found.items():
        if abs(weight) >= _LEAST_PAIRS:
            left, other = divmod(pair, len(names))
            weights[names[left] if left == other else f"{names[left]}{AND}{names[other]}"] = weight
    return weights


class _Features:
    """The names of features and their numbers, and which of them titles have."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.numbers: list[int] = []
        """Of the features of all titles, one title after the other."""
        self.sizes: list[int] = []
        """How many features each title has."""

    def add(self, names: Sequence[str]) -> None:
        """Add the features of a title."""
        self.numbers += [self.known.setdefault(name, len(self.known)) for name in names]
        self.sizes.append(len(names))

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return, of each pair of features that a title has, the title and the pair's number.

        The number of a pair is that of one feature, times the number of all features, and that of the other; a feature
        is also paired with itself.
        """
        numbers = np.array(self.numbers, np.intp)
        ends = np.cumsum(self.sizes)
        none = np.zeros(0, np.intp)
        rows, found = [none], [none]
        for row, (end, size) in enumerate(zip(ends.tolist(), self.sizes, strict=True)):
            own = np.sort(numbers[end - size : end])
            left, other = np.triu_indices(size)
            found.append(own[left] * len(self.known) + own[other])
            rows.append(np.full(len(left), row, np.intp))
        return np.concatenate(rows), np.concatenate(found)


def _fit(
    rows: NDArray[np.intp],
    features: NDArray[np.intp],
    right: Sequence[bool],
    limits: tuple[float, int],
    first: Sequence[float] = (),
) -> dict[int, float]:
    """Return the weights of features of value 1 by their numbers, and at -1 that of `first` where it is given."""
    l2, fewest = limits
    numbers, columns, counts = np.unique(features, return_inverse=True, return_counts=True)
    kept = counts[columns] >= fewest
    rows, columns = rows[kept], columns[kept]
    values = np.ones(len(rows))
    if first:
        rows = np.concatenate([rows, np.arange(len(first))])
        columns = np.concatenate([columns, np.full(len(first), len(numbers))])
        values = np.concatenate([values, first])
    found = fit_numbered(rows, columns, values, np.array(right, np.bool_), l2=l2)
    return dict(zip([*numbers.tolist(), -1][: len(found)], found.tolist(), strict=True))


def write_title_odds(odds: TitleOdds, comment: Sequence[str], files: tuple[Path, Path] = (WORDS, PAIRS)) -> None:
    """Write both files of weights, below the lines of a comment."""
    write_features(odds.words, ["The first step: a title's words and what is around it.", *comment], files[0])
    write_features(odds.pairs, ["The second step: pairs of what is around a title.", *comment], files[1])
