import tomllib
from dataclasses import asdict

from jiceng.extraction.initiatives.weights import FILE, WEIGHTS


def test_every_weight_of_the_file_is_named_and_positive():
    assert asdict(WEIGHTS) == tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert all(weight > 0 for weight in asdict(WEIGHTS).values())
