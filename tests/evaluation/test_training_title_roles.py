"""Training of title roles, on pages of invented articles whose roles their marks show."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.evaluation.gold import Gold, GoldPage, PageTruth, gold_page
from jiceng.evaluation.training.days import PARTS, day_of, parts_by_day
from jiceng.evaluation.training.title_roles import titled_articles, train_title_roles, write_title_roles
from jiceng.weights import read_features
from schemas.article import TitleRole

_BODY = "天黑了，{}的书屋还亮着灯，孩子们坐在灯下看书，管理员在门口登记。"
_PLACES = ("槐树湾", "雾坪乡", "柳溪镇", "石桥村", "青山坳", "北河口", "南塘镇", "松林坡", "白沙渡", "云岭村")


def printed(gold: Gold, day: int, titles: Sequence[tuple[TitleRole, str]]) -> GoldPage:
    """Return a page of a day with one article, its titles in blocks of their own above its body."""
    units = [*titles, ("body", _BODY.format(_PLACES[day]))]
    raw, runs = "", []
    for number, (_, text) in enumerate(units):
        runs.append((len(raw), len(raw) + len(text), 0, number, 0))
        raw += text + "\n\n"
    article = {"source": f"{day}", "units": [{"role": role, "text": text} for role, text in units]}
    truth = PageTruth.model_validate({"page_id": f"own/2025-01-{day + 1:02}/01", "articles": [article], "runs": runs})
    (page,) = gold.pages
    return gold_page(replace(page.raw, raw_text=raw), page.newspaper, truth, {}, "")


@pytest.fixture
def pages(gold: Gold) -> list[GoldPage]:
    """Pages of ten days: a kicker ends with dashes, a subheadline begins with them."""
    found = []
    for day, place in enumerate(_PLACES):
        found.append(printed(gold, day, [("kicker", f"{place}村民——"), ("headline", f"{place}有了自己的书屋")]))
        found.append(printed(gold, day, [("headline", f"{place}建起一间书屋"), ("subheadline", f"——{place}见闻")]))
    return found


def test_titles_are_those_of_the_page(pages: list[GoldPage]) -> None:
    (article,) = titled_articles(pages[0])
    assert [part.text for part in article.titles] == ["槐树湾村民——", "槐树湾有了自己的书屋"]
    assert article.roles == ["kicker", "headline"]
    assert article.body == [_BODY.format("槐树湾")]
    assert article.day == "2025-01-01"


def test_what_marks_show_is_learned_and_holds_on_days_left_out(pages: list[GoldPage]) -> None:
    trained = train_title_roles(pages)
    assert (trained.articles, trained.right, trained.right_headlines) == (20, 20, 20)
    assert trained.weights["kicker: ends ——"] > 0 > trained.weights["headline: ends ——"]
    assert trained == train_title_roles(pages)


def test_days_left_out_show_what_cannot_be_learned(gold: Gold) -> None:
    pages = []
    for day, place in enumerate(_PLACES):
        first, second = f"{place}书屋{day}月开门", f"{place}书屋{day}点关门"
        roles: list[TitleRole] = ["kicker", "headline"] if day % PARTS else ["headline", "subheadline"]
        pages.append(printed(gold, day, list(zip(roles, (first, second), strict=True))))
    assert train_title_roles(pages).right < len(pages)


def test_articles_of_one_title_teach_nothing(gold: Gold) -> None:
    trained = train_title_roles([printed(gold, 0, [("headline", "槐树湾有了自己的书屋")])])
    assert (trained.weights, trained.articles) == ({}, 0)


def test_weights_are_read_as_they_are_written(pages: list[GoldPage], tmp_path: Path) -> None:
    trained = train_title_roles(pages)
    weights = {**trained.weights, 'kicker: ends "\\': 1.0}
    write_title_roles(replace(trained, weights=weights), tmp_path / "weights.toml")
    read = read_features(tmp_path / "weights.toml")
    assert read == {name: pytest.approx(weight, abs=0.005) for name, weight in weights.items()}
    assert "20 articles" in (tmp_path / "weights.toml").read_text(encoding="utf-8")


def test_every_day_is_left_out_once_whole(pages: list[GoldPage]) -> None:
    parts = parts_by_day(map(day_of, pages))
    assert len(parts) == len(_PLACES)
    assert set(parts.values()) == set(range(PARTS))
    assert (
        day_of(replace(pages[0], truth=pages[0].truth.model_copy(update={"page_id": "own/undated"}))) == "own/undated"
    )
