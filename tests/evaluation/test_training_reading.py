"""All that reading learns is learned in one go, is used only as long as wanted, and is measured on other days."""

from types import SimpleNamespace
from typing import Any

import pytest

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import score_articles
from jiceng.evaluation.training import left_out
from jiceng.evaluation.training.common_bigrams import common_bigrams
from jiceng.evaluation.training.left_out import LeftOut, articles_of, learning_curve, read_left_out
from jiceng.evaluation.training.reading import ReadingModel, present_model, read_by, train_reading
from jiceng.evaluation.training.title_odds import TitleOdds


def test_training_gives_the_same_weights_each_time_and_leaves_those_in_use_alone(gold: Gold) -> None:
    before = present_model()
    model = train_reading(gold.pages)
    assert present_model() == before
    assert model == train_reading(gold.pages)
    with read_by(model):
        read = {page.page_id: articles_of(page) for page in gold.pages}
    figures = score_articles(gold.pages, read, Misses()).as_json()
    assert figures["characters_kept"] == 1.0
    assert figures["article_clusters_b3"]["f1"] > 0.9


def test_a_model_is_used_only_inside_its_context() -> None:
    before = present_model()
    other = ReadingModel({}, TitleOdds({}, {}), dict(before.costs) | {"heading": 99.0}, {})
    with read_by(other):
        assert present_model().costs["heading"] == 99.0
        assert present_model().roles == {}
    assert present_model() == before


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Ids of the pages of each training, none of which takes place."""
    trainings: list[list[str]] = []

    def read(pages: Any, sets: Any) -> LeftOut:
        trainings.append([page.page_id for page in pages])
        return LeftOut({name: {page.page_id: [] for page in some} for name, some in sets.items()}, [], len(pages))

    class Pool:
        def __init__(self, *_: object) -> None: ...

        def __enter__(self) -> "Pool":
            return self

        def __exit__(self, *_: object) -> None: ...

        map = staticmethod(map)

    monkeypatch.setattr(left_out, "_read_after_training", read)
    monkeypatch.setattr(left_out, "ProcessPoolExecutor", Pool)
    return trainings


def test_pages_are_read_by_what_other_days_teach(gold: Gold, taught: list[list[str]]) -> None:
    sets = {"own": gold.pages}
    ((name, _, score),) = read_left_out(sets).scores(sets)
    assert name == "own"
    assert score.headline.gold == len(gold.articles)
    assert sorted(map(len, taught)) == [0, 1, 1, 1, 1]


def test_the_learning_curve_takes_pages_from_every_folder(taught: list[list[str]]) -> None:
    def pages(newspaper: str) -> Any:
        return [SimpleNamespace(page_id=f"{newspaper}/day {number % 5}/{number}", articles=()) for number in range(50)]

    found = list(learning_curve({"one": pages("one"), "other": pages("other")}))
    assert [(name, count) for name, count, _ in found] == [("one", 30), ("other", 30)] + [
        (name, count) for count in (60, 80) for name in ("one", "other")
    ]
    for training in taught:
        assert sum(page.startswith("one/") for page in training) == len(training) / 2
        assert not any("day 0" in page for page in training)


def test_bigrams_of_most_articles_are_common(gold: Gold) -> None:
    found = common_bigrams([page.truth for page in gold.pages])
    assert "治理" in found
    assert found == sorted(found)
