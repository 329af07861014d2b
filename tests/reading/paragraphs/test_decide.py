"""The order in which rules of line ends are asked."""

import pytest

from jiceng.reading import read_lines
from jiceng.reading.paragraphs import decide
from jiceng.reading.paragraphs.repair import repair
from jiceng.rule import registered_rules

from ..own_articles import LIBRARY, RIVER, TEA

_PAGES = [
    "\n".join(
        unit["text"][start : start + 15] for unit in article["units"] for start in range(0, len(unit["text"]), 15)
    )
    for article in (LIBRARY, RIVER, TEA)
]


def test_every_order_ends_with_a_rule_that_always_decides() -> None:
    last = {
        order[-1].name for order in (decide.BY_COLUMN, decide.AFTER_SENTENCE, decide.AFTER_OPEN_LINE, decide.OF_TITLES)
    }
    assert last == {"short_line", "title_line"}


def test_the_rules_of_the_orders_are_registered() -> None:
    assert set(decide.RULES) <= set(registered_rules())
    assert len({rule.name for rule in decide.RULES}) == len(decide.RULES)


@pytest.mark.parametrize("raw", _PAGES)
def test_the_shortcut_for_full_lines_decides_as_the_rules_do(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shortened = repair(read_lines(raw)).reasons
    assert "full_line" in shortened
    monkeypatch.setattr(decide, "MAY_END", _Everything())
    assert repair(read_lines(raw)).reasons == shortened


class _Everything(frozenset[str]):
    def __contains__(self, item: object) -> bool:
        return True
