"""Provinces, cities and counties of all years since 1981, and what became of each.

divisions-1981-2024.parquet has a row per division and span of years; lexicon/README.md says where it is from. What the
list of 2020 has besides (functional districts with codes) is taken to have always been.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from jiceng.extraction import lexicon
from jiceng.extraction.places.division import ALWAYS, Division
from schemas.community import Level

LIST_YEAR: Final = 2020
"""The year of the list of towns, communities and villages."""
LAST_YEAR: Final = 2024
"""The last year whose provinces, cities and counties are known."""
LATEST: Final = LAST_YEAR + 1
"""Asked for where a newspaper has no date: the changes of the last year have then been made."""
_FIRST_YEAR: Final = 1981
_FOLDER = Path(lexicon.__file__).parent
_ROWS_AT_A_TIME = 500
_FIRST_TOWN = 1_000_000
"""Codes of towns have nine digits, those of larger units fewer."""


@cache
def listed_names() -> dict[int, str]:
    """Return code → name for the provinces to towns of the list of 2020."""
    divisions = pq.ParquetFile(_FOLDER / "divisions-2020.parquet").read(use_threads=False)
    return dict(zip(divisions["code"].to_pylist(), divisions["name"].to_pylist(), strict=True))


@cache
def upper_divisions() -> tuple[Division, ...]:
    """Return the provinces, cities and counties of all years, by code and year."""
    divisions = [_division_of(row) for row in _rows()]
    known = {int(division.code) for division in divisions}
    names = listed_names()
    for code, name in names.items():
        if code < _FIRST_TOWN and code not in known:
            above = [names.get(int(str(code)[:length])) for length in (2, 4) if length < len(str(code))]
            path = "/".join([*filter(None, above), name])
            divisions.append(Division(name, str(code), _level(str(code)), path))
    return tuple(sorted(divisions, key=lambda division: (int(division.code), division.first_year)))


def _rows() -> Iterator[dict[str, Any]]:
    """Yield the rows of the list of all years, some hundred at a time: all at once take 20 MB."""
    for batch in pq.ParquetFile(_FOLDER / "divisions-1981-2024.parquet").iter_batches(
        _ROWS_AT_A_TIME, use_threads=False
    ):
        yield from batch.to_pylist()


def _division_of(row: dict[str, Any]) -> Division:
    code, name = str(row["code"]), row["name"]
    path = f"{row['parent']}/{name}" if row["parent"] else name
    first = ALWAYS[0] if row["first_year"] == _FIRST_YEAR else row["first_year"]
    return Division(name, code, _level(code), path, first, row["last_year"] or ALWAYS[1])


def _level(code: str) -> Level:
    return "province" if len(code) == 2 else "city" if len(code) == 4 else "county"


@cache
def _of_codes() -> dict[str, tuple[Division, ...]]:
    """Return code → the divisions that had it, by year."""
    found: dict[str, list[Division]] = defaultdict(list)
    for division in upper_divisions():
        found[division.code].append(division)
    return {code: tuple(divisions) for code, divisions in found.items()}


@cache
def _became() -> tuple[dict[Division, tuple[Division, ...]], dict[Division, tuple[Division, ...]]]:
    """Return division → those that it became as a whole, and → those that parts of it went to."""
    wholes, parts = {}, {}
    for row in _rows():
        division = _division_of(row)
        following = [_with_code(str(code), division.last_year, division) for code in row["successors"]]
        wholes[division] = tuple(each for each in following if each is not None)
        parts[division] = tuple(
            each
            for code in row["parts_went_to"]
            for each in _of_codes().get(str(code), ())
            if each.first_year <= division.last_year and division.first_year <= each.last_year and each != division
        )
    return wholes, parts


def _with_code(code: str, year: int, former: Division) -> Division | None:
    """Return the division with a code that a former one became in a year."""
    found = [each for each in _of_codes().get(code, ()) if each.first_year <= year <= each.last_year and each != former]
    return max(found, key=lambda each: each.first_year, default=None)


@cache
def _came_from() -> tuple[dict[Division, tuple[Division, ...]], dict[Division, tuple[Division, ...]]]:
    """Return division → those that became it as a whole, and → those that it has parts of."""
    return _reversed(_became()[0]), _reversed(_became()[1])


def _reversed(became: dict[Division, tuple[Division, ...]]) -> dict[Division, tuple[Division, ...]]:
    found: dict[Division, list[Division]] = defaultdict(list)
    for division, following in became.items():
        for each in following:
            found[each].append(division)
    return {division: tuple(former) for division, former in found.items()}


def _reached(first: Iterable[Division], steps: Sequence[dict[Division, tuple[Division, ...]]]) -> set[Division]:
    """Return some divisions and all that are reached from them."""
    reached = set(first)
    waiting = list(reached)
    while waiting:
        division = waiting.pop()
        for step in steps:
            for each in step.get(division, ()):
                if each not in reached:
                    reached.add(each)
                    waiting.append(each)
    return reached


@lru_cache(maxsize=8192)
def as_of(code: str, year: int) -> tuple[Division, ...]:
    """Return what the unit with a code of 2020 was in a year, each that the whole of it may have belonged to.

    More than one where counties were merged since; none where the code is no province's, city's or county's.
    """
    at_list = [each for each in _of_codes().get(code, ()) if each.first_year <= LIST_YEAR <= each.last_year]
    if not at_list:
        return ()
    in_use = [each for each in at_list if each.is_in_use(year)]
    if year <= LIST_YEAR:
        in_use = [each for each in _reached(at_list, _came_from()[:1]) if each.is_in_use(year)]
    elif not in_use:
        in_use = [each for each in _reached(at_list, _became()) if each.is_in_use(year)]
    return tuple(sorted(in_use or at_list[-1:], key=lambda each: each.path))


def became(one: Division, other: Division) -> bool:
    """Return whether the whole of one division became the other, or was what the whole of the other became."""
    wholes = _became()[:1]
    return other in _reached([one], wholes) or one in _reached([other], wholes)


@lru_cache(maxsize=8192)
def codes_of_list(division: Division) -> tuple[str, ...]:
    """Return the codes of 2020 under which the towns of a division are listed: its own where it was in use then.

    Else those of the units that it, or a part of it, became or came from.
    """
    if division.first_year <= LIST_YEAR < division.last_year:
        return (division.code,)
    reached = _reached([division], _became() if division.first_year <= LIST_YEAR else _came_from())
    codes = {each.code for each in reached if each.first_year <= LIST_YEAR <= each.last_year}
    return tuple(sorted(codes)) or (division.code,)


@lru_cache(maxsize=8192)
def other_names(division: Division) -> tuple[str, ...]:
    """Return what a division is called in other years: what it became as a whole, and what it was renamed from."""
    wholes, former = _became()[0], _came_from()[0]
    names = set()
    after = wholes.get(division, ())
    while len(after) == 1 and after[0].name not in names:
        names.add(after[0].name)
        after = wholes.get(after[0], ())
    before = former.get(division, ())
    now = division
    while len(before) == 1 and wholes[before[0]] == (now,) and now.first_year >= before[0].last_year:
        (now,) = before
        names.add(now.name)
        before = former.get(now, ())
    return tuple(sorted(names - {division.name}))


def year_of(division: Division, year: int | None) -> int:
    """Return the year nearest to a newspaper's, the last of all where it has none, in which a list has a division."""
    if division not in _became()[0]:
        return LIST_YEAR
    return max(division.first_year, _FIRST_YEAR, min(year or LAST_YEAR, division.last_year, LAST_YEAR))
