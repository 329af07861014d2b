"""Whether confidences mean what they say: of what is given 0.9, nine in ten should be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Edges of the bins of confidences; the last bin includes 1."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A confidence that was given, and whether what it was given to is right."""

    confidence: float
    right: bool
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts with a confidence from `low` to below `high`."""

    low: float
    high: float
    count: int
    right: int
    mean_confidence: float
    """0 where the bin is empty."""

    def as_json(self) -> dict[str, Any]:
        """Return the bin's figures; null instead of means if it is empty."""
        return {
            "from": self.low,
            "to": self.high,
            "count": self.count,
            "mean_confidence": round(self.mean_confidence, 4) if self.count else None,
            "right": round(self.right / self.count, 4) if self.count else None,
        }


def calibration_bins(forecasts: Iterable[Forecast]) -> list[Bin]:
    """Sort forecasts into bins between EDGES."""
    forecasts = list(forecasts)
    bins = []
    for low, high in pairwise(EDGES):
        inside = [f for f in forecasts if low <= f.confidence and (f.confidence < high or high == EDGES[-1])]
        mean = sum(f.confidence for f in inside) / len(inside) if inside else 0.0
        bins.append(Bin(low, high, len(inside), sum(f.right for f in inside), mean))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015); 0 without forecasts.

    It is the mean distance between a bin's mean confidence and its share of right ones, weighted by the bin's size.
    """
    count = sum(each.count for each in bins)
    if not count:
        return 0.0
    return sum(abs(each.mean_confidence * each.count - each.right) for each in bins) / count


def share_right(forecasts: Iterable[Forecast], least: float) -> tuple[int, int]:
    """Return how many forecasts of at least a confidence are right, and how many there are."""
    high = [forecast for forecast in forecasts if forecast.confidence >= least]
    return sum(forecast.right for forecast in high), len(high)
