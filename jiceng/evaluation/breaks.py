"""How often the verdict of a line break is right, and what `pages.breaks` says of it: by verdict and reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from jiceng.evaluation.calibration import Forecast
from jiceng.evaluation.gold import GoldPage
from jiceng.reading import read_articles
from jiceng.reading.article import ReadBreak
from schemas.page import Verdict

_Position = tuple[int, int, int]
"""Article, unit, and index of the character among the printed ones of the unit."""


@dataclass(frozen=True, slots=True)
class JudgedBreak:
    """A break, and whether the verdict of reading is right."""

    verdict: Verdict
    reason: str
    given: float
    """The confidence in its row."""
    right: bool


@dataclass(frozen=True, slots=True)
class BreakFigures:
    """How often a rule's verdict is right."""

    verdict: Verdict
    reason: str
    support: int
    right: int
    confidence: float
    """The mean of the confidences in their rows."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        return {
            "verdict": self.verdict,
            "reason": self.reason,
            "support": self.support,
            "right": self.right,
            "precision": round(self.right / self.support, 4),
            "confidence": round(self.confidence, 4),
        }


def judge_breaks(pages: Iterable[GoldPage]) -> list[JudgedBreak]:
    """Read pages and judge the verdict of each break."""
    return [judged for page in pages for judged in _judged(page)]


def _judged(page: GoldPage) -> Iterator[JudgedBreak]:
    for each, true in judge_each_break(page, read_articles(page.raw.raw_text or "", page.raw.sizes).breaks):
        yield JudgedBreak(each.verdict, each.reason, each.confidence, right=true is None)


def judge_each_break(page: GoldPage, breaks: Iterable[ReadBreak]) -> Iterator[tuple[ReadBreak, Verdict | None]]:
    """Yield the breaks read from a page, each with None if its verdict is right, else with the true verdict.

    `paragraph` and `part` are not told apart; the true verdict of both is `part`.
    """
    raw_text = page.raw.raw_text or ""
    positions = _positions(page)
    for each in breaks:
        kind: Verdict = "part" if each.verdict == "paragraph" else each.verdict
        true = _true_verdict(each, raw_text, positions)
        yield each, None if kind == true else true


def _positions(page: GoldPage) -> dict[int, _Position]:
    """Return raw offset → position, for each printed character of the gold's articles."""
    return {
        at: (article, unit, number)
        for article, gold in enumerate(page.articles)
        for unit in range(len(gold.truth.units))
        for number, at in enumerate(gold.printed(unit))
    }


def _true_verdict(each: ReadBreak, raw_text: str, positions: Mapping[int, _Position]) -> Verdict:
    """Return the verdict that the gold gives a break: `part` also for `paragraph`, `article` at the edge of a page."""
    left = len(raw_text[: each.raw_offset].rstrip()) - 1
    right = len(raw_text) - len(raw_text[each.raw_offset :].lstrip())
    if left < 0 or right == len(raw_text):
        return "article"
    before, after = positions.get(left), positions.get(right)
    if before is None or after is None:
        return "furniture"
    if before[0] != after[0]:
        return "article"
    return "joined" if after == (before[0], before[1], before[2] + 1) else "part"


def measure_breaks(judged: Iterable[JudgedBreak]) -> list[BreakFigures]:
    """Return the figures of each verdict and reason, in this order."""
    found: defaultdict[tuple[Verdict, str], list[JudgedBreak]] = defaultdict(list)
    for each in judged:
        found[each.verdict, each.reason].append(each)
    return [
        BreakFigures(*key, len(same), sum([each.right for each in same]), fmean([each.given for each in same]))
        for key, same in sorted(found.items())
    ]


def given_forecasts(judged: Iterable[JudgedBreak]) -> list[Forecast]:
    """Return the confidences in the rows, and whether the verdicts are right."""
    return [Forecast(each.given, each.right) for each in judged]
