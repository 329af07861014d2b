"""Names of counties, streets, towns, townships, communities and villages, and the path of each.

A unit printed directly behind a larger one lies in it (仁和区仁和镇仁和街社区); a name that stands alone is placed by
the article's other units, the newspaper's home or the gazetteer, and stays unresolved where they leave it open.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter, itemgetter

from jiceng.extraction.findings import FoundCommunity, FoundMention
from jiceng.extraction.places.gazetteer import DIVISION_YEAR, Division, division_at
from jiceng.extraction.places.printed_units import (
    CLIPPED_NAME,
    COUNTY_NAME,
    FUNCTIONAL_DISTRICT,
    KNOWN_IN_ARTICLE,
    LISTED_NAME,
    NAME_BEFORE_OFFICE,
    STATED_CHAIN,
    PrintedUnit,
    TakenRanges,
    UnitScan,
    lie_below,
    units_of_line,
)
from jiceng.extraction.places.unit_names import COUNTY_RANK, institution_words, level_of
from jiceng.extraction.rule import ExtractionRule
from jiceng.extraction.text.article_text import ArticleText
from schemas import Newspaper
from schemas.community import Level, Resolution

RULES: tuple[ExtractionRule, ...] = (
    ExtractionRule(STATED_CHAIN, "communities", "a unit printed directly behind a larger one (西区陶家渡街道)"),
    ExtractionRule(KNOWN_IN_ARTICLE, "communities", "a name that the article places elsewhere, printed alone"),
    ExtractionRule(COUNTY_NAME, "communities", "a county's, district's or county-level city's name of the gazetteer"),
    ExtractionRule(LISTED_NAME, "communities", "a town's or village's name of the gazetteer between word boundaries"),
    ExtractionRule(NAME_BEFORE_OFFICE, "communities", "in a local newspaper, a name before an office (…社区党委书记)"),
    ExtractionRule(FUNCTIONAL_DISTRICT, "communities", "a functional district with its city's or its own name"),
    ExtractionRule(CLIPPED_NAME, "communities", "a county without its suffix, behind its province or named in full"),
)


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    name: str
    level: Level
    resolution: Resolution
    parent_path: str | None
    division: Division | None


def find_communities(article: ArticleText) -> list[FoundCommunity]:
    """Return the places of county rank and below that the article's text names, in the order of their first mention.

    Mentions are ranges of the article's text and do not overlap. Provinces and cities are parents only:
    `community_of_path` makes rows of them.
    """
    reading = article.once(_read_places)
    mentions: dict[_Place, list[FoundMention]] = {}
    for unit in reading.units:
        if unit.rank >= COUNTY_RANK:
            mention = FoundMention(unit.start, unit.end, unit.rule)
            mentions.setdefault(reading.places.place(unit), []).append(mention)
    return [_community(place, tuple(found)) for place, found in mentions.items()]


@dataclass(frozen=True, slots=True)
class _PlaceReading:
    """The units printed in an article's text and where they lie."""

    units: tuple[PrintedUnit, ...]
    """In order, provinces and cities among them."""
    ranges: tuple[tuple[int, int], ...]
    """Where they stand."""
    ends: dict[int, PrintedUnit]
    places: "_Places"


def _read_places(article: ArticleText) -> _PlaceReading:
    titles = [unit for title in article.article.titles for unit in units_of_line(title.text.text, set())]
    local = article.newspaper.scope == "local"
    scan = UnitScan(
        article.text,
        article.paragraphs,
        article.words,
        local=local,
        shunned=institution_words(),
    )
    scan.find({unit.name for unit in titles if unit.above})
    taken = TakenRanges(scan.units)
    larger_units = [unit for unit in scan.larger_units if taken.is_free(unit.start, unit.end)]
    places = _Places(article.newspaper, titles, [*larger_units, *scan.units])
    units = [
        unit for unit in scan.units if not unit.needs_place or places.place(unit).resolution in ("context", "home")
    ]
    units = sorted([*larger_units, *units], key=lambda unit: (unit.start, -unit.end))
    ranges = tuple((unit.start, unit.end) for unit in units)
    return _PlaceReading(tuple(units), ranges, {unit.end: unit for unit in reversed(units)}, places)


@dataclass(frozen=True, slots=True)
class PlaceInName:
    """The place that a printed name begins with."""

    path: str
    resolution: Resolution
    end: int
    """Where it ends in the name."""
    suffixed: bool
    """Whether it is printed with its suffix (攀枝花市, not 攀枝花)."""


def place_in_name(name: str, article: ArticleText) -> PlaceInName | None:
    """Return the place that a name printed in an article begins with (东区|区委), None where it begins with none."""
    reading = article.once(_read_places)
    units = units_of_line(name, {unit.name for unit in reading.units if unit.rank >= COUNTY_RANK})
    first = [unit for unit in units if _chain_start(unit) == 0]
    if not first:
        return None
    unit = max(first, key=lambda unit: unit.end)
    place = reading.places.place(unit)
    if unit.needs_place and place.resolution not in ("context", "home"):
        return None
    return PlaceInName(place.path, place.resolution, unit.end, not unit.clipped)


def place_before(article: ArticleText, offset: int) -> tuple[int, str] | None:
    """Return start and path of the place, with the larger ones before it, that is printed directly before an offset."""
    reading = article.once(_read_places)
    unit = reading.ends.get(offset)
    return None if unit is None else (_chain_start(unit), reading.places.place(unit).path)


def place_with_suffix(article: ArticleText, suffix: str, offset: int) -> str | None:
    """Return the path of the place of this suffix that the text names last before an offset, else first behind it."""
    reading = article.once(_read_places)
    units = [unit for unit in reading.units if unit.name.endswith(suffix)]
    before = [unit for unit in units if unit.start <= offset]
    chosen = before[-1] if before else units[0] if units else None
    return None if chosen is None else reading.places.place(chosen).path


def places_printed(article: ArticleText) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the places that the text names, provinces and cities among them, in order."""
    return article.once(_read_places).ranges


def _chain_start(unit: PrintedUnit) -> int:
    while unit.above is not None:
        unit = unit.above
    return unit.start


def community_of_path(path: str) -> FoundCommunity:
    """Return the place of a path (四川省/攀枝花市), without mentions; for parents that an article does not mention."""
    parent, _, name = path.rpartition("/")
    division = division_at(path)
    level = division.level if division else level_of(name)
    unresolved = "/" not in parent and division_at(parent) is None
    place = _Place(path, name, level, "gazetteer" if division else "stated", None if unresolved else parent, division)
    return _community(place, ())


@lru_cache(maxsize=8192)
def _divisions_on(path: str) -> tuple[Division, ...]:
    """Return the divisions on the way to a place, the largest first."""
    names = path.split("/")
    divisions = (division_at("/".join(names[:depth])) for depth in range(1, len(names) + 1))
    return tuple(division for division in divisions if division is not None)


def _community(place: _Place, mentions: tuple[FoundMention, ...]) -> FoundCommunity:
    codes = _divisions_on(place.path)
    above = {division.level: division.name for division in codes}
    if place.level == "county":
        above["county"] = place.name
    county_code = next((division.county_code for division in codes if division.county_code), None)
    code = place.division.code if place.division else None
    return FoundCommunity(
        path=place.path,
        name=place.name,
        level=place.level,
        resolution=place.resolution,
        mentions=mentions,
        parent_path=place.parent_path,
        province=above.get("province"),
        city=above.get("city"),
        county=above.get("county"),
        division_code=code,
        county_code=county_code,
        division_year=DIVISION_YEAR if code or county_code else None,
    )


class _Places:
    """Where printed units lie: by the text, else its context, else the newspaper's home, else the gazetteer."""

    def __init__(self, newspaper: Newspaper, titles: Sequence[PrintedUnit], units: Sequence[PrintedUnit]) -> None:
        self._newspaper = newspaper.newspaper
        self._home = newspaper.home if newspaper.scope == "local" else None
        self._candidates: dict[PrintedUnit, tuple[Division, ...]] = {}
        self._places: dict[PrintedUnit, _Place] = {}
        self._stated: dict[tuple[str, int], list[tuple[int, PrintedUnit]]] = {}
        """Name and rank → the offsets where it stands behind a larger unit, in order; -1 in a title."""
        self._context: set[str] = set()
        self._counties: dict[str, str] = {}
        """Code → path of the counties that the article speaks of."""
        for unit in titles:
            self._take_in(unit, -1)
        for unit in sorted(units, key=attrgetter("start")):
            self._take_in(unit, unit.start)

    def _take_in(self, unit: PrintedUnit, offset: int) -> None:
        if unit.above is not None:
            self._stated.setdefault((unit.name, unit.rank), []).append((offset, unit))
        candidates = self._candidates_of(unit)
        if len(candidates) == 1 and (unit.rank <= COUNTY_RANK or unit.above is not None) and not unit.needs_place:
            self._context.update(_codes_around(candidates[0].code))
            counties = (on for on in _divisions_on(candidates[0].path) if on.level == "county")
            self._counties.update((county.code, county.path) for county in counties)

    def _candidates_of(self, unit: PrintedUnit) -> tuple[Division, ...]:
        """Return the divisions that a unit can be, by its name and the larger units before it."""
        if unit not in self._candidates:
            divisions = unit.divisions
            if unit.above is not None:
                divisions = lie_below(divisions, self._candidates_of(unit.above))
            self._candidates[unit] = divisions
        return self._candidates[unit]

    def place(self, unit: PrintedUnit) -> _Place:
        """Return where a unit lies and what decided it."""
        if unit not in self._places:
            self._places[unit] = self._stated_place(unit) if unit.above is not None else self._place_alone(unit)
        return self._places[unit]

    def _stated_place(self, unit: PrintedUnit) -> _Place:
        candidates = self._in_context(self._candidates_of(unit))
        if len(candidates) == 1:
            return _place_of(candidates[0], "stated")
        assert unit.above is not None
        parent = self.place(unit.above).path
        path = f"{parent}/{unit.name}"
        return _Place(path, unit.name, unit.level, "stated", parent, division_at(path))

    def _place_alone(self, unit: PrintedUnit) -> _Place:
        if (unit.name, unit.rank) in self._stated:
            return self.place(self._nearest_stated(unit))
        at_home = self._at_home(unit.divisions)
        in_context = self._in_context(unit.divisions)
        if unit.rank > COUNTY_RANK and len(in_context) == 1 and in_context[0].code[:6] in self._context:
            return _place_of(in_context[0], "context")
        if len(at_home) == 1:
            return _place_of(at_home[0], "home")
        small = unit.level in ("village", "community")
        elsewhere = small and len(in_context) == 1 and self._in_another_county(in_context[0])
        likely = len(in_context) == 1 and (len(unit.divisions) > 1 or in_context[0].code[:-2] in self._context)
        if likely and not elsewhere:
            return _place_of(in_context[0], "context")
        if len(unit.divisions) == 1 and (self._home is None or unit.rank <= COUNTY_RANK):
            return _place_of(unit.divisions[0], "gazetteer")
        if unit.rank < COUNTY_RANK and unit.divisions:
            return _place_of(min(unit.divisions, key=lambda division: division.code), "gazetteer")
        if unit.rule == FUNCTIONAL_DISTRICT and self._home is not None:
            return _Place(f"{self._home}/{unit.name}", unit.name, unit.level, "home", self._home, None)
        if unit.rank > COUNTY_RANK and len(self._counties) == 1 and (elsewhere or not unit.needs_place):
            (county,) = self._counties.values()
            return _Place(f"{county}/{unit.name}", unit.name, unit.level, "context", county, None)
        return _Place(f"{self._newspaper}/{unit.name}", unit.name, unit.level, "unresolved", None, None)

    def _in_another_county(self, division: Division) -> bool:
        """Say whether the article speaks of counties of a division's city, but not of the one that it lies in."""
        beside = [code for code in self._counties if code[:4] == division.code[:4]]
        return bool(beside) and division.code[:6] not in beside

    def _nearest_stated(self, unit: PrintedUnit) -> PrintedUnit:
        stated = self._stated[unit.name, unit.rank]
        index = bisect_left(stated, unit.start, key=itemgetter(0)) - 1
        return stated[max(0, index)][1]

    def _at_home(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        if self._home is None:
            return ()
        return tuple(d for d in divisions if d.path == self._home or d.path.startswith(f"{self._home}/"))

    def _in_context(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Return those divisions that the article's other units make likely, all where they decide nothing."""
        for length in (9, 6, 4, 2):
            hits = tuple(d for d in divisions if len(d.code) >= length and d.code[:length] in self._context)
            if hits and (length > 2 or len(hits[0].code) <= 6):
                return hits
        return divisions


@lru_cache(maxsize=8192)
def _codes_around(code: str) -> tuple[str, ...]:
    """Return the codes of the units in which a unit lies, as far as it has them, and its own down to a town's."""
    return tuple(code[:length] for length in (2, 4, 6, 9) if len(code) >= length)


def _place_of(division: Division, resolution: Resolution) -> _Place:
    parent = division.path.rpartition("/")[0]
    listed = division if division.code else None
    return _Place(division.path, division.name, division.level, resolution, parent or None, listed)
