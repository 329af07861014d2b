"""What extraction learns is learned part by part, is used only as long as wanted, and is judged by what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.evaluation.gold import Gold, GoldPage
from jiceng.evaluation.log_linear import Case, Weights
from jiceng.evaluation.training.extraction import confidence, train
from jiceng.evaluation.training.extraction.confidence import SeenQuote, train_confidence, write_confidence
from jiceng.evaluation.training.extraction.groups import group_of
from jiceng.evaluation.training.extraction.part import Part
from jiceng.evaluation.training.extraction.parts import PARTS
from jiceng.evaluation.training.extraction.train import (
    annotated_pages,
    extract_left_out,
    extracting_by,
    present_model,
    train_extraction,
    write_extraction,
)
from jiceng.weights import read_features

Taught = tuple[str, int, Weights]
"""Name of a part, number of pages, and the first part's weights in use."""

_FIRST: Weights = {"first: old": 1.0}
_SECOND: Weights = {}


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Taught]:
    """Replace the parts by two; returns what each is taught."""
    taught: list[Taught] = []

    def first_cases(pages: Sequence[GoldPage]) -> list[Case]:
        taught.append(("first", len(pages), dict(_FIRST)))
        return [Case([{}, {"first: new": 1.0}], 1)]

    def second_cases(pages: Sequence[GoldPage]) -> list[Case]:
        taught.append(("second", len(pages), dict(_FIRST)))
        return [Case([{}, {"second: new": 1.0}], 1)]

    first = Part("first", "What is first.", tmp_path / "first.toml", lambda: _FIRST, first_cases, 1.0, 1, ("people",))
    second = Part("second", "What is next.", tmp_path / "second.toml", lambda: _SECOND, second_cases, 1.0, 1, ())
    monkeypatch.setattr(train, "PARTS", (first, second))
    return taught


def test_each_part_is_learned_while_those_before_it_are_in_use(gold: Gold, parts: list[Taught]) -> None:
    model = train_extraction(gold.pages)
    assert {name: list(weights) for name, weights in model.items()} == {
        "first": ["first: new"],
        "second": ["second: new"],
    }
    assert parts == [("first", 1, {"first: old": 1.0}), ("second", 1, model["first"])]
    assert present_model() == {"first": {"first: old": 1.0}, "second": {}}


@pytest.mark.usefixtures("parts")
def test_a_model_is_used_only_inside_its_context() -> None:
    with extracting_by({"second": {"second: x": 1.0}}):
        assert (_FIRST, _SECOND) == ({"first: old": 1.0}, {"second: x": 1.0})
    assert _SECOND == {}


def test_articles_are_judged_by_what_other_groups_teach(gold: Gold, parts: list[Taught]) -> None:
    (page,) = gold.pages
    local = replace(page, newspaper=page.newspaper.model_copy(update={"scope": "local", "newspaper": "other"}))
    left_out = extract_left_out({"own": [page], "other": [local]})
    assert {group_of(page), group_of(local)} == {"panzhihua-daily", "other"}
    assert [pages for name, pages, _ in parts if name == "first"] == [1, 1, 2, 2, 2]
    scored = list(left_out.scores())
    articles = len(annotated_pages([page])[0].articles)
    assert [(name, count) for name, count, _ in scored] == [("own", articles), ("other", articles)]
    assert scored[0][2].people.f1 > 0.9
    assert left_out.quotes


def test_files_say_what_was_reached(
    gold: Gold, parts: list[Taught], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "confidence.toml"
    monkeypatch.setattr(train, "write_confidence", lambda trained: write_confidence(trained, written))
    write_extraction(train_extraction(gold.pages), extract_left_out({"own": gold.pages}))
    assert parts
    text = (tmp_path / "first.toml").read_text(encoding="utf-8")
    assert text.startswith("# What is first.\n# Learned from ")
    assert "# own: people " in text
    assert list(read_features(tmp_path / "first.toml")) == ["first: new"]
    assert read_features(written)


def test_names_and_files_of_parts_are_their_own() -> None:
    assert len({part.name for part in PARTS}) == len({part.file for part in PARTS}) == len(PARTS)
    assert all(part.in_use() is part.in_use() for part in PARTS)


def test_confidence_is_learned_from_what_is_seen_of_quotes() -> None:
    seen = [
        SeenQuote(f"day {day}", ("direct: any", f"direct: {'sure' if sure else 'unsure'}"), sure or day % 2 == 0)
        for day in range(10)
        for sure in (True, False)
        for _ in range(40)
    ]
    trained = train_confidence(seen)
    assert (trained.quotes, trained.right) == (800, 600)
    assert (trained.high, trained.high_right) == (400, 400)
    assert trained.error < 0.05
    assert trained.weights["direct: sure"] > 0 > trained.weights["direct: unsure"]
    assert trained == train_confidence(seen)
    assert confidence.left_out_forecasts(seen)[0].is_quote


def test_high_confidence_is_as_precise_as_it_has_to_be_in_every_folder() -> None:
    seen = [
        SeenQuote(f"day {number % 10}", ("direct: any",), number // 10 % (30 if folder == "easy" else 12) != 0, folder)
        for folder in ("easy", "hard")
        for number in range(3600)
    ]
    assert confidence.left_out_forecasts(seen)[0].confidence > 0.9
    trained = train_confidence(seen)
    assert trained.high == 0
    assert trained.weights["direct: any"] > 1
    assert train_confidence([one for one in seen if one.folder == "easy"]).high == 3600
