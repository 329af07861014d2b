"""Provinces and cities printed without their suffix: what lies in them is printed after them (四川|米易县)."""

from functools import cache

from jiceng.extraction import lexicon
from jiceng.extraction.places.clipped_counties import clipped_county_after
from jiceng.extraction.places.division import ALWAYS, Division
from jiceng.extraction.places.gazetteer import (
    divisions_within,
    larger_units_named,
    names_of_clipped_counties,
    names_of_larger_units,
    names_of_upper_units,
)
from jiceng.extraction.places.printed_units import PrintedUnit
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import RANKS, SUFFIX


def find_larger_units(scan: ScannedText) -> None:
    """Add the provinces and cities that are printed without their suffix, each with a clipped county after it."""
    names = _larger_units_without_suffix()
    texts, starts = scan.words.texts, scan.words.starts
    for start in _larger_unit_finder().may_start_at(scan.text):
        index = scan.words.index_at(start)
        if starts[index] != start or texts[index] not in names:
            continue
        text = texts[index]
        divisions, end = larger_units_named(text, scan.year), start + len(text)
        if not _is_called_so(divisions, scan.words[index].tag):
            continue
        above = scan.larger_unit_before(start, RANKS[divisions[0].level])
        if above is not None and not divisions_within(divisions, above.divisions):
            above = None
        larger = PrintedUnit(start, end, text, divisions[0].level, None, divisions, above, clipped=True)
        scan.accept_larger(larger)
        if (county := clipped_county_after(scan, larger)) is not None:
            scan.accept_larger(county)


def _is_called_so(divisions: tuple[Division, ...], tag: str) -> bool:
    """Return whether a word may be the short name of some provinces or cities: of a former one if it is a place's.

    None that is not in use is called by its short name (惠民 was a prefecture).
    """
    return any(division.last_year == ALWAYS[1] or tag == "ns" for division in divisions)


@cache
def _larger_unit_finder() -> lexicon.WordFinder:
    return lexicon.WordFinder(_larger_units_without_suffix())


@cache
def _larger_units_without_suffix() -> frozenset[str]:
    """Return what provinces and cities are called for short, without the names that have a suffix."""
    return names_of_larger_units() - names_of_upper_units()


def may_name_a_unit(line: str) -> bool:
    """Return whether a text has a unit's suffix or a name without suffix in it, even inside another word."""
    return SUFFIX.search(line) is not None or next(_short_name_finder().finditer(line), None) is not None


@cache
def _short_name_finder() -> lexicon.WordFinder:
    return lexicon.WordFinder(names_of_larger_units() | names_of_clipped_counties())
