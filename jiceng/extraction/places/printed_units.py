"""Administrative units where a text prints them, as rules propose them and as they are accepted."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jiceng.extraction.places.division import Division
from jiceng.extraction.places.gazetteer import divisions_named
from jiceng.extraction.places.unit_names import RANKS
from schemas.community import Level


class Suffix(NamedTuple):
    """The suffix of a unit's name (社区, 县) where it is printed; offsets in the scanned text."""

    floor: int
    """Where its paragraph starts: no name begins before it."""
    start: int
    end: int
    text: str


class ProposedUnit(NamedTuple):
    """A unit that a rule proposes, with what speaks for it; offsets in the scanned text."""

    start: int
    end: int
    name: str
    level: Level
    divisions: tuple[Division, ...]
    """The gazetteer's divisions of this name at this rank."""
    above: "PrintedUnit | None" = None
    """The larger unit printed directly before it."""
    needs_place: bool = False
    """Whether it is a name only if context or home have a place for it (幸福村)."""
    clipped: bool = False
    """Whether it is printed without its suffix (米易)."""
    needs_chain: bool = False
    """Whether it is one only if a smaller unit is printed directly after it: it may be a part of another name."""


@dataclass(slots=True, eq=False)
class PrintedUnit:
    """A unit that was accepted; the fields mean what they do in `ProposedUnit`."""

    start: int
    end: int
    name: str
    level: Level
    rule: str | None
    """The name of the rule that proposed it; None for a province or city without suffix, which no record is made of."""
    divisions: tuple[Division, ...]
    above: "PrintedUnit | None" = None
    needs_place: bool = False
    clipped: bool = False

    @property
    def rank(self) -> int:
        """0 for a province to 4 for a village."""
        return RANKS[self.level]

    @property
    def chain_start(self) -> int:
        """Where the first of the larger units printed directly before it starts, its own start where there is none."""
        unit = self
        while unit.above is not None:
            unit = unit.above
        return unit.start


def accepted(proposed: ProposedUnit, rule: str) -> PrintedUnit:
    """Return the unit of a proposal and of the name of the rule that made it."""
    start, end, name, level, divisions, above, needs_place, clipped, _ = proposed
    return PrintedUnit(start, end, name, level, rule, divisions, above, needs_place, clipped)


@lru_cache(maxsize=8192)
def divisions_at_rank(name: str, rank: int, year: int | None) -> tuple[Division, ...]:
    """Return the gazetteer's divisions of a name that have a rank, as of a year."""
    return tuple(division for division in divisions_named(name, year) if RANKS[division.level] == rank)


class TakenRanges:
    """The ranges of units in order, to ask whether a range is free of them."""

    def __init__(self, units: Sequence[PrintedUnit]) -> None:
        """Take units in the order of their ranges, which do not overlap."""
        self._starts = [unit.start for unit in units]
        self._ends = [unit.end for unit in units]

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no unit overlaps the range."""
        index = bisect_right(self._starts, end - 1) - 1
        return index < 0 or self._ends[index] <= start
