import tomllib
from dataclasses import fields

from jiceng.reading.layout.weights import FILE, WEIGHTS, Costs, Weights


def test_every_weight_says_what_it_is_for() -> None:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert all("  # " in line for line in lines)


def test_every_number_of_the_file_is_a_weight() -> None:
    numbers = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert list(numbers) == [field.name for field in fields(Weights)]
    assert numbers == {name: getattr(WEIGHTS, name) for name in numbers}


def test_only_what_choices_cost_is_learned() -> None:
    assert {field.name for field in fields(Weights)} - {field.name for field in fields(Costs)} >= {"margin", "doubt"}
