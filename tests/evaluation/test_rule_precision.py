"""Precision of rules: what is counted, and that no article is judged by itself."""

from typing import Any

import pytest

from jiceng.evaluation.evaluate import Calibration
from jiceng.evaluation.found import extract_from_gold
from jiceng.evaluation.gold import Gold, read_gold
from jiceng.evaluation.records_score import match_articles
from jiceng.evaluation.rule_precision import (
    JudgedRecord,
    forecasts,
    judge_records,
    measure_rules,
    measurements_of,
)
from jiceng.extraction import RULES
from tests.evaluation.conftest import Changed


def records_of(source: str, rule: str, *right: bool) -> list[JudgedRecord]:
    return [JudgedRecord(source, rule, True, each) for each in right]


def judged(gold: Gold) -> list[JudgedRecord]:
    return judge_records(match_articles(gold.pages, extract_from_gold(gold.pages)))


def test_every_rule_has_figures(gold: Gold) -> None:
    figures = measure_rules(judged(gold))
    assert [each.rule for each in figures] == sorted(rule.name for rule in RULES)
    assert sum(each.support for each in figures) == len(judged(gold))
    assert {each.rule for each in figures if each.support} == set(measurements_of(figures, "hash"))
    (unused,) = (each.as_json() for each in figures if each.rule == "organization_relative_name")
    assert (unused["support"], unused["precision"], unused["precision_low"]) == (0, None, None)


def test_a_quote_with_another_speaker_is_wrong(gold: Gold, changed: Changed) -> None:
    def change(records: dict[str, Any]) -> None:
        records["quotes"][0]["speaker"] = "王亮"

    def wrong(gold: Gold) -> int:
        return sum(not record.right for record in judged(gold) if record.is_quote)

    assert wrong(read_gold(changed("records.jsonl", change))) == wrong(gold) + 1


def test_a_person_whom_the_gold_lacks_is_wrong(gold: Gold, changed: Changed) -> None:
    def change(records: dict[str, Any]) -> None:
        records["people"] = [person for person in records["people"] if person["name"] != "魏胜利"]

    def wrong(gold: Gold) -> int:
        return sum(not record.right for record in judged(gold) if not record.is_quote)

    assert wrong(read_gold(changed("records.jsonl", change))) == wrong(gold) + 1


def test_an_article_is_judged_by_the_others() -> None:
    records = records_of("a", "rule", True, True, True) + records_of("b", "rule", False)
    assert [each.confidence for each in forecasts(records)] == [0.3333, 0.3333, 0.3333, 0.8]
    assert [each.right for each in forecasts(records)] == [True, True, True, False]


def test_what_is_held_out_is_judged_by_what_is_measured() -> None:
    measured = records_of("a", "rule", True, True, True)
    held_out = records_of("b", "rule", False) + records_of("b", "other", True)
    assert [each.confidence for each in forecasts(held_out, measured)] == [0.8, 0.5]


@pytest.mark.slow
def test_nine_in_ten_of_quotes_high_are_right_on_articles_not_measured(large_gold: Gold) -> None:
    records = judged(large_gold)
    quotes, mentions = [
        Calibration.of([each for each in forecasts(records) if each.is_quote is kind]) for kind in (True, False)
    ]
    assert quotes.high > 100
    assert quotes.high_right / quotes.high >= 0.9
    assert mentions.error <= 0.05
