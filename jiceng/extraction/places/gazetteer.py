"""China's administrative divisions: which places bear a name in a year, and where they lie.

Provinces, cities and counties are known for all years since 1981 (`history.py`); towns, communities and villages as
the list of 2020 has them, below the county that they belonged to in the year asked for. `year` is a newspaper's; None
asks for any year, the latest first. The provinces to towns are read at first use; communities and villages (625,000)
stay in their file, sorted by name, and only the row groups that a name falls into are read.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.extraction import lexicon
from jiceng.extraction.places.division import Division, county_forms, larger_unit_forms, suffixed_forms
from jiceng.extraction.places.history import LATEST, as_of, became, codes_of_list, listed_names, upper_divisions
from schemas.community import Level

_FOLDER = Path(lexicon.__file__).parent
_LEVEL_OF_SUFFIX: dict[str, Level] = {"街道": "street", "镇": "town", "乡": "township", "苏木": "township"}
_FIRST_TOWN = 1_000_000
"""Codes of towns have nine digits, those of larger units fewer."""


@lru_cache(maxsize=8192)
def divisions_named(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Return the divisions of exactly this name in a year, the larger first.

    Provinces, cities and counties that were not in use then are returned only where no other bears the name.
    """
    upper = _as_of(_upper_units().get(name, ()), year)
    codes: tuple[int, ...] = _town_codes().get(name, ())
    if not name.endswith(("街道", "镇", "乡", "县", "省")):
        codes = (*codes, *_village_codes(name))
    return (*upper, *(division for code in codes for division in _below_county(code, name, year)))


def _below_county(code: int, name: str, year: int | None) -> tuple[Division, ...]:
    """Return a town or village of the list below each county that it may have belonged to in a year."""
    digits = str(code)
    larger = as_of(digits[:6], year or LATEST) or as_of(digits[:4], year or LATEST)
    return tuple(_moved(digits, name, county) for county in larger)


def _moved(digits: str, name: str, county: Division) -> Division:
    """Return a town or village of the list below a county."""
    town = listed_names().get(int(digits[:9])) if len(digits) > 9 else None
    path = "/".join(filter(None, (county.path, town, name)))
    level = _level_of_town(name) if len(digits) == 9 else "community" if name.endswith("社区") else "village"
    return Division(name, digits, level, path, listed=digits.startswith(county.code))


def _level_of_town(name: str) -> Level:
    return next(level for suffix, level in _LEVEL_OF_SUFFIX.items() if name.endswith(suffix))


def divisions_within(divisions: Iterable[Division], larger: Iterable[Division]) -> tuple[Division, ...]:
    """Return those of some divisions that lie in one of the larger ones.

    Where none does, the towns and villages that lay in one of them in another year, below it.
    """
    divisions, larger = tuple(divisions), tuple(larger)
    starts = tuple(f"{division.path}/" for division in larger)
    found = tuple(division for division in divisions if division.path.startswith(starts))
    return found or tuple(
        _moved(division.code, division.name, county)
        for county in larger
        if county.level == "county" and county.code
        for division in divisions
        if len(division.code) > len(county.code) and division.code.startswith(codes_of_list(county))
    )


@lru_cache(maxsize=8192)
def division_at(path: str, year: int | None = None) -> Division | None:
    """Return the division of a path (四川省/攀枝花市/东区), None where the lists have none or more than one.

    The path may be one of any year; `year` decides which of the divisions that had it in turn is returned.
    """
    name = path.rpartition("/")[2]
    upper = [division for division in _upper_units().get(name, ()) if division.path == path]
    if upper:
        return min(upper, key=lambda division: _years_from(division, year or LATEST))
    named = divisions_named(name, year)
    found = {division for division in named if division.path == path}
    if not found and (county := _county_on(path, year)) is not None:
        found = {division for division in divisions_within(named, (county,)) if division.path == path}
    return found.pop() if len(found) == 1 else None


def _county_on(path: str, year: int | None) -> Division | None:
    """Return the county that a path leads through, None where it leads through none."""
    names = path.split("/")
    for depth in range(len(names) - 1, 1, -1):
        if names[depth - 1] in _upper_units():
            return division_at("/".join(names[:depth]), year)
    return None


def _years_from(division: Division, year: int) -> int:
    """Return how many years before or after a year a division was in use, -1 where it was in that year."""
    if division.is_in_use(year):
        return -1
    return division.first_year - year if year <= division.first_year else year - division.last_year


def _as_of(divisions: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Return those of some divisions of one name that were in use in a year, else each unit as it was nearest to it."""
    asked = year or LATEST
    in_use = tuple(division for division in divisions if division.is_in_use(asked))
    if in_use or not divisions:
        return in_use
    nearest: list[Division] = []
    for division in sorted(divisions, key=lambda division: _years_from(division, asked)):
        if not any(became(division, nearer) for nearer in nearest):
            nearest.append(division)
    return tuple(nearest)


@cache
def _upper_units() -> dict[str, tuple[Division, ...]]:
    """Return name → provinces, cities and counties of all years."""
    return _by_form(upper_divisions(), lambda name: (name,))


@cache
def _suffixed_upper_units() -> dict[str, tuple[Division, ...]]:
    """Return name with suffix → the same; autonomous ones also by their short names (恩施州)."""
    return _by_form(upper_divisions(), lambda name: (name, *suffixed_forms(name)))


@cache
def _larger_units() -> dict[str, tuple[Division, ...]]:
    """Return full and clipped name (四川, 黔东南州, 黔东南) → provinces and cities of all years."""
    larger = [division for division in upper_divisions() if division.level != "county"]
    return _by_form(larger, lambda name: (name, *larger_unit_forms(name)))


@cache
def _clipped_counties() -> dict[str, tuple[Division, ...]]:
    """Return name without suffix (米易) → counties, districts and county-level cities of all years."""
    return _by_form([division for division in upper_divisions() if division.level == "county"], county_forms)


def _by_form(
    divisions: Iterable[Division], forms_of: Callable[[str], tuple[str, ...]]
) -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        for form in forms_of(division.name):
            found[form].append(division)
    return {form: tuple(of_form) for form, of_form in found.items()}


@cache
def names_of_upper_units() -> frozenset[str]:
    """Return the names with suffix of the provinces, cities and counties of all years, short ones among them."""
    return frozenset(_suffixed_upper_units())


@cache
def names_of_larger_units() -> frozenset[str]:
    """Return the full and clipped names of the provinces and cities of all years."""
    return frozenset(_larger_units())


@cache
def names_of_clipped_counties() -> frozenset[str]:
    """Return what the counties of all years are called without their suffix."""
    return frozenset(_clipped_counties())


@cache
def names_of_counties_and_larger() -> frozenset[str]:
    """Return the full names of the provinces, cities and counties of all years."""
    return frozenset(_upper_units())


def is_town_or_larger(name: str) -> bool:
    """Return whether a town or larger division has, or had, exactly this name."""
    return name in _upper_units() or name in _town_codes()


@lru_cache(maxsize=8192)
def upper_units_named(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Return the provinces, cities and counties of a name with suffix, also a short one (恩施州), in a year."""
    return _as_of(_suffixed_upper_units().get(name, ()), year)


def upper_units_within(name: str, larger: Iterable[Division], year: int | None = None) -> tuple[Division, ...]:
    """Return those of a name that lie in one of the larger divisions: in the year, else in any other."""
    larger = tuple(larger)
    within = divisions_within(upper_units_named(name, year), larger)
    return within or _as_of(divisions_within(_suffixed_upper_units().get(name, ()), larger), year)


@lru_cache(maxsize=8192)
def larger_units_named(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Return the provinces and cities of this name, full (四川省) or clipped (四川, 黔东南州), in a year."""
    return _as_of(_larger_units().get(name, ()), year)


@lru_cache(maxsize=8192)
def clipped_counties_named(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Return the counties, districts and county-level cities called so for short (米易 for 米易县) in a year."""
    return _as_of(_clipped_counties().get(name, ()), year)


@cache
def _town_codes() -> dict[str, tuple[int, ...]]:
    """Return name → codes for the streets, towns and townships of the list of 2020."""
    codes: dict[str, list[int]] = defaultdict(list)
    for code, name in listed_names().items():
        if code >= _FIRST_TOWN:
            codes[name].append(code)
    return {name: tuple(of_name) for name, of_name in codes.items()}


@cache
def _villages() -> tuple[pq.ParquetFile, list[str]]:
    """Return the file of communities and villages, and the first name of each of its row groups."""
    file = pq.ParquetFile(_FOLDER / "villages-2020.parquet", memory_map=True)
    groups = range(file.metadata.num_row_groups)
    return file, [file.metadata.row_group(group).column(0).statistics.min for group in groups]


@cache
def _row_group(group: int) -> tuple[pa.Array, pa.Array]:
    table = _villages()[0].read_row_group(group, use_threads=False).combine_chunks()
    return table["name"].chunk(0), table["code"].chunk(0)


def _village_codes(name: str) -> list[int]:
    first_names = _villages()[1]
    codes: list[int] = []
    group = max(0, bisect_right(first_names, name) - 1)
    while group > 0 and first_names[group] == name:
        group -= 1
    while group < len(first_names) and first_names[group] <= name:
        names, group_codes = _row_group(group)
        row = _first_row(names, name)
        while row < len(names) and names[row].as_py() == name:
            codes.append(group_codes[row].as_py())
            row += 1
        group += 1
    return codes


def _first_row(names: pa.Array, name: str) -> int:
    low, high = 0, len(names)
    while low < high:
        middle = (low + high) // 2
        if names[middle].as_py() < name:
            low = middle + 1
        else:
            high = middle
    return low
