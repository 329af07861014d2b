"""Where the units printed in an article lie: by the text, else its context, else the newspaper's home or gazetteer."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Final

from jiceng.extraction.places.division import Division
from jiceng.extraction.places.gazetteer import division_at, divisions_within
from jiceng.extraction.places.history import as_of, codes_of_list
from jiceng.extraction.places.printed_units import PrintedUnit
from jiceng.extraction.places.rules.counties import functional_district
from jiceng.extraction.places.unit_names import COUNTY_RANK, TOWN_RANK
from schemas import Newspaper
from schemas.community import Level, Resolution

_TOWN, _COUNTY, _CITY, _PROVINCE = 9, 6, 4, 2
"""Digits of the codes of towns, counties, cities and provinces."""
_CODE_LENGTHS: Final = (_TOWN, _COUNTY, _CITY, _PROVINCE)
"""The nearest unit of the context decides."""
_IN_TITLE = -1
"""The offset of units in the titles, which are printed before the text."""


@dataclass(frozen=True, slots=True)
class Locality:
    """A place with its path, and what its path was found by."""

    path: str
    name: str
    level: Level
    resolution: Resolution
    parent_path: str | None
    division: Division | None


class Localities:
    """Finds where the units of one article lie."""

    def __init__(
        self, newspaper: Newspaper, year: int | None, titles: Sequence[PrintedUnit], units: Sequence[PrintedUnit]
    ) -> None:
        """Take the year of the newspaper's issue and the units of an article's titles and of its text."""
        self._newspaper = newspaper.newspaper
        self._year = year
        self._home = home_as_of(newspaper, year)
        self._candidates: dict[PrintedUnit, tuple[Division, ...]] = {}
        self._localities: dict[PrintedUnit, Locality] = {}
        self._stated: dict[tuple[str, int], list[tuple[int, PrintedUnit]]] = {}
        """Name and rank → offset and unit wherever it is printed after a larger one, in order."""
        self._context: set[str] = set()
        """Codes of the places that the article certainly speaks of, and of those in which they lie."""
        self._counties: dict[str, Division] = {}
        """Path → division of the counties among them."""
        for unit in titles:
            self._take_in(unit, _IN_TITLE)
        for unit in sorted(units, key=attrgetter("start")):
            self._take_in(unit, unit.start)

    def locality(self, unit: PrintedUnit) -> Locality:
        """Return where a unit lies and what decided it."""
        if unit not in self._localities:
            stated = unit.above is not None
            self._localities[unit] = self._stated_locality(unit) if stated else self._locality_alone(unit)
        return self._localities[unit]

    def _take_in(self, unit: PrintedUnit, offset: int) -> None:
        if unit.above is not None:
            self._stated.setdefault((unit.name, unit.rank), []).append((offset, unit))
        candidates = self._candidates_of(unit)
        if len(candidates) == 1 and (unit.rank <= COUNTY_RANK or unit.above is not None) and not unit.needs_place:
            self._context.update(_codes_around(candidates[0]))
            counties = (on for on in divisions_on_path(candidates[0].path, self._year) if on.level == "county")
            self._counties.update((county.path, county) for county in counties)

    def _candidates_of(self, unit: PrintedUnit) -> tuple[Division, ...]:
        """Return the divisions that a unit may be, by its name and the larger units before it."""
        if unit not in self._candidates:
            divisions = unit.divisions
            if unit.above is not None:
                divisions = divisions_within(divisions, self._candidates_of(unit.above))
            self._candidates[unit] = divisions
        return self._candidates[unit]

    def _stated_locality(self, unit: PrintedUnit) -> Locality:
        candidates = self._in_context(self._candidates_of(unit))
        if len(candidates) == 1:
            return _locality_of(candidates[0], "stated")
        assert unit.above is not None
        parent = self.locality(unit.above).path
        path = f"{parent}/{unit.name}"
        return Locality(path, unit.name, unit.level, "stated", parent, division_at(path, self._year))

    def _locality_alone(self, unit: PrintedUnit) -> Locality:
        """Return where a unit lies that no larger one is printed before."""
        if (unit.name, unit.rank) in self._stated:
            return self.locality(self._nearest_stated(unit))
        divisions = unit.divisions
        at_home = self._at_home(divisions)
        in_context = self._in_context(divisions)
        if unit.rank > COUNTY_RANK and len(in_context) == 1 and in_context[0].code[:_COUNTY] in self._context:
            return _locality_of(in_context[0], "context")
        if len(at_home) == 1:
            return _locality_of(at_home[0], "home")
        small = unit.level in ("village", "community")
        elsewhere = small and len(in_context) == 1 and self._in_another_county(in_context[0])
        likely = len(in_context) == 1 and (len(divisions) > 1 or in_context[0].code[:-2] in self._context)
        if unit.needs_place and unit.rank == COUNTY_RANK:
            likely = likely and in_context[0].code[:_CITY] in self._context
        abroad = small and self._home is not None and not at_home
        if likely and not elsewhere and not abroad:
            return _locality_of(in_context[0], "context")
        if len(divisions) == 1 and (self._home is None or unit.rank <= COUNTY_RANK):
            return _locality_of(divisions[0], "gazetteer")
        if unit.rank < COUNTY_RANK and divisions:
            return _locality_of(min(divisions, key=attrgetter("code")), "gazetteer")
        return self._unlisted_locality(unit, may_be_in_county=elsewhere or not unit.needs_place)

    def _unlisted_locality(self, unit: PrintedUnit, *, may_be_in_county: bool) -> Locality:
        """Return where a unit lies that is none of the gazetteer's there.

        A town that the gazetteer has in other counties only is not taken to lie in the one that the article is about.
        """
        if unit.rule == functional_district.name and self._home is not None:
            return Locality(f"{self._home}/{unit.name}", unit.name, unit.level, "home", self._home, None)
        known_elsewhere = unit.rank == TOWN_RANK and bool(unit.divisions)
        if unit.rank > COUNTY_RANK and self._is_about_home() and not known_elsewhere and not unit.needs_place:
            return Locality(f"{self._home}/{unit.name}", unit.name, unit.level, "home", self._home, None)
        if unit.rank > COUNTY_RANK and len(self._counties) == 1 and may_be_in_county and not known_elsewhere:
            (county,) = self._counties
            return Locality(f"{county}/{unit.name}", unit.name, unit.level, "context", county, None)
        return Locality(f"{self._newspaper}/{unit.name}", unit.name, unit.level, "unresolved", None, None)

    def _is_about_home(self) -> bool:
        """Return whether the newspaper is a county's and the article speaks of no other county."""
        if self._home is None or self._counties.keys() - {self._home}:
            return False
        home = division_at(self._home, self._year)
        return home is not None and home.level == "county"

    def _in_another_county(self, division: Division) -> bool:
        """Return whether the article speaks of counties of a division's city, but not of the one that it lies in."""
        counties = {code for county in self._counties.values() for code in codes_of_list(county)}
        of_city = [code for code in counties if code[:_CITY] == division.code[:_CITY]]
        return bool(of_city) and division.code[:_COUNTY] not in of_city

    def _nearest_stated(self, unit: PrintedUnit) -> PrintedUnit:
        """Return the last unit of the same name and rank that is printed after a larger one, before this one if any."""
        stated = self._stated[unit.name, unit.rank]
        index = bisect_left(stated, unit.start, key=itemgetter(0)) - 1
        return stated[max(0, index)][1]

    def _at_home(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Return those divisions that are the newspaper's home or lie in it, none for a national newspaper."""
        if self._home is None:
            return ()
        return tuple(d for d in divisions if d.path == self._home or d.path.startswith(f"{self._home}/"))

    def _in_context(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Return those divisions that the article's other units make likely, all where they decide nothing."""
        for length in _CODE_LENGTHS:
            hits = tuple(d for d in divisions if len(d.code) >= length and d.code[:length] in self._context)
            if hits and (length > _PROVINCE or len(hits[0].code) <= _COUNTY):
                return hits if len(hits) == 1 else self._in_printed_counties(hits)
        return divisions

    def _in_printed_counties(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Return those divisions that lie in a county of the context, all where none does (merged counties)."""
        starts = tuple(f"{path}/" for path in self._counties)
        return tuple(d for d in divisions if d.path.startswith(starts)) or divisions


@lru_cache(maxsize=8192)
def divisions_on_path(path: str, year: int | None) -> tuple[Division, ...]:
    """Return the gazetteer's divisions on the path to a place, the largest first, as of a year."""
    names = path.split("/")
    divisions = (division_at("/".join(names[:depth]), year) for depth in range(1, len(names) + 1))
    return tuple(division for division in divisions if division is not None)


@lru_cache(maxsize=8192)
def _codes_around(division: Division) -> tuple[str, ...]:
    """Return a division's code and those of the units in which it lies, a village's without its own.

    With a county that was not in use when the towns were listed, those under which its towns are.
    """
    counties = codes_of_list(division) if division.level == "county" and division.code else ()
    codes = (division.code, *(code for code in counties if len(code) == _COUNTY))
    return tuple(code[:length] for code in codes for length in reversed(_CODE_LENGTHS) if len(code) >= length)


def home_as_of(newspaper: Newspaper, year: int | None) -> str | None:
    """Return the path that a local newspaper's home had in a year, None for a national newspaper."""
    return _path_as_of(newspaper.home, year) if newspaper.home and newspaper.scope == "local" else None


@lru_cache(maxsize=256)
def _path_as_of(home: str, year: int | None) -> str:
    """Return the path that a place had in a year."""
    division = division_at(home, year)
    if division is None or year is None or division.is_in_use(year):
        return home
    then = [codes for codes in as_of(codes_of_list(division)[0], year) if codes.level == division.level]
    return then[0].path if len(then) == 1 else home


def _locality_of(division: Division, resolution: Resolution) -> Locality:
    parent = division.path.rpartition("/")[0]
    listed = division if division.code else None
    return Locality(division.path, division.name, division.level, resolution, parent or None, listed)
