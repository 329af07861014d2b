"""Titles are told from section headings by their words and by what is around them, as learned from some of each."""

from pathlib import Path

from jiceng.evaluation.training.title_odds import (
    FOLDS,
    TitleOdds,
    TitlesOfPage,
    fold_of,
    titles_of_page,
    train_title_odds,
    write_title_odds,
)
from jiceng.reading.layout.title_odds import AND, FIRST, TitleModel, weigh_titles
from jiceng.weights import read_features
from tests.reading.layout.invented_parts import body, byline, page_of, title

_TOWNS = ("雾坪", "槐树湾", "石桥", "柳河", "杏林", "青山", "松岭", "白沙")


def _pages() -> list[TitlesOfPage]:
    """Return pages on which every title is above a byline line and names its town; headings are short and general."""
    found = []
    for number, town in enumerate(_TOWNS * 3):
        parts = page_of(
            title(f"{town}镇召开乡村振兴推进会"),
            byline(),
            body(f"近日，{town}镇召开会议。"),
            title("夯实基础"),
            body("基础要夯实。"),
            title("补齐短板"),
            body("短板要补齐。"),
        )
        right = {0: True, 3: False, 5: False}
        found.append(titles_of_page(f"2020-01-{number + 1:02}", parts, right))
    return found


def test_titles_and_headings_are_told_apart_on_a_page_that_was_not_learned() -> None:
    model = train_title_odds(_pages()).model()
    parts = page_of(
        title("桃溪镇召开春耕动员会"), byline(), body("日前，会议召开。"), title("压实责任"), body("责任要压实。")
    )
    weigh_titles(parts, model)
    assert parts[0].title_odds > 0 > parts[3].title_odds


def test_the_same_pages_give_the_same_weights() -> None:
    assert train_title_odds(_pages()) == train_title_odds(_pages())


def test_every_day_is_left_out_once() -> None:
    assert {fold_of(f"2020-01-{day:02}") for day in range(1, 29)} == set(range(FOLDS))


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    odds = TitleOdds({"has: 会": 0.5, "begins: “": -1.25}, {FIRST: 0.75, f"above: body{AND}below: list": 0.25})
    files = tmp_path / "words.toml", tmp_path / "pairs.toml"
    write_title_odds(odds, ["From nowhere."], files)
    assert (read_features(files[0]), read_features(files[1])) == (odds.words, odds.pairs)
    assert "# From nowhere." in files[0].read_text(encoding="utf-8")


def test_a_pair_counts_where_both_its_features_are_there() -> None:
    model = TitleModel({}, {FIRST: 0.5, "a: 1": 1.0, f"a: 1{AND}b: 2": 2.0})
    assert model.second_step([4.0], [["a: 1"]]) == [3.0]
    assert model.second_step([4.0], [["b: 2", "a: 1"]]) == [5.0]
    assert model.second_step([4.0], [["b: 2"]]) == [2.0]
