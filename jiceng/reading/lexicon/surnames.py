"""The one list of surnames (`surnames.csv`): all of them, the common ones, and those that a byline shows names by."""

import csv
from functools import cache
from importlib.resources import files


@cache
def surnames() -> frozenset[str]:
    """Return every surname, of one character or more."""
    return frozenset(row["surname"] for row in _rows())


@cache
def common_surnames() -> frozenset[str]:
    """Return the surnames of one character that many people bear and that seldom stand for anything else."""
    return _marked("common")


@cache
def byline_surnames() -> frozenset[str]:
    """Return the surnames that are seldom another word, so that a name in a byline may be known by them alone."""
    return _marked("byline")


def _marked(column: str) -> frozenset[str]:
    return frozenset(row["surname"] for row in _rows() if row[column])


@cache
def _rows() -> tuple[dict[str, str], ...]:
    lines = files(__package__).joinpath("surnames.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader((line for line in lines if not line.startswith("#")), strict=True))
