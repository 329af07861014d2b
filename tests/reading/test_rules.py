"""Every rule of line ends decides the breaks that its table says, and none in the texts where it must not.

`rules/<reason>.toml` is the table of a rule: [[match]] with `text`, the raw text of a small page, and `found`, the
breaks that the rule decides on it, in the page's order; [[no_match]] with `text`, a page on which it decides none. A
break is written as `above|below → verdict`: at most six printed characters of the line above it and of the line below
it, without the white space around them; a side is empty at the edge of the page. `sizes` are those of its printed
lines, in sizes of the text, where the page is one with boxes.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jiceng.reading import read_articles
from jiceng.rule import registered_rules

FOLDER = Path(__file__).with_name("rules")
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
RULES = sorted(rule.name for rule in registered_rules() if rule.target == "breaks")
SHOWN = 6
"""Characters of each line beside a break that a table gives."""
CASES = [
    pytest.param(name, case, id=f"{name}-{kind}-{number}")
    for name, table in TABLES.items()
    for kind in ("match", "no_match")
    for number, case in enumerate(table.get(kind, ()), start=1)
]


def breaks_of(reason: str, raw_text: str, sizes: Sequence[float] = ()) -> list[str]:
    """Return the breaks of a page that a rule decides, as its table writes them."""
    found = []
    for each in read_articles(raw_text, sizes).breaks:
        above, below = raw_text[: each.raw_offset].splitlines(), raw_text[each.raw_offset :].lstrip().splitlines()
        if each.reason == reason:
            last, first = (above or [""])[-1].strip(), (below or [""])[0].strip()
            found.append(f"{last[-SHOWN:]}|{first[:SHOWN]} → {each.verdict}")
    return found


@pytest.mark.parametrize(("reason", "case"), CASES)
def test_a_rule_decides_what_its_table_says(reason: str, case: dict[str, Any]) -> None:
    assert breaks_of(reason, case["text"], case.get("sizes", ())) == case.get("found", [])


def test_every_table_is_of_a_rule() -> None:
    assert set(TABLES) <= set(RULES)


@pytest.mark.parametrize("reason", RULES)
def test_every_rule_has_a_table_with_counterexamples(reason: str) -> None:
    table = TABLES.get(reason, {})
    assert table.get("match"), f"tests/reading/rules/{reason}.toml has no [[match]]"
    assert table.get("no_match"), f"tests/reading/rules/{reason}.toml has no [[no_match]]"
    assert all(case["found"] for case in table["match"])
