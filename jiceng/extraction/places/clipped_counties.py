"""Counties that are printed without their suffix directly before or after another name."""

from jiceng.extraction.places.division import Division
from jiceng.extraction.places.gazetteer import (
    clipped_counties_named,
    divisions_within,
    larger_units_named,
    names_of_clipped_counties,
)
from jiceng.extraction.places.printed_units import PrintedUnit
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import COUNTY_RANK


def clipped_county_after(scan: ScannedText, larger: PrintedUnit) -> PrintedUnit | None:
    """Return the county without its suffix that the word after its province or city names (韶关|南雄)."""
    index = scan.evidence.word_at(larger.end)
    if index < 0:
        return None
    word = scan.words.texts[index]
    named = clipped_counties_named(word, scan.year)
    if not named or larger_units_named(word, scan.year):
        return None
    counties = divisions_within(named, larger.divisions)
    if len(counties) != 1:
        return None
    return _clipped(larger.end, word, counties, larger)


def clipped_county_before(scan: ScannedText, end: int) -> PrintedUnit | None:
    """Return the counties whose short name is the word that ends at an offset, as one unit; None where none is."""
    index = scan.words.index_at(end - 1)
    if index < 0 or scan.words.texts[index] not in names_of_clipped_counties():
        return None
    start, word = scan.words.starts[index], scan.words.texts[index]
    if start + len(word) != end:
        return None
    counties = clipped_counties_named(word, scan.year)
    above = scan.larger_unit_before(start, COUNTY_RANK)
    within = divisions_within(counties, above.divisions) if above is not None else ()
    return _clipped(start, word, within or counties, above if within else None)


def _clipped(start: int, word: str, counties: tuple[Division, ...], above: PrintedUnit | None) -> PrintedUnit:
    return PrintedUnit(start, start + len(word), counties[0].name, "county", None, counties, above, clipped=True)
