"""Administrative units where a text prints them, found in one pass over the suffixes of their names."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from jiceng.extraction import lexicon
from jiceng.extraction.places.gazetteer import (
    Division,
    clipped_counties_named,
    clipped_forms,
    counties_and_larger_units,
    divisions_named,
    is_town_or_larger,
    larger_units_named,
    names_of_clipped_counties,
    names_of_larger_units,
)
from jiceng.extraction.places.unit_names import (
    CITY_RANK,
    COUNTY_RANK,
    HAN,
    RANKS,
    SUFFIX,
    UPPER_SUFFIXES,
    NameEvidence,
    functional_ends,
    functional_words,
    level_of,
    makes_word_with,
    nationalities,
    office_words,
    suffix_levels,
)
from jiceng.extraction.text.words import Words
from schemas.community import Level

STATED_CHAIN: Final = "community_stated_chain"
KNOWN_IN_ARTICLE: Final = "community_known_in_article"
COUNTY_NAME: Final = "community_county_name"
LISTED_NAME: Final = "community_listed_name"
NAME_BEFORE_OFFICE: Final = "community_name_before_office"
FUNCTIONAL_DISTRICT: Final = "community_functional_district"
CLIPPED_NAME: Final = "community_clipped_name"

_LONGEST_STEM = 10
"""Characters of a name without its suffix behind a larger unit."""
_LONGEST_BARE_STEM = 6
"""Characters of a name without its suffix that stands alone."""
_BEFORE_COMMON_NOUNS = frozenset("各个家级类座大")
"""Characters behind which 高新区 is no name (各高新区, 省级高新区)."""
_NOT_IN_NEW_NAMES = frozenset({"f", "v", "vn", "ad", "a", "b"})
"""Parts of speech of words that a name which no list has does not begin with."""
_CLOSING_MARKS = "”’』」"
_AFTER_CLIPPED_TAGS = frozenset("vpcudrfwtm")
"""First letters of the parts of speech that may follow a clipped name; behind a noun it belongs to an institution."""


@dataclass(slots=True, eq=False)
class PrintedUnit:
    """A unit where it is printed."""

    start: int
    end: int
    name: str
    level: Level
    rule: str
    divisions: tuple[Division, ...]
    """What the gazetteer has of this name at this rank."""
    above: "PrintedUnit | None" = None
    """The larger unit printed directly before it."""
    needs_place: bool = False
    """Whether it is a name only if context or home have a place for it (幸福村)."""
    clipped: bool = False

    @property
    def rank(self) -> int:
        """0 for a province to 4 for a village."""
        return RANKS[self.level]


@lru_cache(maxsize=8192)
def _divisions_at_rank(name: str, rank: int) -> tuple[Division, ...]:
    return tuple(division for division in divisions_named(name) if RANKS[division.level] == rank)


def lie_below(divisions: Iterable[Division], above: Iterable[Division]) -> tuple[Division, ...]:
    """Return those of some divisions that lie in one of others."""
    larger = tuple(f"{division.path}/" for division in above)
    return tuple(division for division in divisions if division.path.startswith(larger))


@cache
def _short_names() -> lexicon.WordFinder:
    return lexicon.WordFinder(_names_without_suffix())


def _may_name_a_unit(line: str) -> bool:
    """Say whether a suffix or a name without suffix is in a text, be it in another word."""
    return SUFFIX.search(line) is not None or next(_short_names().finditer(line), None) is not None


def units_of_line(line: str, known: set[str]) -> list[PrintedUnit]:
    """Return the units of a short text that is not the article's: a headline, an organization's name."""
    if not _may_name_a_unit(line):
        return []
    whole = ((0, len(line)),)
    scan = UnitScan(line, whole, Words(line, whole), local=False, shunned=())
    scan.find(known)
    return [*scan.larger_units, *scan.units]


@cache
def _names_without_suffix() -> frozenset[str]:
    """Return what provinces, cities and counties are called for short, and the full names of the first two."""
    return frozenset(names_of_larger_units()) | frozenset(names_of_clipped_counties())


@cache
def _larger_finder() -> lexicon.WordFinder:
    return lexicon.WordFinder(_larger_units_without_suffix())


@cache
def _larger_units_without_suffix() -> dict[str, tuple[Division, ...]]:
    """Return what provinces and cities are called that is no name with a suffix → which they are."""
    with_suffix = counties_and_larger_units()
    return {name: found for name, found in names_of_larger_units().items() if found and name not in with_suffix}


@cache
def _lengths_of_upper_units() -> dict[str, tuple[int, ...]]:
    """Return the last two characters of names of counties and larger units → how long such names are, descending."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in counties_and_larger_units():
        lengths[name[-2:]].add(len(name))
    return {end: tuple(sorted(of_names, reverse=True)) for end, of_names in lengths.items()}


class UnitScan:
    """The units printed in a text, found in one pass from left to right and one over what it left open."""

    def __init__(
        self,
        text: str,
        ranges: Sequence[tuple[int, int]],
        words: Words,
        *,
        local: bool,
        shunned: tuple[str, ...],
    ) -> None:
        self.text = text
        self._floors = [start for start, _ in ranges]
        """Where the paragraphs start."""
        self.words = words
        self.local = local
        self.shunned = shunned
        """What makes a county's name before it an institution's."""
        self.units: list[PrintedUnit] = []
        self.larger_units: list[PrintedUnit] = []
        """Provinces and cities printed without their suffix."""
        self._evidence = NameEvidence(text, words)
        self._by_end: dict[int, PrintedUnit] = {}
        self._open: list[tuple[int, int, int]] = []
        """Suffixes that no rule of the first pass explained: paragraph's start, suffix's start and end."""

    def find(self, known: set[str]) -> None:
        """Fill `units`; `known` are names that are placed elsewhere, as in the headline."""
        self._find_clipped_larger_units()
        for match in SUFFIX.finditer(self.text):
            start, end = match.span()
            if self._goes_on(match.group(), end):
                continue
            floor = self._floors[bisect_right(self._floors, start) - 1]
            unit = self._unit_at(floor, start, end)
            if unit is not None:
                self._add(unit)
            else:
                self._open.append((floor, start, end))
        self._find_names_standing_alone(known | {unit.name for unit in self.units if unit.rank >= COUNTY_RANK})
        self._find_clipped_counties()

    def _add(self, unit: PrintedUnit) -> None:
        while self.units and self.units[-1].end > unit.start:
            del self._by_end[self.units.pop().end]
        self.units.append(unit)
        self._by_end[unit.end] = unit

    def _goes_on(self, suffix: str, end: int) -> bool:
        """Whether the suffix makes another word with what follows (杭州市场)."""
        follows = self.text[end : end + 1]
        return bool(follows) and follows in makes_word_with()[suffix]

    def _find_clipped_larger_units(self) -> None:
        larger_units = _larger_units_without_suffix()
        texts, starts = self.words.texts, self.words.starts
        for start in _larger_finder().may_start_at(self.text):
            index = self.words.index_at(start)
            if starts[index] != start or texts[index] not in larger_units:
                continue
            text = texts[index]
            divisions, end = larger_units[text], start + len(text)
            above = self._larger_unit_before(start, RANKS[divisions[0].level])
            if above is not None and not lie_below(divisions, above.divisions):
                above = None
            self._add_larger(
                PrintedUnit(start, end, text, divisions[0].level, STATED_CHAIN, divisions, above, clipped=True)
            )
            self._find_clipped_county_behind(index)
        self._larger_ends = [unit.end for unit in self.larger_units]

    def _add_larger(self, unit: PrintedUnit) -> None:
        self.larger_units.append(unit)
        self._by_end[unit.end] = unit

    def _find_clipped_county_behind(self, index: int) -> None:
        end = self.words.starts[index] + len(self.words.texts[index])
        if self.words.starts[index + 1 : index + 2] == [end] and (county := self._clipped_county_at(index + 1)):
            self._add_larger(county)

    def _clipped_county_at(self, index: int) -> PrintedUnit | None:
        """Return the county without its suffix that a word behind its province or city names (韶关|南雄)."""
        word = self.words[index]
        above = self._by_end[word.start]
        counties = lie_below(clipped_counties_named(word.text), above.divisions)
        if above.rank >= COUNTY_RANK or len(counties) != 1 or larger_units_named(word.text):
            return None
        return PrintedUnit(
            word.start, word.end, counties[0].name, "county", CLIPPED_NAME, counties, above, clipped=True
        )

    def _unit_at(self, floor: int, suffix_start: int, end: int) -> PrintedUnit | None:
        if self.text[suffix_start:end] in UPPER_SUFFIXES:
            return (
                self._functional_district(floor, end)
                or self._listed_upper_unit(floor, end)
                or self._renamed_county(suffix_start, end)
            )
        return self._longer_name_of_last(suffix_start, end) or self._unit_behind_larger(floor, suffix_start, end)

    def _listed_upper_unit(self, floor: int, end: int) -> PrintedUnit | None:
        upper_units = counties_and_larger_units()
        for length in _lengths_of_upper_units().get(self.text[end - 2 : end], ()):
            start = end - length
            name = self.text[start:end]
            if start < floor or name not in upper_units:
                continue
            divisions = upper_units[name]
            above = self._larger_unit_before(start, RANKS[divisions[0].level])
            below = lie_below(divisions, above.divisions) if above else ()
            if above is not None and not below and above.clipped:
                above = None
            if above is None and start > floor and not self._evidence.can_begin(start):
                continue
            if above is None and self.text.startswith(self.shunned, end):
                return None
            doubtful = length == 2 or name in lexicon.words("place_lookalikes")
            if doubtful and not below and not self._evidence.is_word(start, end):
                return None
            return PrintedUnit(
                start,
                end,
                name if is_town_or_larger(name) else divisions[0].name,
                divisions[0].level if not below else below[0].level,
                STATED_CHAIN if below else COUNTY_NAME,
                divisions,
                above,
                needs_place=doubtful and not below,
            )
        return None

    def _larger_unit_before(self, start: int, rank: int) -> PrintedUnit | None:
        above = self._by_end.get(start)
        return above if above is not None and above.rank < rank else None

    def _functional_district(self, floor: int, end: int) -> PrintedUnit | None:
        if self.text[end - 2 : end] not in functional_ends():
            return None
        for row in lexicon.table("functional_districts"):
            start = end - len(row["name"])
            if start >= floor and self.text.startswith(row["name"], start):
                divisions = (Division(row["name"], "", "county", f"{row['parent']}/{row['name']}"),)
                above = self._larger_unit_before(start, COUNTY_RANK)
                return PrintedUnit(start, end, row["name"], "county", FUNCTIONAL_DISTRICT, divisions, above)
        for word in functional_words():
            start = end - len(word)
            if start < floor or not self.text.startswith(word, start):
                continue
            city = self._by_end.get(start)
            if city is not None and CITY_RANK <= city.rank <= COUNTY_RANK and city.rule != FUNCTIONAL_DISTRICT:
                start = city.start if city.clipped else start
                return PrintedUnit(start, end, word, "county", FUNCTIONAL_DISTRICT, (), city)
            alone = self.local and len(word) < 4 and word != "开发区" and self._evidence.is_word(start, end)
            if alone and self.text[start - 1 : start] not in _BEFORE_COMMON_NOUNS:
                return PrintedUnit(start, end, word, "county", FUNCTIONAL_DISTRICT, ())
        return None

    def _renamed_county(self, suffix_start: int, end: int) -> PrintedUnit | None:
        """Return a county behind its city by its short name (马边县) or that of another year (大足县, now 大足区)."""
        for start in range(suffix_start - 2, suffix_start - 5, -1):
            above = self._by_end.get(start)
            if above is None or above.rank >= COUNTY_RANK:
                continue
            name = self.text[start:end]
            if short := lie_below(clipped_counties_named(name), above.divisions):
                return PrintedUnit(start, end, short[0].name, "county", STATED_CHAIN, short, above)
            if now := lie_below(clipped_counties_named(name[:-1]), above.divisions):
                then = Division(name, "", "county", f"{now[0].path.rpartition('/')[0]}/{name}")
                return PrintedUnit(start, end, name, "county", STATED_CHAIN, (then,), above)
        return None

    def _longer_name_of_last(self, suffix_start: int, end: int) -> PrintedUnit | None:
        """Return a name that goes on behind a shorter one (杨村镇 behind 杨村)."""
        last = self.units[-1] if self.units else None
        if last is None or last.end != suffix_start:
            return None
        name = self.text[last.start : end]
        level = suffix_levels()[self.text[suffix_start:end]]
        divisions = _divisions_at_rank(name, RANKS[level])
        above = last.above
        if divisions and (above is None or above.rank < RANKS[level]):
            return PrintedUnit(last.start, end, name, level, last.rule, divisions, above, last.needs_place)
        return None

    def _unit_behind_larger(self, floor: int, suffix_start: int, end: int) -> PrintedUnit | None:
        level = suffix_levels()[self.text[suffix_start:end]]
        larger = [unit for unit in self._last_before(floor, suffix_start) if unit.rank < RANKS[level]]
        named = [(unit, self.text[unit.end : end]) for unit in larger if HAN.fullmatch(self.text, unit.end, end)]
        for above, name in named:
            divisions = _divisions_at_rank(name, RANKS[level])
            if lie_below(divisions, above.divisions):
                return PrintedUnit(above.end, end, name, level, STATED_CHAIN, divisions, above)
        for above, name in named:
            divisions = _divisions_at_rank(name, RANKS[level])
            if above.clipped or (above.level == "province" and not divisions):
                continue
            if self._is_new_name(above, suffix_start, end):
                return PrintedUnit(above.end, end, name, level, STATED_CHAIN, divisions, above)
        return None

    def _last_before(self, floor: int, offset: int) -> list[PrintedUnit]:
        """Return the units, clipped or in full, that end shortly before an offset; the nearest first."""
        nearest = max(floor, offset - _LONGEST_STEM)
        last = [self.units[-1]] if self.units and nearest <= self.units[-1].end < offset else []
        first, behind = bisect_left(self._larger_ends, nearest), bisect_left(self._larger_ends, offset)
        clipped = [unit for unit in self.larger_units[first:behind] if not last or unit.start >= last[0].end]
        return [*reversed(clipped), *last]

    def _is_new_name(self, above: PrintedUnit, suffix_start: int, end: int) -> bool:
        """Whether a name that the gazetteer does not have there can stand between a larger unit and a suffix."""
        start = above.end
        return (
            suffix_start - start > 1
            and self.text[start:suffix_start] not in nationalities()
            and not self._evidence.ends_like_common_word(start, end)
            and self._evidence.could_be_name(start, suffix_start, end)
        )

    def _find_names_standing_alone(self, known: set[str]) -> None:
        lengths = sorted({len(name) for name in known}, reverse=True)
        taken = TakenRanges(self.units)
        found: list[PrintedUnit] = []
        for floor, suffix_start, end in self._open:
            unit = self._known_name(known, lengths, floor, end)
            if unit is None and self.text[suffix_start:end] not in UPPER_SUFFIXES:
                unit = self._listed_name(floor, suffix_start, end)
                if unit is None and self.local:
                    unit = self._name_before_office(floor, suffix_start, end)
            if unit is not None and taken.is_free(unit.start, unit.end):
                joined = self.text[unit.start - 1 : unit.start] == "的"
                larger = self._by_end.get(unit.start - 1 if joined else unit.start)
                if larger is not None and larger.rank < unit.rank and not larger.clipped:
                    unit.above = larger
                    unit.needs_place = unit.needs_place and joined
                self._by_end[unit.end] = unit
                if found and found[-1].end > unit.start:
                    if found[-1].start < unit.start:
                        continue
                    found.pop()
                found.append(unit)
        self.units = sorted([*self.units, *found], key=lambda unit: unit.start)

    def _known_name(self, known: set[str], lengths: list[int], floor: int, end: int) -> PrintedUnit | None:
        for length in lengths:
            start = end - length
            if start >= floor and self.text[start:end] in known:
                name = self.text[start:end]
                level = level_of(name)
                return PrintedUnit(start, end, name, level, KNOWN_IN_ARTICLE, _divisions_at_rank(name, RANKS[level]))
        return None

    def _is_inside_name(self, index: int) -> bool:
        """Whether the word before one is a character of a kind that no name follows: the name begins further left."""
        start = self.words.starts[index]
        if start in self._by_end:
            return False
        text = self.words.texts[index - 1]
        if len(text) > 1 or self.words.starts[index - 1] + 1 != start or HAN.match(text) is None:
            return False
        return text not in lexicon.words("characters_before_place_names")

    def _listed_name(self, floor: int, suffix_start: int, end: int) -> PrintedUnit | None:
        level = suffix_levels()[self.text[suffix_start:end]]
        like_common_word = self._evidence.ends_like_common_word(max(floor, end - 2), end)
        starts = self.words.starts
        first = bisect_left(starts, max(floor, suffix_start - _LONGEST_BARE_STEM))
        for index in range(first, bisect_left(starts, suffix_start)):
            if self._is_inside_name(index):
                continue
            start = starts[index]
            name = self.text[start:end]
            if name.endswith("古镇"):
                name = f"{name[:-2]}镇"
            if name in lexicon.words("place_lookalikes") or self.text[start:suffix_start] in nationalities():
                return None
            if not HAN.fullmatch(name) or (level in ("street", "town", "township") and not is_town_or_larger(name)):
                continue
            divisions = _divisions_at_rank(name, RANKS[level])
            if divisions:
                if like_common_word and not self._evidence.could_be_name(start, suffix_start, end):
                    return None
                common = suffix_start - start < 2 or self._evidence.is_common_word(start, suffix_start)
                inside = like_common_word and start > floor and HAN.match(self.text, start - 1) is not None
                needs_place = common or inside or len(name) < end - start
                return PrintedUnit(start, end, name, level, LISTED_NAME, divisions, None, needs_place)
        return None

    def _name_before_office(self, floor: int, suffix_start: int, end: int) -> PrintedUnit | None:
        if not self.text.startswith(office_words(), end):
            return None
        start = suffix_start
        for offset in range(suffix_start - 1, max(floor, suffix_start - _LONGEST_BARE_STEM) - 1, -1):
            index = self._evidence.word_at(offset)
            if not HAN.match(self.text, offset) or (index >= 0 and self.words[index].tag in _NOT_IN_NEW_NAMES):
                break
            if index >= 0:
                if not self._evidence.could_be_name(offset, start, end):
                    break
                start = offset
        name = self.text[start:end]
        common = self._evidence.starts_word(start) and self._evidence.is_common_word(start, suffix_start)
        if suffix_start - start < 2 or common or self._evidence.ends_like_common_word(start, end):
            return None
        level = suffix_levels()[self.text[suffix_start:end]]
        return PrintedUnit(start, end, name, level, NAME_BEFORE_OFFICE, ())

    def _find_clipped_counties(self) -> None:
        """Add counties without their suffix: behind their province, or named in full elsewhere in the text."""
        named: dict[str, set[Division]] = defaultdict(set)
        for unit in self.units:
            if unit.rank == COUNTY_RANK and not unit.needs_place:
                for division in unit.divisions:
                    for form in clipped_forms(division.name):
                        named[form].add(division)
        used = {unit.above for unit in self.units}
        chained = {unit.start: unit for unit in self.larger_units if unit.rank == COUNTY_RANK}
        if not named and not chained:
            return
        self.larger_units = [unit for unit in self.larger_units if unit.rank < COUNTY_RANK]
        taken = TakenRanges(self.units)
        found: list[PrintedUnit] = []
        for index in self._words_of(named, chained):
            word = self.words[index]
            county = chained.get(word.start)
            if county is None and len(named[word.text]) == 1:
                (division,) = named[word.text]
                county = PrintedUnit(
                    word.start, word.end, division.name, "county", CLIPPED_NAME, (division,), clipped=True
                )
            if county is None or not taken.is_free(county.start, county.end):
                continue
            if county in used or self._clipped_name_ends(index):
                found.append(county)
        self.units = sorted([*self.units, *found], key=lambda unit: unit.start)

    def _words_of(self, texts: Iterable[str], starts: Iterable[int]) -> list[int]:
        """Return the indexes of the words that are one of some texts or start at one of some offsets, in order."""
        found = {self._evidence.word_at(start) for start in starts}
        for text in texts:
            start = self.text.find(text)
            while start >= 0:
                index = self._evidence.word_at(start)
                if index >= 0 and self.words[index].text == text:
                    found.add(index)
                start = self.text.find(text, start + 1)
        return sorted(found)

    def _clipped_name_ends(self, index: int) -> bool:
        """Say whether a clipped name stands alone: not in an institution's name, nor at the end of one in marks."""
        follows = self.words[index + 1] if index + 1 < len(self.words.starts) else None
        if follows is not None and follows.text[0] in _CLOSING_MARKS:
            return False
        return follows is None or follows.tag[:1] in _AFTER_CLIPPED_TAGS or not HAN.match(follows.text)


class TakenRanges:
    """The ranges of units in order, to ask whether a range is free of them."""

    def __init__(self, units: Sequence[PrintedUnit]) -> None:
        self._starts = [unit.start for unit in units]
        self._ends = [unit.end for unit in units]

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no unit overlaps the range."""
        index = bisect_right(self._starts, end - 1) - 1
        return index < 0 or self._ends[index] <= start
