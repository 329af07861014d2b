"""docs/rules.md says what the rules and their tables say today."""

import runpy
from pathlib import Path

from jiceng.rule_catalogue import known_rules

WRITING = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "write_rules.py"))


def test_the_document_is_what_the_script_writes() -> None:
    assert WRITING["DOCUMENT"].read_text(encoding="utf-8") == WRITING["document"](), "run: make docs"


def test_every_rule_is_in_it_with_an_example_and_a_counterexample() -> None:
    text = WRITING["document"]()
    for rule in known_rules():
        section = text.partition(f"### {rule.name}\n")[2].partition("\n#")[0]
        assert "It finds\n" in section, rule.name
        assert "It finds nothing in\n" in section, rule.name
