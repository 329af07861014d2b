"""Breaks: which verdict is right, and that the confidences in `pages.breaks` mean what they say."""

import pytest

from jiceng.evaluation import breaks as breaks_module
from jiceng.evaluation.breaks import (
    BreakFigures,
    JudgedBreak,
    given_forecasts,
    judge_breaks,
    measure_breaks,
)
from jiceng.evaluation.evaluate import Calibration
from jiceng.evaluation.gold import Gold
from jiceng.evaluation.typeset import typeset_anew
from jiceng.reading import read_articles
from jiceng.reading.article import PageReading, ReadBreak


def test_breaks_of_the_page_in_raw_are_right(gold: Gold) -> None:
    judged = judge_breaks(gold.pages)
    assert len(judged) > 200
    assert all(each.right for each in judged)


@pytest.mark.parametrize("verdict", ["joined", "paragraph", "part", "article", "furniture"])
def test_a_verdict_is_right_where_the_gold_says_so(gold: Gold, verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (page,) = gold.pages
    truth = read_articles(page.raw.raw_text or "").breaks
    claimed = PageReading((), breaks=tuple(ReadBreak(b.raw_offset, verdict, "test", 0.5) for b in truth))  # type: ignore[arg-type]
    monkeypatch.setattr(breaks_module, "read_articles", lambda *_: claimed)
    kinds = {"paragraph", "part"} if verdict in ("paragraph", "part") else {verdict}
    assert [each.right for each in judge_breaks(gold.pages)] == [each.verdict in kinds for each in truth]


def test_a_character_outside_all_units_is_furniture(gold: Gold) -> None:
    (page,) = gold.pages
    anew = typeset_anew(page, "1")
    judged = judge_breaks([anew])
    assert {each.verdict for each in judged} >= {"joined", "paragraph", "part", "article"}


def test_figures_are_counted_by_verdict_and_reason() -> None:
    judged = [
        JudgedBreak("joined", "full_line", 1.0, True),
        JudgedBreak("joined", "full_line", 0.5, False),
        JudgedBreak("article", "layout", 0.9, True),
    ]
    assert measure_breaks(judged) == [
        BreakFigures("article", "layout", 1, 1, 0.9),
        BreakFigures("joined", "full_line", 2, 1, 0.75),
    ]
    assert [each.confidence for each in given_forecasts(judged)] == [1.0, 0.5, 0.9]


@pytest.mark.slow
def test_breaks_given_09_are_right_nine_times_in_ten(large_gold: Gold) -> None:
    given = Calibration.of(given_forecasts(judge_breaks(large_gold.pages)))
    assert given.high > 1000
    assert given.high_right / given.high >= 0.9
    assert given.error <= 0.03
