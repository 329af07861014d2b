"""How like names strings are by their characters and what is beside them: tables counted in newspapers.

All odds are natural logarithms of how much likelier something is of a name than of any text.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.extraction.lexicon import table
from jiceng.extraction.people.names.letters import SURNAMES
from jiceng.ideographs import RANGES

_Odds = NDArray[np.float64]
_COLUMNS = ("surname", "second", "third", "only")
_UNSEEN_SURNAME, _UNSEEN = -3.0, -1.0
"""Odds of characters that no table has."""
_LINE_END = "/"
"""How the table of contexts shows a line end."""


class LikeName(NamedTuple):
    """A range of a text that its characters and those beside it show as a name."""

    start: int
    end: int
    odds: float


@cache
def _characters() -> dict[str, dict[str, float]]:
    """Return part of a name (see _COLUMNS) → character → its odds there."""
    rows = table("name_characters")
    return {column: {row["character"]: float(row[column]) for row in rows} for column in _COLUMNS}


@cache
def _contexts() -> dict[str, dict[str, float]]:
    """Return `before` or `after` → one or two characters → their odds."""
    found: dict[str, dict[str, float]] = {"before": {}, "after": {}}
    for row in table("name_contexts"):
        found[row["side"]][row["characters"].replace(_LINE_END, "\n")] = float(row["odds"])
    return found


def surname_odds(name: str) -> float:
    """Return the odds of a name's first character as a surname."""
    return _characters()["surname"].get(name[0], _UNSEEN_SURNAME)


def given_odds(name: str) -> float:
    """Return the odds of the characters after a surname; 0 where they are neither one nor two."""
    odds = _characters()
    given = name[2:] if name[:2] in SURNAMES and len(name) > 2 else name[1:]
    if len(given) == 1:
        return odds["only"].get(given, _UNSEEN)
    if len(given) == 2:
        return odds["second"].get(given[0], _UNSEEN) + odds["third"].get(given[1], _UNSEEN)
    return 0.0


def odds_before(text: str, start: int) -> float:
    """Return the odds of the two characters before an offset, where a name may start."""
    odds, beside = _contexts()["before"], text[max(0, start - 2) : start] or "\n"
    both = odds.get(beside)
    return odds.get(beside[-1], 0.0) if both is None else both


def odds_after(text: str, end: int) -> float:
    """Return the odds of the two characters from an offset on, where a name may end."""
    odds, beside = _contexts()["after"], text[end : end + 2] or "\n"
    both = odds.get(beside)
    return odds.get(beside[0], 0.0) if both is None else both


class _Arrays(NamedTuple):
    """The odds of single characters, by code point."""

    surname: _Odds
    second: _Odds
    third: _Odds
    only: _Odds
    before: _Odds
    after: _Odds
    is_han: NDArray[np.bool_]


@cache
def _arrays() -> _Arrays:
    characters, contexts = _characters(), _contexts()
    surnames = {one: characters["surname"].get(one, _UNSEEN_SURNAME) for one in SURNAMES if len(one) == 1}
    is_han = np.zeros(BEYOND + 1, np.bool_)
    for first, last in RANGES:
        is_han[first : last + 1] = True
    is_han[BEYOND] = True
    return _Arrays(
        surname=_array(surnames, -np.inf),
        second=_array(characters["second"], _UNSEEN),
        third=_array(characters["third"], _UNSEEN),
        only=_array(characters["only"], _UNSEEN),
        before=_array(contexts["before"], 0.0),
        after=_array(contexts["after"], 0.0),
        is_han=is_han,
    )


def _array(odds: dict[str, float], default: float) -> _Odds:
    array = np.full(BEYOND + 1, default)
    single = {one: value for one, value in odds.items() if len(one) == 1}
    array[code_points("".join(single))] = list(single.values())
    return array


def like_names(text: str, least: float) -> Iterator[LikeName]:
    """Yield the ranges of a surname and one or two characters whose odds, with what is on both sides, reach `least`.

    Surnames of two characters are left out.
    """
    arrays = _arrays()
    letters = code_points("\n" + text + "\n" * 3)
    starts = np.flatnonzero(arrays.surname[letters[: len(text) + 1]] > -np.inf)
    here, following, last = letters[starts], letters[starts + 1], letters[starts + 2]
    opening = arrays.surname[here] + arrays.before[letters[starts - 1]]
    opening[~arrays.is_han[following]] = -np.inf
    short = opening + arrays.only[following] + arrays.after[last]
    long = opening + arrays.second[following] + arrays.third[last] + arrays.after[letters[starts + 3]]
    long[~arrays.is_han[last]] = -np.inf
    for length, odds in ((2, short), (3, long)):
        kept = np.flatnonzero(odds >= least)
        for start, value in zip((starts[kept] - 1).tolist(), odds[kept].tolist(), strict=True):
            yield LikeName(start, start + length, value)
