"""Towns, communities and villages whose names are printed without the larger unit in which they lie."""

from bisect import bisect_left

from jiceng.extraction import lexicon
from jiceng.extraction.places.gazetteer import is_town_or_larger
from jiceng.extraction.places.printed_units import ProposedUnit, Suffix, divisions_at_rank
from jiceng.extraction.places.scanned_text import ScannedText
from jiceng.extraction.places.unit_names import (
    HAN,
    ONE_HAN,
    RANKS,
    SHORT_STREET,
    UPPER_SUFFIXES,
    level_of,
    nationalities,
    suffix_levels,
    words_after_communities,
)
from jiceng.extraction.places.weights import WEIGHTS
from jiceng.rule import rule

_LONGEST_STEM = 6
"""Characters of a name without its suffix."""
_NOT_IN_NEW_NAMES = frozenset({"f", "v", "vn", "ad", "a", "b"})
"""Parts of speech of words that are in no name that the gazetteer does not have."""
_NOT_ALONE = UPPER_SUFFIXES | {SHORT_STREET}
"""Suffixes of names that are proposed by other rules."""
_PEOPLE_OF_PLACES = tuple(lexicon.short_list("people_of_places"))
_OLD_TOWN = "古镇"
"""What an old town is called instead of 镇."""


@rule("community_known_in_article", "communities", "a name that the article places elsewhere, printed alone")
def known_in_article(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose the longest name that ends with a suffix and that the headline or the text places elsewhere."""
    for length in scan.known_lengths:
        start = suffix.end - length
        name = scan.text[start : suffix.end]
        if start >= suffix.floor and name in scan.known_names:
            level = level_of(name)
            return ProposedUnit(start, suffix.end, name, level, divisions_at_rank(name, RANKS[level], scan.year))
    return None


@rule("community_listed_name", "communities", "a town's or village's name of the gazetteer between word boundaries")
def listed_name(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose the longest name of the gazetteer that ends with a suffix and begins where a word does."""
    if suffix.text in _NOT_ALONE:
        return None
    floor, suffix_start, end, _ = suffix
    level = suffix_levels()[suffix.text]
    evidence = scan.evidence
    like_common_word = evidence.ends_like_common_word(max(floor, end - 2), end)
    starts = scan.words.starts
    first = bisect_left(starts, max(floor, suffix_start - _LONGEST_STEM))
    for index in range(first, bisect_left(starts, suffix_start)):
        if _is_inside_name(scan, index):
            continue
        start = starts[index]
        name = scan.text[start:end]
        if name.endswith(_OLD_TOWN):
            name = f"{name[: -len(_OLD_TOWN)]}镇"
        if name in lexicon.words("place_lookalikes") or scan.text[start:suffix_start] in nationalities():
            return None
        if not HAN.fullmatch(name) or (level in ("street", "town", "township") and not is_town_or_larger(name)):
            continue
        divisions = divisions_at_rank(name, RANKS[level], scan.year)
        if divisions:
            if _is_object_of_verb(scan, start, suffix):
                return None
            if like_common_word and not evidence.could_be_name(start, suffix_start, end):
                return None
            short = suffix_start - start < WEIGHTS.shortest_stem
            common = short or evidence.is_common_word(start, suffix_start)
            inside = start > floor and ONE_HAN.match(scan.text, start - 1) is not None
            word = evidence.starts_word(end - 2) and not scan.text.startswith(words_after_communities(), end)
            needs_place = common or (like_common_word and (inside or word)) or len(name) < end - start
            return ProposedUnit(start, end, name, level, divisions, needs_place=needs_place)
    return None


def _is_object_of_verb(scan: ScannedText, start: int, suffix: Suffix) -> bool:
    """Return whether a name is a verb and what it makes (新建|社区花园), as nobody of the place is named after it."""
    if scan.text[start : suffix.start] not in lexicon.short_list("verbs_of_building"):
        return False
    return not scan.text.startswith(_PEOPLE_OF_PLACES, suffix.end)


def _is_inside_name(scan: ScannedText, index: int) -> bool:
    """Return whether the character before a word is one that no name follows: the name has begun further left."""
    start = scan.words.starts[index]
    if start in scan.by_end:
        return False
    text = scan.words.texts[index - 1]
    if len(text) > 1 or scan.words.starts[index - 1] + 1 != start or ONE_HAN.match(text) is None:
        return False
    return text not in lexicon.words("characters_before_place_names")


@rule("community_name_before_office", "communities", "in a local newspaper, a name before an office (…社区党委书记)")
def name_before_office(scan: ScannedText, suffix: Suffix) -> ProposedUnit | None:
    """Propose a name that the gazetteer does not have where an office, an organization or residents follow."""
    if not scan.local or suffix.text in _NOT_ALONE or not scan.text.startswith(words_after_communities(), suffix.end):
        return None
    floor, suffix_start, end, _ = suffix
    evidence = scan.evidence
    start = suffix_start
    for offset in range(suffix_start - 1, max(floor, suffix_start - _LONGEST_STEM) - 1, -1):
        index = evidence.word_at(offset)
        if not ONE_HAN.match(scan.text, offset) or (index >= 0 and scan.words[index].tag in _NOT_IN_NEW_NAMES):
            break
        if index >= 0:
            if not evidence.could_be_name(offset, start, end):
                break
            start = offset
    common = evidence.starts_word(start) and evidence.is_common_word(start, suffix_start)
    if suffix_start - start < WEIGHTS.shortest_stem or common or evidence.ends_like_common_word(start, end):
        return None
    return ProposedUnit(start, end, scan.text[start:end], suffix_levels()[suffix.text], ())
