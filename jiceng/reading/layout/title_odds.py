"""How likely each possible title of a page is the title of an article, and no section heading or short paragraph.

A log-linear model in two steps, learned from gold: the first weighs a title's words and what is around it, the second
the first's verdict on it and on the titles near it, with pairs of what is around it. `title_words.toml` and
`title_pairs.toml` say how much each feature weighs.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.title_features import surroundings_of, wording
from jiceng.weights import read_features

WORDS = Path(__file__).with_name("title_words.toml")
PAIRS = Path(__file__).with_name("title_pairs.toml")
AND = " & "
"""Between the names of the two features of a pair."""
FIRST = "first: odds"
"""Name of the odds by the first step among the features of the second."""

_STEPS = (-4.0, -2.5, -1.5, -0.7, 0.0, 0.7, 1.5, 2.5, 4.0)
_ROUGH_STEPS = (-2.5, -1.0, 0.0, 1.0, 2.5)
"""Odds of the first step, as logarithms, that are told apart."""
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_BOUND = 3.0
"""Largest absolute value of the odds, as a logarithm: nothing is certain."""


class TitleModel:
    """The weights of both steps."""

    def __init__(self, words: Mapping[str, float], pairs: Mapping[str, float]) -> None:
        self.use(words, pairs)

    def use(self, words: Mapping[str, float], pairs: Mapping[str, float]) -> None:
        """Weigh titles by these weights from now on."""
        self.words, self.pairs = words, pairs
        self._first = pairs.get(FIRST, 0.0)
        alone_or_paired = {name: weight for name, weight in pairs.items() if name != FIRST}
        self._numbers: dict[str, int] = {}
        for name in alone_or_paired:
            for one in name.split(AND):
                self._numbers.setdefault(one, len(self._numbers))
        self._none = len(self._numbers)
        """Number of a feature that weighs nothing."""
        self._table = np.zeros((self._none + 1, self._none + 1))
        for name, weight in alone_or_paired.items():
            names = name.split(AND)
            self._table[self._numbers[names[0]], self._numbers[names[-1]]] = weight

    def first_step(self, part: Part, around: Sequence[str]) -> float:
        """Return the odds by a title's words and what is around it, as a logarithm."""
        weight = self.words.get
        return sum([weight(name, 0.0) for name in chain(wording(part), around)])

    def second_step(self, first: Sequence[float], around: Sequence[Sequence[str]]) -> list[float]:
        """Return the odds of a page's titles by both steps, as logarithms, from those by the first.

        `around` has, of each title, the features of what is around it.
        """
        number = self._numbers.get
        names = [[*in_steps(first, title), *near] for title, near in enumerate(around)]
        most = max(map(len, names), default=0)
        present = np.full((len(names), most), self._none, np.intp)
        for row, own in zip(present, names, strict=True):
            row[: len(own)] = [number(name, self._none) for name in own]
        weights = self._table[present[:, :, None], present[:, None, :]].sum(axis=(1, 2))
        return [self._first * odds + weight for odds, weight in zip(first, weights.tolist(), strict=True)]


@cache
def title_model() -> TitleModel:
    """Return the model that reading uses."""
    return TitleModel(read_features(WORDS), read_features(PAIRS))


def weigh_titles(parts: Sequence[Part], model: TitleModel) -> None:
    """Set the odds of every possible title of a page."""
    titles, around = surroundings_of(parts)
    first = [model.first_step(parts[index], near) for index, near in zip(titles, around, strict=True)]
    for index, odds in zip(titles, model.second_step(first, around), strict=True):
        parts[index].title_odds = max(-_BOUND, min(_BOUND, odds))


def in_steps(first: Sequence[float], number: int) -> list[str]:
    """Return the features of a title's odds, and of those of the titles near it, by the first step."""
    found = [f"odds: {bisect_right(_STEPS, first[number])}"]
    for step in _NEIGHBOURS:
        known = 0 <= number + step < len(first)
        found.append(f"odds {step:+}: {bisect_right(_ROUGH_STEPS, first[number + step]) if known else 'none'}")
    return found
