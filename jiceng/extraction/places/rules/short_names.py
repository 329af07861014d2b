"""Units with or beside a short name: streets called 街, towns and villages after a county without its suffix."""

from dataclasses import replace

from jiceng.extraction.places.clipped_counties import clipped_county_before
from jiceng.extraction.places.gazetteer import divisions_within
from jiceng.extraction.places.printed_units import PrintedUnit, ProposedUnit, Suffix, divisions_at_rank
from jiceng.extraction.places.rules.chains import may_be_new_name
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import HAN, RANKS, SHORT_STREET, TOWN_RANK, UPPER_SUFFIXES, suffix_levels
from jiceng.rule import rule

_LONGEST_STREET = 4
"""Characters of a street's name before 街."""
_LONGEST_STEM = 6
"""Characters of a name without its suffix after a county without one."""


@rule(
    "community_street_for_short", "communities", "a street called 街 after the district that it lies in (武昌区紫阳街)"
)
def street_for_short(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose the street of the gazetteer that lies in the district printed directly before its short name."""
    if suffix.text != SHORT_STREET:
        return None
    for start in range(suffix.start - 1, max(suffix.floor, suffix.start - _LONGEST_STREET) - 1, -1):
        above = scan.larger_unit_before(start, TOWN_RANK)
        if above is not None:
            name = f"{scan.text[start : suffix.end]}道"
            streets = divisions_within(divisions_at_rank(name, TOWN_RANK, scan.year), above.divisions)
            return ProposedUnit(start, suffix.end, name, "street", streets, above) if streets else None
    return None


@rule("community_after_clipped_county", "communities", "a town or village after its county without suffix (米易攀莲镇)")
def after_clipped_county(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose what the gazetteer has in the county before it; in a county of the newspaper's home also a new town."""
    if suffix.text in UPPER_SUFFIXES or suffix.text == SHORT_STREET:
        return None
    starts = scan.words.starts
    floor = max(suffix.floor, suffix.start - _LONGEST_STEM)
    index = scan.words.index_at(suffix.start - 1)
    while index > 0 and starts[index] > floor:
        start = starts[index]
        if start in scan.by_end and not scan.by_end[start].clipped:
            return None
        county = clipped_county_before(scan, start)
        if county is not None and (proposed := _below(scan, county, suffix)) is not None:
            return proposed
        index -= 1
    return None


def _below(scan: ScannedText, county: PrintedUnit, suffix: Suffix) -> ProposedUnit | None:
    """Return the unit between a county without suffix and a suffix."""
    start, end, level = county.end, suffix.end, suffix_levels()[suffix.text]
    rank = RANKS[level]
    name = scan.text[start:end]
    if not HAN.fullmatch(name) or divisions_at_rank(scan.text[county.start : end], rank, scan.year):
        return None
    divisions = divisions_at_rank(name, rank, scan.year)
    sure = [each for each in county.divisions if divisions_within(divisions, (each,))]
    if not sure and rank == TOWN_RANK and scan.home is not None and may_be_new_name(scan, start, suffix):
        sure = [each for each in county.divisions if each.path.startswith(f"{scan.home}/")]
    if len(sure) != 1:
        return None
    above = scan.by_end.get(start) or replace(county, name=sure[0].name, divisions=tuple(sure))
    return ProposedUnit(start, end, name, level, divisions, above)
