"""Writes docs/rules.md, every rule with its examples, from the code and its tables: python docs/write_rules.py."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from jiceng.rule_catalogue import BREAKS, KnownRule, examples_of, known_rules

DOCUMENT = Path(__file__).with_name("rules.md")

INTRODUCTION = """\
# Rules

<!-- Written by `make docs` from the rules and their tables of examples. -->

A rule is a function with a name. One that makes records gives its name to the column `rule` of what it makes; one that
decides line ends gives it to the `reason` of a break. `jiceng rules` lists them all, `jiceng rules NAME` shows every
example of one, and `jiceng rules NAME --gold GOLD_DIR` the records of it that are wrong on pages of your own. How to
add one: [CONTRIBUTING.md](../CONTRIBUTING.md).

Precision is the share of a rule's records that were right on the gold it was measured on, with the number of records;
rules and weights have seen these pages too, so expect less elsewhere ([evaluation.md](evaluation.md)). A line end has a
confidence for each verdict that a rule gives.
"""
HEADINGS = {
    "quotes": "Quotes",
    "people": "People",
    "organizations": "Organizations",
    "communities": "Communities",
    "initiatives": "Initiatives",
    BREAKS: "Line ends",
}


def document() -> str:
    """Return the text of docs/rules.md."""
    rules = {target: list(group) for target, group in groupby(sorted(known_rules(), key=_place), attrgetter("target"))}
    lines = [INTRODUCTION]
    for target, heading in HEADINGS.items():
        lines += [f"## {heading}", "", *_table(rules[target]), ""]
        for rule in rules[target]:
            lines += _section(rule)
    return "\n".join(lines)


def _place(rule: KnownRule) -> tuple[str, str]:
    return rule.target, rule.name


def _table(rules: Sequence[KnownRule]) -> Iterator[str]:
    figure = "confidence" if rules[0].target == BREAKS else "precision"
    yield f"| rule | looks for | {figure} |"
    yield "|---|---|---|"
    for rule in rules:
        yield f"| [`{rule.name}`](#{rule.name}) | {rule.description} | {_figure(rule)} |"


def _figure(rule: KnownRule) -> str:
    if rule.target == BREAKS:
        return "per line end"
    return "not measured" if rule.precision is None else f"{rule.precision:.3f} of {rule.support}"


def _section(rule: KnownRule) -> Iterator[str]:
    """Yield the section of one rule: what it looks for, its code, an example and a counterexample."""
    yield f"### {rule.name}"
    yield ""
    yield f"{rule.description[0].upper()}{rule.description[1:]}. Code: `{rule.file}`."
    yield ""
    examples = examples_of(rule)
    if examples is not None:
        yield from _case("It finds", examples.matches[0])
        yield from _case("It finds nothing in", examples.counterexamples[0])


def _case(introduction: str, case: dict[str, Any]) -> Iterator[str]:
    yield introduction
    yield ""
    yield from (f"    {line}" for line in case["text"].strip("\n").split("\n"))
    yield from (f"    → {record}" for record in case.get("found", ()))
    yield ""


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
