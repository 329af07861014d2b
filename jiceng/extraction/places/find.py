"""Names of counties, streets, towns, townships, communities and villages, and the path of each.

Rules propose units at the suffixes of their names, in two passes; the first proposal counts. A unit printed directly
after a larger one lies in it (仁和区仁和镇仁和街社区); a name printed alone is placed by the article's other units, the
newspaper's home or the gazetteer, and stays unresolved where they leave it open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jiceng.extraction.findings import FoundCommunity, FoundMention
from jiceng.extraction.places.clipped_counties import clipped_county_after
from jiceng.extraction.places.gazetteer import division_at
from jiceng.extraction.places.history import LIST_YEAR, other_names, year_of
from jiceng.extraction.places.larger_units import find_larger_units, may_name_a_unit
from jiceng.extraction.places.localities import Localities, Locality, divisions_on_path, home_as_of
from jiceng.extraction.places.printed_units import (
    PrintedUnit,
    ProposedUnit,
    Suffix,
    TakenRanges,
    accepted,
    divisions_at_rank,
)
from jiceng.extraction.places.rules.chains import stated_chain
from jiceng.extraction.places.rules.counties import clipped_name, county_name, functional_district
from jiceng.extraction.places.rules.short_names import after_clipped_county, street_for_short
from jiceng.extraction.places.rules.towns import known_in_article, listed_name, name_before_office
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import (
    COUNTY_RANK,
    RANKS,
    UPPER_SUFFIXES,
    level_of,
    organizations_named_after_counties,
    suffix_levels,
)
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Words
from jiceng.rule import Rule
from schemas.community import Resolution

FIRST_PASS: tuple[Rule[[ScannedText, Suffix], ProposedUnit | None], ...] = (
    functional_district,
    street_for_short,
    after_clipped_county,
    stated_chain,
    county_name,
)
"""Asked at every suffix, from left to right: a unit can be the larger one of the next."""
SECOND_PASS: tuple[Rule[[ScannedText, Suffix], ProposedUnit | None], ...] = (
    known_in_article,
    listed_name,
    name_before_office,
)
"""Asked where the first pass found nothing."""
RULES: tuple[Rule[Any, Any], ...] = (*FIRST_PASS, *SECOND_PASS, clipped_name)
"""Every rule that makes a mention of a community; `clipped_name` is asked last."""


_DIGITS_OF_COUNTY = 6
"""Codes of towns and villages have more."""


def find_communities(article: ArticleText) -> list[FoundCommunity]:
    """Return the places of county rank and below that the article's text names, in the order of their first mention.

    Mentions are ranges of the article's text and do not overlap. Provinces and cities are parents only:
    `community_of_path` makes rows of them.
    """
    reading = article.once(_read_places)
    mentions: dict[Locality, list[FoundMention]] = {}
    for unit in reading.units:
        if unit.rank >= COUNTY_RANK and unit.rule is not None:
            mention = FoundMention(unit.start, unit.end, unit.rule)
            mentions.setdefault(reading.localities.locality(unit), []).append(mention)
    return [_community(locality, tuple(found), article.year) for locality, found in mentions.items()]


@dataclass(frozen=True, slots=True)
class _PlaceReading:
    """The units printed in an article's text and where they lie."""

    units: tuple[PrintedUnit, ...]
    """In order, provinces and cities among them."""
    ranges: tuple[tuple[int, int], ...]
    """Their ranges in the text."""
    ends: dict[int, PrintedUnit]
    """Offset → the longest unit that ends there."""
    localities: Localities


def _read_places(article: ArticleText) -> _PlaceReading:
    home = home_as_of(article.newspaper, article.year)
    titles = [
        unit for title in article.article.titles for unit in units_of_line(title.text.text, set(), home, article.year)
    ]
    scan = ScannedText(
        article.text,
        article.paragraphs,
        article.words,
        local=article.newspaper.scope == "local",
        home=home,
        year=article.year,
        organizations=organizations_named_after_counties(),
    )
    _find_units(scan, {unit.name for unit in titles if unit.above})
    taken = TakenRanges(scan.units)
    larger_units = [unit for unit in scan.larger_units if taken.is_free(unit.start, unit.end)]
    localities = Localities(article.newspaper, article.year, titles, [*larger_units, *scan.units])
    units = [unit for unit in scan.units if _is_placed(unit, localities)]
    units = sorted([*larger_units, *units], key=lambda unit: (unit.start, -unit.end))
    ranges = tuple((unit.start, unit.end) for unit in units)
    return _PlaceReading(tuple(units), ranges, {unit.end: unit for unit in reversed(units)}, localities)


def _is_placed(unit: PrintedUnit, localities: Localities) -> bool:
    """Return whether context or home have a place for a unit that needs one."""
    return not unit.needs_place or localities.locality(unit).resolution in ("context", "home")


def units_of_line(line: str, known: set[str], home: str | None, year: int | None) -> list[PrintedUnit]:
    """Return the units of a short text that is not the article's: a headline, an organization's name.

    `known` are the names that the article places elsewhere, `home` and `year` the newspaper's; offsets are the line's.
    """
    if not may_name_a_unit(line):
        return []
    whole = ((0, len(line)),)
    scan = ScannedText(line, whole, Words(line, whole), local=False, home=home, year=year, organizations=())
    _find_units(scan, known)
    return [*scan.larger_units, *scan.units]


def _find_units(scan: ScannedText, known: set[str]) -> None:
    """Find the units of a text; `known` are the names that its headline places."""
    find_larger_units(scan)
    unexplained: list[Suffix] = []
    for suffix in scan.suffixes():
        unit = _longer_name_of_last(scan, suffix) or _first_of(FIRST_PASS, scan, suffix)
        if unit is not None:
            _accept(scan, unit)
        else:
            unexplained.append(suffix)
    scan.know(known | {unit.name for unit in scan.units if unit.rank >= COUNTY_RANK})
    _find_units_alone(scan, unexplained)
    _find_clipped_counties(scan)


def _accept(scan: ScannedText, unit: PrintedUnit) -> None:
    """Accept a unit of the first pass with the county without suffix that is printed before or after it."""
    if unit.above is not None and unit.above.end not in scan.by_end:
        scan.accept_larger(unit.above)
    scan.accept(unit)
    if unit.rank < COUNTY_RANK and (county := clipped_county_after(scan, unit)) is not None:
        scan.accept_larger(county)


def _first_of(
    rules: Iterable[Rule[[ScannedText, Suffix], ProposedUnit | None]], scan: ScannedText, suffix: Suffix
) -> PrintedUnit | None:
    """Return the first proposal for a suffix, None where no rule has one."""
    for rule in rules:
        if (proposed := rule.function(scan, suffix)) is not None:
            return accepted(proposed, rule.name)
    return None


def _longer_name_of_last(scan: ScannedText, suffix: Suffix) -> PrintedUnit | None:
    """Return the unit of which the last one is only the start (杨村|镇), under the rule that found the last one."""
    last = scan.units[-1] if scan.units else None
    if last is None or last.end != suffix.start or suffix.text in UPPER_SUFFIXES:
        return None
    name = scan.text[last.start : suffix.end]
    level = suffix_levels()[suffix.text]
    divisions = divisions_at_rank(name, RANKS[level], scan.year)
    if divisions and (last.above is None or last.above.rank < RANKS[level]):
        return PrintedUnit(last.start, suffix.end, name, level, last.rule, divisions, last.above, last.needs_place)
    return None


def _find_units_alone(scan: ScannedText, suffixes: Iterable[Suffix]) -> None:
    """Add the units of the second pass that overlap none of the first.

    Of two that overlap, the one that starts first is kept, the longer where both start together.
    """
    taken = TakenRanges(scan.units)
    found: list[PrintedUnit] = []
    for suffix in suffixes:
        unit = _first_of(SECOND_PASS, scan, suffix)
        if unit is None or not taken.is_free(unit.start, unit.end):
            continue
        _place_below_larger(scan, unit)
        scan.by_end[unit.end] = unit
        overlapped = len(found)
        while overlapped and found[overlapped - 1].end > unit.start:
            overlapped -= 1
        if overlapped == len(found) or found[overlapped].start >= unit.start:
            found[overlapped:] = [unit]
    scan.units = sorted([*scan.units, *found], key=lambda unit: unit.start)


def _place_below_larger(scan: ScannedText, unit: PrintedUnit) -> None:
    """Place a unit in the larger one printed before it, also with 的 between them (武侯区的新华社区)."""
    joined = scan.text[unit.start - 1 : unit.start] == "的"
    larger = scan.by_end.get(unit.start - 1 if joined else unit.start)
    if larger is not None and larger.rank < unit.rank and not larger.clipped:
        unit.above = larger
        unit.needs_place = unit.needs_place and joined


def _find_clipped_counties(scan: ScannedText) -> None:
    """Add the counties without their suffix that overlap no other unit and are no part of another name."""
    after_larger = {unit.start: unit for unit in scan.larger_units if unit.rank == COUNTY_RANK}
    proposals = list(clipped_name.function(scan, after_larger))
    if not proposals:
        return
    scan.larger_units = [unit for unit in scan.larger_units if unit.rank < COUNTY_RANK]
    taken = TakenRanges(scan.units)
    chained = {unit.above for unit in scan.units}
    found: list[PrintedUnit] = []
    for proposed in proposals:
        unit = after_larger.get(proposed.start) or accepted(proposed, clipped_name.name)
        if taken.is_free(unit.start, unit.end) and (unit in chained or not proposed.needs_chain):
            unit.rule = clipped_name.name
            found.append(unit)
    scan.units = sorted([*scan.units, *found], key=lambda unit: unit.start)


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
    known = {unit.name for unit in reading.units if unit.rank >= COUNTY_RANK}
    units = units_of_line(name, known, home_as_of(article.newspaper, article.year), article.year)
    first = [unit for unit in units if unit.chain_start == 0]
    if not first:
        return None
    unit = max(first, key=lambda unit: unit.end)
    if not _is_placed(unit, reading.localities):
        return None
    locality = reading.localities.locality(unit)
    return PlaceInName(locality.path, locality.resolution, unit.end, not unit.clipped)


def place_before(article: ArticleText, offset: int) -> tuple[int, str] | None:
    """Return start and path of the place that ends at an offset of the article's text, None where none does.

    It starts where the first of the larger places printed directly before it does.
    """
    reading = article.once(_read_places)
    unit = reading.ends.get(offset)
    return None if unit is None else (unit.chain_start, reading.localities.locality(unit).path)


def place_with_suffix(article: ArticleText, suffix: str, offset: int) -> str | None:
    """Return the path of the place of this suffix that the text names last before an offset, else first after it."""
    reading = article.once(_read_places)
    units = [unit for unit in reading.units if unit.name.endswith(suffix)]
    before = [unit for unit in units if unit.start <= offset]
    chosen = before[-1] if before else units[0] if units else None
    return None if chosen is None else reading.localities.locality(chosen).path


def places_printed(article: ArticleText) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the places that the article's text names, provinces and cities among them, in order."""
    return article.once(_read_places).ranges


def places_in_full(article: ArticleText) -> list[tuple[int, int, int]]:
    """Return start, end and length of the suffix of the places that the article's text names, in order.

    Counties without their suffix, which may be people's names (左权), are left out; the length of the suffix is 0 above
    the rank of towns.
    """
    found = []
    for unit in article.once(_read_places).units:
        if unit.rank > COUNTY_RANK:
            suffix = next((length for length in (3, 2, 1) if unit.name[-length:] in suffix_levels()), 0)
            found.append((unit.start, unit.end, suffix))
        elif unit.rank < COUNTY_RANK or not unit.clipped:
            found.append((unit.start, unit.end, 0))
    return found


def community_of_path(path: str, year: int | None) -> FoundCommunity:
    """Return the place of a path (四川省/攀枝花市), without mentions; for parents that an article does not mention.

    `year` is the newspaper's.
    """
    parent, _, name = path.rpartition("/")
    division = division_at(path, year)
    level = division.level if division else level_of(name)
    unresolved = "/" not in parent and division_at(parent, year) is None
    resolution: Resolution = "gazetteer" if division else "stated"
    return _community(Locality(path, name, level, resolution, None if unresolved else parent, division), (), year)


def _community(locality: Locality, mentions: tuple[FoundMention, ...], year: int | None) -> FoundCommunity:
    divisions = divisions_on_path(locality.path, year)
    above = {division.level: division.name for division in divisions}
    if locality.level == "county":
        above["county"] = locality.name
    county = next((division for division in divisions if division.level == "county" and division.code), None)
    own = locality.division if locality.division is not None and locality.division.listed else None
    town = own is not None and len(own.code) > _DIGITS_OF_COUNTY
    upper = county if own is None else own
    return FoundCommunity(
        path=locality.path,
        name=locality.name,
        level=locality.level,
        resolution=locality.resolution,
        mentions=mentions,
        parent_path=locality.parent_path,
        province=above.get("province"),
        city=above.get("city"),
        county=above.get("county"),
        division_code=own.code if own else None,
        county_code=upper.county_code if upper else None,
        division_year=LIST_YEAR if town else year_of(upper, year) if upper else None,
        aliases=other_names(locality.division) if locality.division else (),
    )
