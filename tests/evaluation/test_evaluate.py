"""A whole evaluation: parts, figures, and what it writes."""

import json
from pathlib import Path

import pytest

from jiceng import rules
from jiceng.evaluation.evaluate import Evaluation, evaluate, is_held_out
from jiceng.evaluation.gold import Gold, NoGold
from jiceng.evaluation.misses import Misses


@pytest.fixture(scope="module")
def evaluation(gold: Gold) -> Evaluation:
    return evaluate(gold, Misses(), typeset=2)


def test_figures_are_json(evaluation: Evaluation) -> None:
    figures = json.loads(json.dumps(evaluation.as_json()))
    assert set(figures) == {"gold", "scores", "rules", "calibration", "breaks"}
    (score,) = figures["scores"].values()
    assert (score["pages"], score["annotated_articles"]) == (1, 3)
    assert score["end_to_end"]["pages"]["characters_kept"] == 1.0
    assert score["extraction"]["records"]["people"]["f1"] == 1.0


def test_settings_of_a_page_are_measured_together(gold: Gold, evaluation: Evaluation) -> None:
    alone = evaluate(gold, Misses())
    assert sum(each.support for each in evaluation.breaks) > 2 * sum(each.support for each in alone.breaks)


def test_one_page_cannot_be_divided(gold: Gold) -> None:
    with pytest.raises(NoGold, match="too few to divide"):
        evaluate(gold, Misses(), split=True)


def test_a_third_is_held_out_and_always_the_same() -> None:
    pages = [f"daily/2026-01-{day:02}/{page:02}" for day in range(1, 29) for page in range(1, 9)]
    held_out = [page for page in pages if is_held_out(page)]
    assert is_held_out(held_out[0])
    assert 0.25 < len(held_out) / len(pages) < 0.42


def test_measurements_are_written_for_the_table_of_rules(
    evaluation: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MEASUREMENTS", tmp_path / "rules.csv")
    try:
        evaluation.write()
        rows = {row.rule: row for row in rules.rule_rows()}
        for figures in evaluation.rules:
            assert rows[figures.rule].support == figures.support
            assert rules.confidence_of(figures.rule) == figures.as_json()["confidence"]
        assert rows["direct_after"].gold == evaluation.gold
    finally:
        monkeypatch.undo()
        rules.measurements.cache_clear()


@pytest.mark.slow
def test_split_measures_on_two_thirds_and_judges_the_other(large_gold: Gold) -> None:
    misses = Misses()
    divided = evaluate(large_gold, misses, split=True)
    measured, held_out = divided.parts
    assert measured.pages + held_out.pages == len(large_gold.pages)
    assert measured.annotated
    assert held_out.annotated
    assert not [line for line in misses.lines if is_held_out(line["page"])]
    assert divided.quotes.high_right / divided.quotes.high >= 0.9
