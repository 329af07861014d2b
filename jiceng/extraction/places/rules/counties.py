"""Counties, districts and county-level cities: by their full name, by their short one, and functional districts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from jiceng.extraction import lexicon
from jiceng.extraction.places.clipped_counties import clipped_county_before
from jiceng.extraction.places.division import Division, county_forms
from jiceng.extraction.places.printed_units import PrintedUnit, ProposedUnit, Suffix
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import (
    CITY_RANK,
    COUNTY_RANK,
    ONE_HAN,
    UPPER_SUFFIXES,
    functional_ends,
    functional_words,
)
from jiceng.extraction.places.upper_units import upper_unit_at
from jiceng.extraction.places.weights import WEIGHTS
from jiceng.rule import rule

_BEFORE_COMMON_NOUNS = frozenset("各个家级类座大")
"""Characters after which 高新区 is no name (各高新区, 省级高新区)."""
_SMALLER_UNIT = re.compile("[\u4e00-\u9fff]{1,5}(?:街道|镇|乡|社区|村)")
"""What follows a functional district that a smaller unit lies in."""
_CLOSING_MARKS = "”’』」"
_AFTER_CLIPPED_TAGS = frozenset("vpcudrfwtm")
"""First letters of the parts of speech that may follow a clipped name; before a noun it belongs to an organization."""


@rule("community_county_name", "communities", "a county's, district's or county-level city's name of the gazetteer")
def county_name(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose the county, or larger unit, whose name ends with a suffix and is not stated to lie in another."""
    if suffix.text not in UPPER_SUFFIXES:
        return None
    upper = upper_unit_at(scan, suffix)
    if upper is None:
        return None
    proposed, lies_in_larger = upper
    return None if lies_in_larger else proposed


@rule("community_functional_district", "communities", "a functional district with its city's or its own name")
def functional_district(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose a functional district by a name of its own (西咸新区), after its city's, else alone in a local paper."""
    end = suffix.end
    if suffix.text not in UPPER_SUFFIXES or scan.text[end - 2 : end] not in functional_ends():
        return None
    for row in lexicon.table("functional_districts"):
        start = end - len(row["name"])
        if start >= suffix.floor and scan.text.startswith(row["name"], start):
            divisions = (Division(row["name"], "", "county", f"{row['parent']}/{row['name']}"),)
            above = scan.larger_unit_before(start, COUNTY_RANK)
            return ProposedUnit(start, end, row["name"], "county", divisions, above)
    for word in functional_words():
        start = end - len(word)
        if start >= suffix.floor and scan.text.startswith(word, start):
            return _district_called(scan, word, start, suffix)
    return None


def _district_called(scan: ScannedText, word: str, start: int, suffix: Suffix) -> ProposedUnit | None:
    """Return the functional district of a word (高新区): of the place before it, else named by a word before it."""
    end = suffix.end
    place = scan.by_end.get(start)
    if place is not None and CITY_RANK <= place.rank <= COUNTY_RANK and place.rule != functional_district.name:
        return ProposedUnit(place.start if place.clipped else start, end, word, "county", (), place)
    if upper_unit_at(scan, suffix) is not None:
        return None
    county = clipped_county_before(scan, start)
    if county is not None and scan.home is not None:
        at_home = [each for each in county.divisions if f"{each.path}/".startswith(f"{scan.home}/")]
        if len(at_home) == 1:
            county = replace(county, name=at_home[0].name, divisions=tuple(at_home))
            return ProposedUnit(county.start, end, word, "county", (), county)
    if _SMALLER_UNIT.match(scan.text, end) and (named := scan.evidence.proper_name_before(start)) is not None:
        name = scan.text[named:end]
        return ProposedUnit(named, end, name, "county", (), scan.larger_unit_before(named, COUNTY_RANK))
    if scan.local and _may_be_bare_district(scan, start, end):
        return ProposedUnit(start, end, word, "county", ())
    return None


def _may_be_bare_district(scan: ScannedText, start: int, end: int) -> bool:
    """Return whether a word for functional districts may be the name of the newspaper's own."""
    if end - start > WEIGHTS.longest_bare_district or not scan.evidence.is_word(start, end):
        return False
    if scan.text[start:end] in lexicon.short_list("common_functional_words"):
        return False
    return scan.text[start - 1 : start] not in _BEFORE_COMMON_NOUNS


@rule("community_clipped_name", "communities", "a county without its suffix, after its province or named in full")
def clipped_name(scan: ScannedText, after_larger: Mapping[int, PrintedUnit]) -> Iterator[ProposedUnit]:
    """Propose counties without their suffix: those directly after a larger unit and those named in full elsewhere.

    `after_larger` are the former, by their start. Asked when all units printed in full are known.
    """
    named = _clipped_forms_of(scan.units)
    for index in _words_of(scan, named, after_larger) if named or after_larger else ():
        word = scan.words[index]
        county = after_larger.get(word.start)
        if county is not None:
            name, divisions, above = county.name, county.divisions, county.above
        elif len(named[word.text]) == 1:
            (division,) = named[word.text]
            name, divisions, above = division.name, (division,), None
        else:
            continue
        yield ProposedUnit(
            word.start,
            word.end,
            name,
            "county",
            divisions,
            above,
            clipped=True,
            needs_chain=not _ends_name(scan, index),
        )


def _clipped_forms_of(units: Iterable[PrintedUnit]) -> dict[str, set[Division]]:
    """Return short name → the counties of some units that are called so."""
    named: dict[str, set[Division]] = {}
    for unit in units:
        if unit.rank == COUNTY_RANK and not unit.needs_place:
            for division in unit.divisions:
                for form in county_forms(division.name):
                    named.setdefault(form, set()).add(division)
    return named


def _words_of(scan: ScannedText, texts: Iterable[str], starts: Iterable[int]) -> list[int]:
    """Return the indexes of the words that are one of some texts or start at one of some offsets, in order."""
    found = {scan.evidence.word_at(start) for start in starts}
    for text in texts:
        start = scan.text.find(text)
        while start >= 0:
            index = scan.evidence.word_at(start)
            if index >= 0 and scan.words.texts[index] == text:
                found.add(index)
            start = scan.text.find(text, start + 1)
    return sorted(found)


def _ends_name(scan: ScannedText, index: int) -> bool:
    """Return whether a clipped name is a name by itself: not in an organization's, nor at the end of one in marks."""
    follows = scan.words[index + 1] if index + 1 < len(scan.words.starts) else None
    if follows is not None and follows.text[0] in _CLOSING_MARKS:
        return False
    return follows is None or follows.tag[:1] in _AFTER_CLIPPED_TAGS or not ONE_HAN.match(follows.text)
