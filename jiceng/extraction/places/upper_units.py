"""Provinces, cities and counties that are printed with their suffix, by the gazetteer's names."""

from collections import defaultdict
from functools import cache

from jiceng.extraction import lexicon
from jiceng.extraction.places.division import Division
from jiceng.extraction.places.gazetteer import (
    is_town_or_larger,
    names_of_upper_units,
    upper_units_named,
    upper_units_within,
)
from jiceng.extraction.places.history import LATEST
from jiceng.extraction.places.printed_units import PrintedUnit, ProposedUnit, Suffix
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import RANKS
from jiceng.extraction.places.weights import WEIGHTS


def upper_unit_at(scan: ScannedText, suffix: Suffix) -> tuple[ProposedUnit, bool] | None:
    """Return the county or larger unit whose name ends with a suffix, and whether it lies in the unit before it.

    Kept for the other rules that ask of the same suffix.
    """
    if suffix.end not in scan.upper_units:
        scan.upper_units[suffix.end] = _find_upper_unit(scan, suffix)
    return scan.upper_units[suffix.end]


def _find_upper_unit(scan: ScannedText, suffix: Suffix) -> tuple[ProposedUnit, bool] | None:
    names, end = names_of_upper_units(), suffix.end
    for length in _lengths_of_names().get(scan.text[end - 2 : end], ()):
        start = end - length
        name = scan.text[start:end]
        if start < suffix.floor or name not in names:
            continue
        divisions = upper_units_named(name, scan.year)
        above, within = _placed_below(scan, start, name, divisions)
        if above is None and start > suffix.floor and not scan.evidence.can_begin(start):
            continue
        if above is None and scan.text.startswith(scan.organizations, end):
            return None
        doubtful = length < WEIGHTS.shortest_plain_name or name in lexicon.words("place_lookalikes")
        if doubtful and not within and not (_in_use(divisions, scan.year) and scan.evidence.is_word(start, end)):
            return None
        full_name = name if is_town_or_larger(name) else divisions[0].name
        level = within[0].level if within else divisions[0].level
        needs_place = doubtful and not within and not _is_sure_county(scan, start, end, name)
        return ProposedUnit(start, end, full_name, level, within or divisions, above, needs_place), bool(within)
    return None


def _placed_below(
    scan: ScannedText, start: int, name: str, divisions: tuple[Division, ...]
) -> tuple[PrintedUnit | None, tuple[Division, ...]]:
    """Return the larger unit that ends at an offset and the divisions of a name that lie in it."""
    above = scan.larger_unit_before(start, RANKS[divisions[0].level])
    within = upper_units_within(name, above.divisions, scan.year) if above else ()
    return (None if above is not None and above.clipped and not within else above), within


def _is_sure_county(scan: ScannedText, start: int, end: int, name: str) -> bool:
    """Return whether a short name is a county's: no other words of two characters end with 县 (献县)."""
    return (
        name.endswith("县")
        and name not in lexicon.words("place_lookalikes")
        and scan.evidence.is_place_word(start, end)
    )


def _in_use(divisions: tuple[Division, ...], year: int | None) -> bool:
    """Return whether one of some divisions was in use in a newspaper's year."""
    return any(division.is_in_use(year or LATEST) for division in divisions)


@cache
def _lengths_of_names() -> dict[str, tuple[int, ...]]:
    """Return the last two characters of names of counties and larger units → how long such names are, descending."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names_of_upper_units():
        lengths[name[-2:]].add(len(name))
    return {end: tuple(sorted(of_names, reverse=True)) for end, of_names in lengths.items()}
