"""China's administrative divisions of 2020: which places bear a name, and where they lie.

Provinces to towns (42,000) are read at first use; communities and villages (625,000) stay in their file, sorted by
name, and only the row groups that a name falls into are read. lexicon/README.md says where the list is from.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.extraction import lexicon
from schemas.community import Level

DIVISION_YEAR: Final = 2020
"""The year of the list."""
_FOLDER = Path(lexicon.__file__).parent
_LEVEL_OF_SUFFIX: dict[str, Level] = {"街道": "street", "镇": "town", "乡": "township", "苏木": "township"}
_AUTONOMOUS = re.compile(r"自治([区州县旗])$")
_PLAIN_SUFFIX = re.compile(r"(?:省|市|地区|盟|特别行政区|自治区)$")
_SHORTEST_STEM = 2
"""Characters of a name that is clipped; 东区 is never called 东."""
_FIRST_COUNTY = 100_000
"""Codes of counties have six digits, those of cities and provinces fewer."""
_FIRST_TOWN = 1_000_000
"""Codes of towns have nine digits."""


class Division(NamedTuple):
    """A division of the list."""

    name: str
    code: str
    """2 (province), 4 (city), 6 (county), 9 (street, town, township) or 12 (community, village) digits."""
    level: Level
    path: str
    """Names from the province down: 四川省/攀枝花市/东区."""

    @property
    def county_code(self) -> str | None:
        """The six digits of the county that it is or lies in, None for a province or city."""
        return self.code[:6] if len(self.code) >= 6 else None


@cache
def _names_of_codes() -> dict[int, str]:
    """Return code → name for provinces to towns."""
    divisions = pq.ParquetFile(_FOLDER / "divisions-2020.parquet").read()
    return dict(zip(divisions["code"].to_pylist(), divisions["name"].to_pylist(), strict=True))


@cache
def _codes_of_names() -> dict[str, list[int]]:
    """Return name → codes for provinces to towns."""
    codes: dict[str, list[int]] = defaultdict(list)
    for code, name in _names_of_codes().items():
        codes[name].append(code)
    return dict(codes)


@lru_cache(maxsize=8192)
def divisions_named(name: str) -> tuple[Division, ...]:
    """Return every division of exactly this name, by code."""
    codes = _codes_of_names().get(name, ())
    if name.endswith(("街道", "镇", "乡", "县", "省")):
        return tuple(_division(code, name) for code in codes)
    return tuple(_division(code, name) for code in (*codes, *_village_codes(name)))


def is_town_or_larger(name: str) -> bool:
    """Return whether a town or larger division has exactly this name."""
    return name in _codes_of_names()


def division_at(path: str) -> Division | None:
    """Return the division of a path (四川省/攀枝花市/东区), None where the list has none or more than one."""
    found = [division for division in divisions_named(path.rpartition("/")[2]) if division.path == path]
    return found[0] if len(found) == 1 else None


def _division(code: int, name: str) -> Division:
    digits = str(code)
    names = _names_of_codes()
    above = [names.get(int(digits[:length])) for length in (2, 4, 6, 9) if length < len(digits)]
    return Division(name, digits, _level(digits, name), "/".join([*filter(None, above), name]))


def _level(digits: str, name: str) -> Level:
    if len(digits) == 12:
        return "community" if name.endswith("社区") else "village"
    if len(digits) == 9:
        return next(level for suffix, level in _LEVEL_OF_SUFFIX.items() if name.endswith(suffix))
    return "province" if len(digits) == 2 else "city" if len(digits) == 4 else "county"


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


@cache
def names_of_larger_units() -> dict[str, tuple[Division, ...]]:
    """Return full and clipped name (四川, 黔东南州, 黔东南) → provinces and cities."""
    names: dict[str, list[Division]] = defaultdict(list)
    for name, codes in _codes_of_names().items():
        for code in codes:
            if code < _FIRST_COUNTY:
                division = _division(code, name)
                for form in (name, *_clipped(name)):
                    names[form].append(division)
    return {form: tuple(divisions) for form, divisions in names.items()}


def names_of_counties_and_larger() -> frozenset[str]:
    """Return the full names of provinces, cities and counties."""
    return frozenset(name for name, codes in _codes_of_names().items() if min(codes) < _FIRST_TOWN)


def larger_units_named(name: str) -> tuple[Division, ...]:
    """Return the provinces and cities of this name, full (四川省) or clipped (四川, 黔东南州)."""
    return names_of_larger_units().get(name, ())


@cache
def names_of_clipped_counties() -> dict[str, tuple[Division, ...]]:
    """Return name without suffix (米易) → counties, districts and county-level cities."""
    names: dict[str, list[Division]] = defaultdict(list)
    for name, codes in _codes_of_names().items():
        for code in codes:
            if _FIRST_COUNTY < code < _FIRST_TOWN:
                for form in clipped_forms(name):
                    names[form].append(_division(code, name))
    return {form: tuple(divisions) for form, divisions in names.items()}


@cache
def counties_and_larger_units() -> dict[str, tuple[Division, ...]]:
    """Return name with suffix → provinces, cities and counties; autonomous ones also by their short name (恩施州)."""
    units: dict[str, list[Division]] = defaultdict(list)
    for name, codes in _codes_of_names().items():
        forms = [form for form in _clipped(name) if name.endswith(f"自治{form[-1]}")]
        for code in codes:
            if code < _FIRST_TOWN:
                for form in (name, *forms):
                    units[form].append(_division(code, name))
    return {form: tuple(divisions) for form, divisions in units.items()}


def clipped_counties_named(name: str) -> tuple[Division, ...]:
    """Return the counties, districts and county-level cities that are called so for short (米易 for 米易县)."""
    return names_of_clipped_counties().get(name, ())


def _clipped(name: str) -> tuple[str, ...]:
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None:
        stem = _PLAIN_SUFFIX.sub("", name)
        return (stem,) if stem != name and len(stem) >= _SHORTEST_STEM else ()
    stem = without_nationalities(name[: autonomous.start()])
    forms = [stem] if len(stem) >= _SHORTEST_STEM else []
    return tuple(forms) if autonomous[1] == "区" else (*forms, stem + autonomous[1])


def clipped_forms(name: str) -> tuple[str, ...]:
    """Return what a county is called for short: 米易 for 米易县, 马边 and 马边县 for 马边彝族自治县."""
    if _AUTONOMOUS.search(name):
        return _clipped(name)
    stem = name[:-1]
    return (stem,) if name[-1] in "县市区旗" and len(stem) >= _SHORTEST_STEM else ()


def without_nationalities(name: str) -> str:
    """Return a name without the nationalities at its end (黔东南苗族侗族 → 黔东南), but two characters at least."""
    nationalities = lexicon.words("nationalities")
    longest = max(map(len, nationalities))
    shorter = True
    while shorter:
        shorter = False
        for length in range(min(longest, len(name) - _SHORTEST_STEM), 1, -1):
            if name[-length:] in nationalities:
                name = name[:-length]
                shorter = True
                break
    return name
