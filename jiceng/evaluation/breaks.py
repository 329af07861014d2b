"""How often the verdict of a line break is right, by verdict and reason: the confidence in `pages.breaks`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiceng.reading
from jiceng.evaluation.calibration import Forecast
from jiceng.evaluation.gold import GoldPage
from jiceng.reading import read_articles
from jiceng.reading.article import ReadBreak
from jiceng.reading.lexicon import confidences
from schemas.page import Verdict

CONFIDENCES = Path(jiceng.reading.__file__).parent / "lexicon" / "confidence.toml"
"""The file that reading takes confidences from."""

_HEAD = """\
# How often a break's verdict is right, by verdict and the rule that decided: (right + 1) / (all + 2) over the breaks
# of a gold set; written by `jiceng evaluate --write`. `paragraph` and `part` count as one: both say that a text ends
# here and another of the same article begins.
"""

_Position = tuple[int, int, int]
"""Article, unit, and index of the character among the printed ones of the unit."""
_Key = tuple[Verdict, str]


@dataclass(frozen=True, slots=True)
class JudgedBreak:
    """A break, and whether the verdict of reading is right."""

    page_id: str
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

    @property
    def confidence(self) -> float:
        """The precision, smoothed for small support (Laplace's rule)."""
        return _smoothed(self.right, self.support)

    def as_json(self) -> dict[str, Any]:
        """Return the figures with the confidence that follows."""
        return {
            "verdict": self.verdict,
            "reason": self.reason,
            "support": self.support,
            "right": self.right,
            "precision": round(self.right / self.support, 4),
            "confidence": self.confidence,
        }


def _smoothed(right: int, support: int) -> float:
    return round((right + 1) / (support + 2), 3)


def judge_breaks(pages: Iterable[GoldPage]) -> list[JudgedBreak]:
    """Read pages and judge the verdict of each break."""
    return [judged for page in pages for judged in _judged(page)]


def _judged(page: GoldPage) -> Iterator[JudgedBreak]:
    for each, true in judge_each_break(page):
        yield JudgedBreak(page.page_id, each.verdict, each.reason, each.confidence, right=true is None)


def judge_each_break(page: GoldPage) -> Iterator[tuple[ReadBreak, Verdict | None]]:
    """Read a page and yield its breaks, each with None if its verdict is right, else with the true verdict.

    `paragraph` and `part` are not told apart; the true verdict of both is `part`.
    """
    raw_text = page.raw.raw_text or ""
    positions = _positions(page)
    for each in read_articles(raw_text).breaks:
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
    support, right = _counts(judged)
    return [BreakFigures(*key, support[key], right[key]) for key in sorted(support)]


def _counts(judged: Iterable[JudgedBreak]) -> tuple[Counter[_Key], Counter[_Key]]:
    support: Counter[_Key] = Counter()
    right: Counter[_Key] = Counter()
    for each in judged:
        support[each.verdict, each.reason] += 1
        right[each.verdict, each.reason] += each.right
    return support, right


def given_forecasts(judged: Iterable[JudgedBreak]) -> list[Forecast]:
    """Return the confidences in the rows, and whether the verdicts are right."""
    return [Forecast(each.given, each.right) for each in judged]


def left_out_forecasts(judged: Sequence[JudgedBreak], measured: Sequence[JudgedBreak] | None = None) -> list[Forecast]:
    """Return each break's confidence as measured on other pages, and whether its verdict is right.

    Confidences are measured on `measured`; without it on `judged`, except the break's own page in all its settings.
    """
    support, right = _counts(judged if measured is None else measured)
    own: dict[str, tuple[Counter[_Key], Counter[_Key]]] = {}
    if measured is None:
        by_page: dict[str, list[JudgedBreak]] = {}
        for each in judged:
            by_page.setdefault(each.page_id, []).append(each)
        own = {page_id: _counts(of_page) for page_id, of_page in by_page.items()}
    none: tuple[Counter[_Key], Counter[_Key]] = Counter(), Counter()
    found = []
    for each in judged:
        key = each.verdict, each.reason
        own_support, own_right = own.get(each.page_id, none)
        confidence = _smoothed(right[key] - own_right[key], support[key] - own_support[key])
        found.append(Forecast(confidence, each.right))
    return found


def write_confidences(figures: Iterable[BreakFigures]) -> bool:
    """Rewrite the confidences of reading atomically; return False if they have not changed.

    A change makes every shard stale: the confidences are in the rows of `pages`.
    """
    tables: dict[str, list[str]] = {}
    for each in sorted(figures, key=lambda each: (each.verdict, each.reason)):
        tables.setdefault(each.verdict, []).append(f"{each.reason} = {each.confidence}")
    sections = ("\n".join([f"[{verdict}]", *lines, ""]) for verdict, lines in tables.items())
    text = "\n".join([_HEAD, *sections])
    if CONFIDENCES.read_text(encoding="utf-8") == text:
        return False
    temporary = CONFIDENCES.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(CONFIDENCES)
    confidences.cache_clear()
    return True
