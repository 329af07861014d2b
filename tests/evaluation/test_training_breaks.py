"""Training of the confidences of breaks, on days on which a kind of line end is always or never right."""

from pathlib import Path

import pytest

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.breaks import (
    SeenBreak,
    left_out_forecasts,
    seen_breaks,
    train_seen_breaks,
    write_breaks,
)
from jiceng.evaluation.typeset import typeset_anew
from jiceng.weights import read_features

_DAYS = [f"2025-01-{day:02}" for day in range(1, 11)]


def test_every_break_of_a_page_is_seen_with_its_truth(gold: Gold) -> None:
    (page,) = gold.pages
    seen = seen_breaks(page)
    assert len(seen) > 200
    assert all(one.right for one in seen)
    assert {one.features[0].split()[0] for one in seen} >= {"inside", "joined", "parted", "article"}
    assert len({one.day for one in seen}) == 1


def test_what_is_seen_on_other_days_tells_what_is_right() -> None:
    seen = [
        SeenBreak(day, ("joined: any", f"joined: {name}"), name == "open")
        for day in _DAYS
        for name in ("open", "sentence")
        for _ in range(20)
    ]
    forecasts = left_out_forecasts(seen)
    assert len(forecasts) == len(seen)
    assert all((each.confidence > 0.9) == each.right for each in forecasts)


def test_what_is_seen_on_one_day_only_tells_nothing_on_that_day() -> None:
    usual = [SeenBreak(day, ("joined: any",), True) for day in _DAYS for _ in range(20)]
    odd = [SeenBreak(_DAYS[0], ("joined: any", "joined: odd"), False) for _ in range(20)]
    forecasts = left_out_forecasts([*usual, *odd])
    assert min(each.confidence for each in forecasts if not each.right) > 0.9


def test_weights_are_read_as_they_are_written(gold: Gold, tmp_path: Path) -> None:
    (page,) = gold.pages
    pages = [page, typeset_anew(page, "1")]
    seen = [one for page in pages for one in seen_breaks(page)]
    trained = train_seen_breaks(seen)
    assert trained.weights == train_seen_breaks(seen).weights
    assert trained.breaks > trained.right > 0
    write_breaks(trained, tmp_path / "weights.toml")
    read = read_features(tmp_path / "weights.toml")
    assert read == {name: pytest.approx(weight, abs=0.005) for name, weight in trained.weights.items()}


def test_no_pages_teach_nothing() -> None:
    trained = train_seen_breaks([])
    assert (trained.weights, trained.breaks, trained.high) == ({}, 0, 0)
