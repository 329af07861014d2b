"""What one rule got wrong on the page in raw/, whose truth is known, and on the same with a changed truth."""

from typing import Any

from jiceng.evaluation.gold import Gold, read_gold
from jiceng.evaluation.rule_misses import misses_of_break_rule, misses_of_rule

from .conftest import Changed


def test_what_is_right_is_counted_only(gold: Gold) -> None:
    for misses in (misses_of_rule("direct_after", gold), misses_of_break_rule("full_line", gold)):
        assert misses.support > 0
        assert misses.wrong == ()


def test_a_rule_that_made_nothing_has_no_misses(gold: Gold) -> None:
    assert misses_of_rule("nothing", gold).support == misses_of_break_rule("nothing", gold).support == 0


def test_quotes_that_the_gold_does_not_have_are_named(gold: Gold, changed: Changed) -> None:
    def forget(line: dict[str, Any]) -> None:
        line["quotes"] = []

    after = misses_of_rule("direct_after", read_gold(changed("records.jsonl", forget)))
    assert after.support == misses_of_rule("direct_after", gold).support
    assert {wrong.gold for wrong in after.wrong} == {"no such quote"}
    assert all(wrong.page_id == "panzhihua-daily/undated/9e7fc240720b64a5" for wrong in after.wrong)


def test_another_speaker_is_said(changed: Changed) -> None:
    def rename(line: dict[str, Any]) -> None:
        for quote in line["quotes"]:
            quote["speaker"] = "李四"

    wrong = misses_of_rule("direct_after", read_gold(changed("records.jsonl", rename))).wrong
    assert {each.gold for each in wrong} == {"speaker 李四"}
