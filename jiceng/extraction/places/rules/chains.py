"""Units that are printed directly after a larger one in which they lie."""

from jiceng.extraction.places.gazetteer import divisions_within
from jiceng.extraction.places.printed_units import PrintedUnit, ProposedUnit, Suffix, divisions_at_rank
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import (
    HAN,
    RANKS,
    SHORT_STREET,
    UPPER_SUFFIXES,
    nationalities,
    suffix_levels,
)
from jiceng.extraction.places.upper_units import upper_unit_at
from jiceng.extraction.places.weights import WEIGHTS
from jiceng.rule import rule

_OFFICE = "办事处"
"""The office of a street or town, between it and what lies in it."""


@rule("community_stated_chain", "communities", "a unit printed directly after a larger one (西区陶家渡街道)")
def stated_chain(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose the unit between a larger unit and a suffix."""
    if suffix.text == SHORT_STREET:
        return None
    if suffix.text not in UPPER_SUFFIXES:
        return _unit_below_county(scan, suffix)
    upper = upper_unit_at(scan, suffix)
    if upper is None:
        return None
    proposed, lies_in_larger = upper
    return proposed if lies_in_larger else None


def _unit_below_county(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Return a town, community or village after a larger unit: one that the gazetteer has there, else a new name."""
    end = suffix.end
    level = suffix_levels()[suffix.text]
    rank = RANKS[level]
    larger = [unit for unit in scan.units_near(suffix) if unit.rank < rank]
    starts = [(unit, _after_office(scan.text, unit)) for unit in larger]
    named = [(unit, scan.text[start:end]) for unit, start in starts if HAN.fullmatch(scan.text, start, end)]
    for above, name in named:
        divisions = divisions_at_rank(name, rank, scan.year)
        if divisions_within(divisions, above.divisions):
            return ProposedUnit(end - len(name), end, name, level, divisions, above)
    for above, name in named:
        divisions = divisions_at_rank(name, rank, scan.year)
        if above.clipped or (above.level == "province" and not divisions):
            continue
        if may_be_new_name(scan, end - len(name), suffix):
            return ProposedUnit(end - len(name), end, name, level, divisions, above)
    return None


def _after_office(text: str, unit: PrintedUnit) -> int:
    """Return where what follows a unit begins, after its office (街道办事处花山社区)."""
    return unit.end + len(_OFFICE) if text.startswith(_OFFICE, unit.end) else unit.end


def may_be_new_name(scan: ScannedText, start: int, suffix: Suffix) -> bool:
    """Return whether a name that the gazetteer does not have there may be between a larger unit and a suffix."""
    return (
        suffix.start - start >= WEIGHTS.shortest_stem
        and scan.text[start : suffix.start] not in nationalities()
        and not scan.evidence.ends_like_common_word(start, suffix.end)
        and scan.evidence.could_be_name(start, suffix.start, suffix.end)
    )
