"""One evaluation of a gold folder: its figures, and what can be written of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from jiceng.evaluation.breaks import (
    BreakFigures,
    given_forecasts,
    judge_breaks,
    measure_breaks,
)
from jiceng.evaluation.calibration import Bin, Forecast, calibration_bins, calibration_error, share_right
from jiceng.evaluation.found import Found, extract_from_gold, read_end_to_end
from jiceng.evaluation.gold import Gold, GoldPage, NoGold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import ReadingScore, score_reading
from jiceng.evaluation.records_score import MatchedArticle, RecordsScore, match_articles, score_records
from jiceng.evaluation.rule_precision import (
    HIGH,
    RuleFigures,
    forecasts,
    judge_records,
    measure_rules,
    measurements_of,
)
from jiceng.evaluation.typeset import typeset_anew
from jiceng.rules import write_measurements

WHOLE, MEASURED, HELD_OUT = "all pages", "two thirds", "other third"


@dataclass(frozen=True, slots=True)
class PartScore:
    """The score of some pages."""

    name: str
    pages: int
    annotated: int
    """Articles with records."""
    reading: ReadingScore
    end_to_end: RecordsScore | None
    """Score of records extracted from the pages as they were read; None if no article is annotated."""
    extraction: RecordsScore | None
    """Score of records extracted from the gold's own articles; None if no article is annotated."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        return {
            "pages": self.pages,
            "annotated_articles": self.annotated,
            "end_to_end": {"pages": self.reading.as_json(), "records": _json_of(self.end_to_end)},
            "extraction": {"records": _json_of(self.extraction)},
        }


def _json_of(score: RecordsScore | None) -> dict[str, Any] | None:
    return None if score is None else score.as_json()


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidences mean what they say."""

    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error."""
    high_right: int
    """Number of right ones among those with a confidence of at least HIGH."""
    high: int

    @classmethod
    def of(cls, given: Sequence[Forecast]) -> "Calibration":
        """Compare confidences with the share of right ones."""
        bins = tuple(calibration_bins(given))
        right, high = share_right(given, HIGH)
        return cls(bins, calibration_error(bins), right, high)

    def as_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        return {
            "bins": [each.as_json() for each in self.bins],
            "expected_calibration_error": round(self.error, 4),
            "high": {"count": self.high, "right": round(self.high_right / self.high, 4) if self.high else None},
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on a gold folder."""

    gold: str
    """Hash of the gold."""
    parts: tuple[PartScore, ...]
    rules: tuple[RuleFigures, ...]
    quotes: Calibration
    """Of quotes of the gold's own articles, by their own confidence; from HIGH on, quotes_high."""
    quotes_as_read: Calibration
    """Of quotes of the pages as they were read, by their own confidence."""
    records: Calibration
    """Of quotes and mentions."""
    breaks: tuple[BreakFigures, ...]
    breaks_given: Calibration
    """Of the confidences in `pages.breaks`."""
    typeset: int
    """Number of new settings of each page that breaks were measured on, besides its own."""

    def as_json(self) -> dict[str, Any]:
        """Return all figures."""
        return {
            "gold": self.gold,
            "scores": {part.name: part.as_json() for part in self.parts},
            "rules": [rule.as_json() for rule in self.rules],
            "calibration": {
                "records": self.records.as_json(),
                "quotes": self.quotes.as_json(),
                "quotes_as_read": self.quotes_as_read.as_json(),
            },
            "breaks": {
                "typeset": self.typeset,
                "rules": [figures.as_json() for figures in self.breaks],
                "given": self.breaks_given.as_json(),
            },
        }

    def write(self) -> None:
        """Rewrite the measurements of rules, from which the confidences of records come."""
        write_measurements(measurements_of(self.rules, self.gold))


@dataclass(frozen=True, slots=True)
class _MatchedPages:
    """Some pages with what was found on them: as they were read, and in the gold's own articles."""

    name: str
    pages: tuple[GoldPage, ...]
    as_read: tuple[MatchedArticle, ...]
    extracted: tuple[MatchedArticle, ...]


def is_held_out(page_id: str) -> bool:
    """Return whether a page is in the third that `--split` leaves out of measuring; by its hash, so always the same."""
    return int.from_bytes(sha256(page_id.encode()).digest()[:4]) % 3 == 0


def evaluate(gold: Gold, misses: Misses, *, split: bool = False, typeset: int = 0) -> Evaluation:
    """Measure reading and extraction on a gold folder.

    With `split`, rules are measured on two thirds of the pages and judged on the other third, and only the misses of
    the two thirds are noted. Without it, each article is judged by what was measured on the others. Breaks are also
    measured on `typeset` new settings of each page. Raises NoGold if a part of a split has no page.
    """
    as_read, extracted = read_end_to_end(gold.pages), extract_from_gold(gold.pages)
    parts = [_matched(name, pages, as_read, extracted) for name, pages in _parts(gold, split)]
    measured, judged = parts[0], parts[-1]
    quiet = Misses()
    scores = [_score(part, as_read, extracted, misses if part is measured else quiet) for part in parts]
    records = judge_records(measured.extracted)
    basis = records if split else None
    own = forecasts(judge_records(judged.extracted), basis)
    read = forecasts(judge_records(judged.as_read), basis)
    breaks = judge_breaks(_settings(measured.pages, typeset))
    others = judge_breaks(_settings(judged.pages, typeset)) if split else breaks
    return Evaluation(
        gold=gold.hash,
        parts=tuple(scores),
        rules=tuple(measure_rules(records)),
        quotes=Calibration.of([each for each in own if each.is_quote]),
        quotes_as_read=Calibration.of([each for each in read if each.is_quote]),
        records=Calibration.of(own),
        breaks=tuple(measure_breaks(breaks)),
        breaks_given=Calibration.of(given_forecasts(others)),
        typeset=typeset,
    )


def _parts(gold: Gold, split: bool) -> list[tuple[str, tuple[GoldPage, ...]]]:
    if not split:
        return [(WHOLE, gold.pages)]
    held_out = tuple(page for page in gold.pages if is_held_out(page.page_id))
    measured = tuple(page for page in gold.pages if not is_held_out(page.page_id))
    if not held_out or not measured:
        raise NoGold(f"--split: the gold has {len(gold.pages)} pages, too few to divide; leave it out")
    return [(MEASURED, measured), (HELD_OUT, held_out)]


def _matched(name: str, pages: tuple[GoldPage, ...], as_read: Found, extracted: Found) -> _MatchedPages:
    return _MatchedPages(name, pages, tuple(match_articles(pages, as_read)), tuple(match_articles(pages, extracted)))


def _score(part: _MatchedPages, as_read: Found, extracted: Found, misses: Misses) -> PartScore:
    """Score some pages; the misses of extraction are those on the pages as they were read."""
    annotated = len(part.as_read)
    return PartScore(
        name=part.name,
        pages=len(part.pages),
        annotated=annotated,
        reading=score_reading(part.pages, as_read, misses),
        end_to_end=score_records(part.as_read, as_read, misses) if annotated else None,
        extraction=score_records(part.extracted, extracted, Misses()) if annotated else None,
    )


def _settings(pages: Sequence[GoldPage], typeset: int) -> list[GoldPage]:
    """Return the pages as they are, and each in `typeset` new settings."""
    anew = ([typeset_anew(page, str(seed)) for page in pages] for seed in range(1, typeset + 1))
    return list(chain(pages, *anew))
