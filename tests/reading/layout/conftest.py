"""Costs set by hand: what the search can read does not depend on what was learned last."""

import tomllib
from pathlib import Path

import pytest

from jiceng.reading.layout.weights import WEIGHTS

_COSTS = tomllib.loads(Path(__file__).with_name("plain_costs.toml").read_text(encoding="utf-8"))


@pytest.fixture
def plain_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay out pages by costs set by hand, whatever the odds of titles."""
    for name, cost in _COSTS.items():
        monkeypatch.setattr(WEIGHTS, name, cost)
