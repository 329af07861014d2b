"""The table `rules`: every extraction rule with the precision that was measured for it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from jiceng.extraction import RULES
from schemas import Rule

MEASUREMENTS = Path(__file__).with_name("rules.csv")
"""Number of records of each rule on a gold set, and how many are right; written by `jiceng evaluate --write`."""

_HEAD = "# Records that each rule made on a gold set, and how many are right; written by `jiceng evaluate --write`.\n"

_Z_90 = 1.6449
"""Two-sided 90% quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How a rule did on a gold set."""

    support: int
    right: int
    gold: str


@cache
def measurements() -> dict[str, Measurement]:
    """Return rule → measurement."""
    with MEASUREMENTS.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {
            row["rule"]: Measurement(int(row["support"]), int(row["right"]), row["gold"])
            for row in csv.DictReader(lines)
        }


def write_measurements(measured: Mapping[str, Measurement]) -> None:
    """Rewrite the measurements atomically; the next build joins them without reading a page."""
    temporary = MEASUREMENTS.with_suffix(".new")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("rule", "support", "right", "gold"))
        writer.writerows((rule, each.support, each.right, each.gold) for rule, each in sorted(measured.items()))
    temporary.replace(MEASUREMENTS)
    measurements.cache_clear()


def wilson_low(right: int, support: int) -> float:
    """Return the lower bound of the 90% interval of a proportion (Wilson, JASA 22, 1927); `support` is not 0."""
    share = right / support
    z2 = _Z_90**2
    centre = share + z2 / (2 * support)
    spread = _Z_90 * sqrt(share * (1 - share) / support + z2 / (4 * support**2))
    return max(0.0, (centre - spread) / (1 + z2 / support))


def smoothed(right: int, support: int) -> float:
    """Return a precision smoothed for small support: with one more right and one more wrong record (Laplace's rule).

    A rule without support has 0.5; one that was always right has 0.9 from eight records on.
    """
    return round((right + 1) / (support + 2), 4)


def confidence_of(rule: str) -> float:
    """Return a rule's precision, smoothed for small support."""
    measured = measurements().get(rule, Measurement(0, 0, ""))
    return smoothed(measured.right, measured.support)


def rule_rows() -> list[Rule]:
    """Return the rows of the table `rules`, by name; a rule without records on the gold has no precision."""
    rows = []
    for rule in sorted(RULES, key=lambda rule: rule.name):
        measured = measurements().get(rule.name, Measurement(0, 0, "not measured"))
        has_support = measured.support > 0
        rows.append(
            Rule(
                rule=rule.name,
                target=rule.target,
                description=rule.description,
                support=measured.support,
                precision=round(measured.right / measured.support, 4) if has_support else None,
                precision_low=round(wilson_low(measured.right, measured.support), 4) if has_support else None,
                gold=measured.gold,
            )
        )
    return rows
