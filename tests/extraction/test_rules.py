"""Every extraction rule finds what its table says, and nothing in the texts that must not match.

`rules/<rule>.toml` is the table of a rule: [[match]] with `text` (a paragraph a line) and `found`, what the rule makes
of it, and [[no_match]] with `text`, of which the rule makes nothing. Both may give `newspaper` ("local", which is the
default, or "national"), `headline` and the `year` of the issue. Records are written as `speaker: text` for quotes (`?`
for no speaker), as the name for people and initiatives, as the path for communities, and as the id for organizations.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from jiceng.extraction import RULES, extract

from .sample_articles import LOCAL, NATIONAL, article_of

FOLDER = Path(__file__).with_name("rules")
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
TARGETS = {rule.name: rule.target for rule in RULES}
CASES = [
    pytest.param(name, case, id=f"{name}-{kind}-{number}")
    for name, table in TABLES.items()
    for kind in ("match", "no_match")
    for number, case in enumerate(table.get(kind, ()), start=1)
]


def records_of(rule: str, case: dict[str, Any]) -> list[str]:
    """Return the records that a rule makes of a case's text, in the order of the text, each once."""
    newspaper = {"local": LOCAL, "national": NATIONAL}[case.get("newspaper", "local")]
    found = extract(article_of(case["text"], newspaper, case.get("headline"), case.get("year")))
    text = found.text.text
    quotes = [(q.start, f"{q.speaker or '?'}: {text[q.start : q.end]}") for q in found.quotes if q.rule == rule]
    entities = {
        "people": [(person.name, person.mentions) for person in found.people],
        "communities": [(place.path, place.mentions) for place in found.communities],
        "initiatives": [(initiative.name, initiative.mentions) for initiative in found.initiatives],
        "organizations": [(o.organization_id("article"), o.mentions) for o in found.organizations],
    }
    named = [
        (mention.start, name)
        for name, mentions in entities.get(TARGETS[rule], ())
        for mention in mentions
        if mention.rule == rule
    ]
    return list(dict.fromkeys(name for _, name in sorted(quotes + named)))


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_finds_what_its_table_says(rule: str, case: dict[str, Any]) -> None:
    assert records_of(rule, case) == case.get("found", [])


@pytest.mark.parametrize("rule", sorted(TARGETS))
def test_every_rule_has_a_table_with_counterexamples(rule: str) -> None:
    table = TABLES.get(rule, {})
    assert table.get("match"), f"tests/extraction/rules/{rule}.toml has no [[match]]"
    assert table.get("no_match"), f"tests/extraction/rules/{rule}.toml has no [[no_match]]"
    assert all(case["found"] for case in table["match"])


def test_every_table_is_of_a_rule() -> None:
    assert set(TABLES) <= set(TARGETS)
