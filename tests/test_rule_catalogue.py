"""What is known of each rule, and where its examples are looked for."""

import tomllib
from pathlib import Path

import pytest

from jiceng import rule_catalogue
from jiceng.rule_catalogue import BREAKS, UnknownRule, examples_of, known_rules, rule_named

PROJECT = Path(__file__).parents[1]


def test_rules_are_sorted_and_each_is_known_by_its_name() -> None:
    rules = known_rules()
    names = [rule.name for rule in rules]
    assert names == sorted(set(names))
    assert all(rule_named(rule.name) == rule for rule in rules[:3])


def test_a_rule_that_makes_records_has_figures_and_one_of_breaks_has_none() -> None:
    breaks, quotes = rule_named("full_line"), rule_named("direct_before")
    assert (breaks.target, quotes.target) == (BREAKS, "quotes")
    assert (breaks.support, breaks.precision) == (None, None)
    assert quotes.support is not None
    assert quotes.right is not None
    assert quotes.precision == pytest.approx(quotes.right / quotes.support, abs=1e-4)


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(UnknownRule, match=r"\Afull_lin: no rule has this name; did you mean full_line"):
        rule_named("full_lin")


def test_examples_are_those_of_the_table_beside_the_tests() -> None:
    examples = examples_of(rule_named("full_line"))
    assert examples is not None
    assert examples.path == "tests/reading/rules/full_line.toml"
    table = tomllib.loads((PROJECT / examples.path).read_text(encoding="utf-8"))
    assert (list(examples.matches), list(examples.counterexamples)) == (table["match"], table["no_match"])


def test_an_installed_wheel_has_the_tables_where_they_are_looked_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    installed, checkout = (folder.relative_to(PROJECT).as_posix() for folder in rule_catalogue._EXAMPLES)
    rooms = ("extraction", "reading")
    assert included == {f"{checkout}/{room}/rules": f"{installed}/{room}" for room in rooms}
