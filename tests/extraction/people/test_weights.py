from dataclasses import fields
from pathlib import Path

import pytest

from jiceng.extraction.people.names.weights import FILE, Weights
from jiceng.extraction.people.weights import feature_weights, weigh


def test_every_number_by_which_names_end_says_what_it_is_for():
    lines = [line for line in Path(FILE).read_text(encoding="utf-8").splitlines() if " = " in line and line[0] != "#"]
    assert all("  # " in line for line in lines)
    assert len(lines) == len(fields(Weights))


def test_features_weigh_what_the_file_says_times_their_value():
    assert weigh({}) == 0.0
    assert weigh({"no such: feature": 7.0}) == 0.0
    weights = feature_weights()
    assert weigh({"after: title": 1.0, "given: odds": 2.0}) == pytest.approx(
        weights["after: title"] + 2 * weights["given: odds"]
    )


def test_learned_weights_say_what_they_should():
    weights = feature_weights()
    assert weights["after: title"] > weights["after: title_weak"] > 0
    assert weights["given: odds"] > 0 > weights["words: crossed"]
