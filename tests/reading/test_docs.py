"""What docs/reading.md says of breaks is what reading gives."""

import re
from pathlib import Path

from jiceng.evaluation.typeset import typeset
from jiceng.reading import read_articles
from jiceng.rule import registered_rules
from tests.reading.own_articles import PAGE

_DOCS = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


def test_every_rule_of_line_ends_is_in_the_table_and_no_other() -> None:
    rows = [line.split("|")[2] for line in _DOCS.splitlines() if line.startswith("| ")]
    named = [name for row in rows[1:] for name in re.findall("`([a-z_]+)`", row)]
    assert sorted(named) == sorted(rule.name for rule in registered_rules() if rule.target == "breaks")


def test_every_reason_of_a_break_is_explained() -> None:
    breaks = [item for number in range(40) for item in read_articles(typeset(PAGE, str(number))[0]).breaks]
    reasons = {item.reason for item in breaks}
    assert {item.verdict for item in breaks} == {"joined", "paragraph", "part", "article", "furniture"}
    assert sorted(reason for reason in reasons if f"`{reason}`" not in _DOCS) == []
