import math

import pytest

from jiceng.extraction.initiatives.holders import ranking
from jiceng.extraction.initiatives.holders.ranking import NOBODY, Previous, is_same_holder, likeliest, with_previous


@pytest.fixture(autouse=True)
def weights(monkeypatch):
    monkeypatch.setattr(ranking, "feature_weights", lambda: {"a: 1": 1.0, "a: 2": 2.0, NOBODY: 0.5})


def test_the_likeliest_runs_it():
    assert likeliest({"太平社区": {"a: 1"}, "花山街道": {"a: 2", "a: unknown"}}) == (
        "花山街道",
        pytest.approx(math.exp(2) / (math.exp(0.5) + math.exp(1) + math.exp(2))),
    )
    assert likeliest({"太平社区": {"a: 1"}, "花山街道": {"a: 1"}}).name == "太平社区"


def test_other_forms_of_a_name_speak_for_the_same_holder():
    alone = likeliest({"瓜子坪街道兰尖社区": {"a: 2"}, "花山街道": {"a: 1"}})
    twice = likeliest({"瓜子坪街道兰尖社区": {"a: 2"}, "花山街道": {"a: 1"}, "兰尖社区": {"a: 1"}})
    assert alone.name == twice.name == "瓜子坪街道兰尖社区"
    assert twice.probability > alone.probability


def test_the_order_of_features_does_not_matter(monkeypatch):
    monkeypatch.setattr(ranking, "feature_weights", lambda: {"a: 1": 0.1, "a: 2": 0.2, "a: 3": 0.3})
    one, other = ["a: 1", "a: 2", "a: 3"], ["a: 3", "a: 2", "a: 1"]
    assert likeliest({"太平社区": one, "花山街道": other}) == likeliest({"太平社区": other, "花山街道": one})


def test_nobody_runs_it_where_nothing_speaks_for_anybody():
    assert likeliest({"太平社区": {"a: unknown"}}).name is None
    assert likeliest({}) == (None, 1.0)


def test_who_runs_the_one_before():
    previous = Previous("花山街道太平社区", "sentence")
    found = {"太平社区": {"a: 1"}, "花山村": {"a: 2"}}
    same = {"previous: same", "previous: same sentence"}
    assert with_previous(found, previous) == {"太平社区": {"a: 1", *same}, "花山村": {"a: 2"}}
    assert with_previous({"花山村": {"a: 2"}}, previous)["花山街道太平社区"] == same
    assert with_previous(found, None) == found
    assert with_previous({}, previous) == {}


def test_names_of_one_holder():
    assert is_same_holder("兰尖社区", "瓜子坪街道兰尖社区")
    assert not is_same_holder("兰尖社区", "太平社区")
