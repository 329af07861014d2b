"""The table of rules: every rule once, with figures that follow from its measurement."""

import pytest

from jiceng import rules
from jiceng.extraction import RULES
from schemas import TABLES


def test_every_rule_has_one_name_and_a_table() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert {rule.target for rule in RULES} <= set(TABLES)
    assert all(rule.description for rule in RULES)


def test_only_rules_that_stand_are_measured() -> None:
    assert set(rules.measurements()) <= {rule.name for rule in RULES}


def test_rows_follow_from_measurements(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = sorted(rule.name for rule in RULES)
    monkeypatch.setattr(rules, "measurements", lambda: {first: rules.Measurement(10, 9, "abc")})
    rows = {row.rule: row for row in rules.rule_rows()}
    assert (rows[first].support, rows[first].precision, rows[first].gold) == (10, 0.9, "abc")
    assert rows[first].precision_low == pytest.approx(0.6530, abs=1e-3)
    assert (rows[second].support, rows[second].precision, rows[second].gold) == (0, None, "not measured")
    assert rules.confidence_of(first) == pytest.approx(10 / 12, abs=1e-4)
    assert rules.confidence_of(second) == 0.5


@pytest.mark.parametrize(
    ("right", "support", "low"),
    [(0, 1, 0.0), (1, 1, 0.2699), (10, 10, 0.7871), (95, 100, 0.9010)],
)
def test_wilson_low(right: int, support: int, low: float) -> None:
    assert rules.wilson_low(right, support) == pytest.approx(low, abs=2e-3)
