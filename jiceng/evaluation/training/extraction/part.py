"""Part: one of the models that extraction learns, each in a module of its own in this package."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit

_LEAST = 0.02
"""Smallest weight that is kept."""


@dataclass(frozen=True, slots=True)
class Part:
    """A model of named features that extraction goes by."""

    name: str
    about: str
    """What its weights say: the first line of its file."""
    file: Path
    """Where they are written: a table per prefix of the names of features (`prefix: name`)."""
    in_use: Callable[[], Weights]
    """Return the weights that extraction goes by, always the same dictionary: others are put into it."""
    cases: Callable[[Sequence[GoldPage]], Iterable[Case]]
    """Yield what pages teach; called while the parts before this one have been learned from the same pages and are in
    use."""
    l2: float
    """Penalty on squared weights."""
    fewest: int
    """Cases that a feature needs."""
    figures: tuple[str, ...]
    """Names of the figures of records that it is judged by, of articles left out; its file says what they are."""

    def learn(self, pages: Sequence[GoldPage]) -> Weights:
        """Return the weights that pages teach, while the parts before this one are in use."""
        return self.fit(list(self.cases(pages)))

    def fit(self, cases: Sequence[Case]) -> Weights:
        """Return the weights that cases teach; the same cases in the same order give the same weights."""
        return fit(cases, l2=self.l2, fewest=self.fewest, least=_LEAST)
