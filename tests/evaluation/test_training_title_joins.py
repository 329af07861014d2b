"""Training of title joins, on pages of invented titles of two lines."""

from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.evaluation.gold import Gold, GoldPage, PageTruth, gold_page
from jiceng.evaluation.training.title_joins import title_line_ends, train_title_joins, write_title_joins
from jiceng.weights import read_features

_LINES = ("沿着柳溪走一段，河水已经看得见", "河底的卵石，两岸居民不再关窗。")
_PLACES = ("槐树湾", "雾坪乡", "柳溪镇", "石桥村", "青山坳", "北河口", "南塘镇", "松林坡", "白沙渡", "云岭村")


def printed(gold: Gold, day: int, first: str, second: str, *, same: bool) -> GoldPage:
    """Return a page of a day with an article whose one title, or whose kicker and headline, are two lines."""
    body = "".join(_LINES)
    titles = [("headline", first + second)] if same else [("kicker", first), ("headline", second)]
    units = [{"role": role, "text": text} for role, text in [*titles, ("body", body)]]
    raw, runs = "", []
    for unit, offset, text in [(0, 0, first), (0, len(first), second) if same else (1, 0, second)]:
        runs.append((len(raw), len(raw) + len(text), 0, unit, offset))
        raw += text + "\n"
    raw += "\n"
    for text, offset in zip(_LINES, (0, len(_LINES[0])), strict=True):
        runs.append((len(raw), len(raw) + len(text), 0, len(units) - 1, offset))
        raw += text + "\n"
    truth = {"page_id": f"own/2025-01-{day + 1:02}/01", "articles": [{"source": "a", "units": units}], "runs": runs}
    (page,) = gold.pages
    return gold_page(replace(page.raw, raw_text=raw), page.newspaper, PageTruth.model_validate(truth), {}, "")


@pytest.fixture
def pages(gold: Gold) -> list[GoldPage]:
    """Pages of ten days: a kicker ends with dashes, and a title of two lines with 的 in its first."""
    found = []
    for day, place in enumerate(_PLACES):
        found.append(printed(gold, day, f"{place}村民——", "河清了", same=False))
        found.append(printed(gold, day, f"{place}两岸村民的", "小河清了", same=True))
    return found


def test_a_line_end_is_right_if_one_title_is_on_both_sides(pages: list[GoldPage]) -> None:
    (apart,), (one,) = title_line_ends(pages[0]), title_line_ends(pages[1])
    assert (apart.right, one.right) == (0, 1)
    assert "words: kicker above" in apart.candidates[1]
    assert "words: open word above" in one.candidates[1]
    assert apart.candidates[0] == one.candidates[0] == {}


def test_what_words_show_is_learned_and_holds_on_days_left_out(pages: list[GoldPage]) -> None:
    trained = train_title_joins(pages)
    assert (trained.line_ends, trained.right, trained.joined, trained.joined_right) == (20, 20, 10, 10)
    assert trained.weights["words: open word above"] > 0 > trained.weights["words: kicker above"]
    assert trained == train_title_joins(pages)


def test_weights_are_read_as_they_are_written(pages: list[GoldPage], tmp_path: Path) -> None:
    trained = train_title_joins(pages)
    write_title_joins(trained, tmp_path / "weights.toml")
    read = read_features(tmp_path / "weights.toml")
    assert read == {name: pytest.approx(weight, abs=0.005) for name, weight in trained.weights.items()}


def test_pages_without_titles_teach_nothing() -> None:
    trained = train_title_joins([])
    assert (trained.weights, trained.line_ends) == ({}, 0)
