"""Trains whether the verdict of a line end is right: the confidence in `pages.breaks`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jiceng.evaluation.breaks import judge_each_break
from jiceng.evaluation.calibration import Forecast, calibration_bins, calibration_error, share_right
from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit
from jiceng.evaluation.rule_precision import HIGH
from jiceng.evaluation.training.days import day_of, left_out_probabilities
from jiceng.evaluation.training.files import write_features
from jiceng.reading import read_articles
from jiceng.reading.article import Breaks
from jiceng.reading.compose.break_features import FILE

_L2, _LEAST, _MOST_STEPS = 1.0, 0.03, 100
"""Penalty on squared weights, the smallest weight that is kept, and steps after which nothing changes any more."""


class SeenBreak(NamedTuple):
    """What is seen at a run of line ends, and whether its verdict is right."""

    day: str
    features: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class TrainedBreaks:
    """Weights of the features of line ends, and what such weights say of days that they were not trained on."""

    weights: Weights
    breaks: int
    """Runs of line ends."""
    right: int
    """Of these, those whose verdict is right."""
    high: int
    """Of all, those given HIGH or more on days left out."""
    high_right: int
    """Of these, those whose verdict is right."""
    error: float
    """Expected calibration error on days left out."""


def train_seen_breaks(seen: Sequence[SeenBreak]) -> TrainedBreaks:
    """Return weights learned from what is seen at runs of line ends, and what they say of days that were left out.

    Each part of the days is left out in turn; of a page in several settings, all are left out together.
    """
    forecasts = left_out_forecasts(seen)
    high_right, high = share_right(forecasts, HIGH)
    error = calibration_error(list(calibration_bins(forecasts)))
    return TrainedBreaks(_fit(seen), len(seen), sum([one.right for one in seen]), high, high_right, error)


def seen_breaks(page: GoldPage) -> list[SeenBreak]:
    """Read a page and return what is seen at its runs of line ends."""
    breaks = read_articles(page.raw.raw_text or "", page.raw.sizes).breaks
    if not isinstance(breaks, Breaks):
        return []
    judged = judge_each_break(page, breaks)
    day = day_of(page)
    return [
        SeenBreak(day, tuple(features), true is None)
        for features, (_, true) in zip(breaks.evidence.features(), judged, strict=True)
    ]


def left_out_forecasts(seen: Sequence[SeenBreak]) -> list[Forecast]:
    """Return the probability that each verdict is right by the weights of other days, and whether it is."""
    likely = left_out_probabilities(seen, lambda one: one.day, _fit)
    return [Forecast(confidence, one.right) for confidence, one in zip(likely, seen, strict=True)]


def _fit(seen: Iterable[SeenBreak]) -> Weights:
    """Return weights; breaks at which the same is seen are one case that counts as many times."""
    counts = Counter((one.features, one.right) for one in seen)
    cases = [Case([{}, dict.fromkeys(features, 1.0)], int(right), count) for (features, right), count in counts.items()]
    return fit(cases, l2=_L2, least=_LEAST, most_steps=_MOST_STEPS)


def write_breaks(trained: TrainedBreaks, file: Path = FILE) -> None:
    """Write the weights, sorted by name, a table per verdict and per verdict and rule."""
    right, high, high_right = [
        100 * count / (of or 1)
        for count, of in (
            (trained.right, trained.breaks),
            (trained.high, trained.breaks),
            (trained.high_right, trained.high),
        )
    ]
    comment = [
        "How much what is seen at a line end speaks for its verdict; the confidence in pages.breaks follows.",
        f"Learned from {trained.breaks} runs of line ends of gold, of which {right:.2f} % are decided correctly. On",
        f"days that were left out, {high:.2f} % are given {HIGH} or more, and {high_right:.2f} % of these are right;",
        f"the expected calibration error is {trained.error:.4f}.",
    ]
    write_features(trained.weights, comment, file)
