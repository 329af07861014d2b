import ast
from dataclasses import fields
from pathlib import Path

import pytest

from jiceng.extraction.people.weights import FILE, WEIGHTS, Weights, weigh

NAMES = {field.name for field in fields(Weights)}


def words_of_code() -> set[str]:
    """Return the strings and attributes of the room's modules, without the fields of Weights."""
    words = set()
    for path in FILE.parent.rglob("*.py"):
        if path.name == "weights.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            elif isinstance(node, ast.Attribute):
                words.add(node.attr)
    return words


def test_every_weight_is_used():
    assert words_of_code() >= NAMES


def test_every_weight_says_what_it_is_for():
    lines = [line for line in Path(FILE).read_text(encoding="utf-8").splitlines() if " = " in line and line[0] != "#"]
    assert all("  # " in line for line in lines)


def test_weights_are_added_from_left_to_right():
    assert weigh(()) == 0.0
    assert weigh(("title", "title_in_word", "name_ends_well")) == 3.0 - 1.2 + 0.3
    with pytest.raises(AttributeError):
        weigh(("no such weight",))


def test_no_string_is_more_like_a_name_than_the_threshold_allows_for():
    best = WEIGHTS.common_surname + max(WEIGHTS.printed_again, WEIGHTS.printed_often)
    assert best < WEIGHTS.most_likeness
    assert WEIGHTS.transliterated_often < WEIGHTS.most_likeness
