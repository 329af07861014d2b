"""The tuned layout on pages that are typeset anew."""

from pathlib import Path

import pytest

from benchmarks.tune_layout import figures, sample, write_costs
from jiceng.evaluation.typeset import typeset
from jiceng.reading.layout.weights import FILE, WEIGHTS, Weights
from jiceng.weights import read_weights
from tests.reading.own_articles import PAGE


def test_articles_that_nobody_tuned_for_are_laid_out() -> None:
    """Measured: 0.95, 0.87, 0.80 and 0.96; the floors leave room for another tuning."""
    found = figures([sample(*typeset(PAGE, f"floor {number}")) for number in range(60)])
    assert found["clusters"] > 0.92
    assert found["headline"] > 0.8
    assert found["text"] > 0.72
    assert found["byline"] > 0.92


def test_tuned_costs_are_written_beside_their_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "costs.toml"
    file.write_bytes(FILE.read_bytes())
    monkeypatch.setattr(WEIGHTS, "similar", -6.25)
    write_costs(file)
    assert read_weights(file, Weights) == WEIGHTS
    assert file.read_text(encoding="utf-8").count("#") == FILE.read_text(encoding="utf-8").count("#")
