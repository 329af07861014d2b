"""A text while it is scanned for units: its words, the units accepted so far, and what several rules ask of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from jiceng.extraction.places.name_evidence import NameEvidence
from jiceng.extraction.places.printed_units import PrintedUnit, ProposedUnit, Suffix
from jiceng.extraction.places.unit_names import SUFFIX, makes_word_with
from jiceng.extraction.text.words import Words

_LONGEST_STEM = 10
"""Characters of a name without its suffix after a larger unit."""


class ScannedText:
    """A text and the units found in it so far; offsets are those of the text."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        words: Words,
        *,
        local: bool,
        home: str | None,
        year: int | None,
        organizations: tuple[str, ...],
    ) -> None:
        """Take a text with the half-open ranges of its paragraphs and its words.

        `local` says whether a local newspaper printed it, `home` is the path of its place, `year` says when; a county's
        name before one of `organizations` is none.
        """
        self.text = text
        self.words = words
        self.local = local
        self.home = home
        self.year = year
        self.organizations = organizations
        self.evidence = NameEvidence(text, words)
        self.units: list[PrintedUnit] = []
        """The units accepted so far, in order."""
        self.larger_units: list[PrintedUnit] = []
        """Provinces and cities printed without their suffix, and counties without one beside other names, in order."""
        self.by_end: dict[int, PrintedUnit] = {}
        """Offset → the unit of either kind that ends there."""
        self.known_names: set[str] = set()
        """The names that the article places elsewhere, as in the headline."""
        self.known_lengths: list[int] = []
        """How many characters they have, descending."""
        self.upper_units: dict[int, tuple[ProposedUnit, bool] | None] = {}
        """What `upper_unit_at` has answered, by the suffix's end."""
        self._floors = [start for start, _ in paragraphs]
        self._larger_ends: list[int] = []

    def suffixes(self) -> Iterator[Suffix]:
        """Yield the suffixes of the text, except those that make another word with what follows (杭州市场)."""
        follows_in_word = makes_word_with()
        for match in SUFFIX.finditer(self.text):
            start, end = match.span()
            suffix = match.group()
            follows = self.text[end : end + 1]
            if not follows or follows not in follows_in_word[suffix]:
                yield Suffix(self._floors[bisect_right(self._floors, start) - 1], start, end, suffix)

    def accept(self, unit: PrintedUnit) -> None:
        """Add a unit that ends after all others, in place of those that it overlaps."""
        while self.units and self.units[-1].end > unit.start:
            del self.by_end[self.units.pop().end]
        self.units.append(unit)
        self.by_end[unit.end] = unit

    def accept_larger(self, unit: PrintedUnit) -> None:
        """Add a province or city without suffix, or a county without one beside another name."""
        index = bisect_left(self._larger_ends, unit.end)
        self.larger_units.insert(index, unit)
        self._larger_ends.insert(index, unit.end)
        self.by_end[unit.end] = unit

    def know(self, names: set[str]) -> None:
        """Take the names that the article places elsewhere."""
        self.known_names = names
        self.known_lengths = sorted({len(name) for name in names}, reverse=True)

    def larger_unit_before(self, start: int, rank: int) -> PrintedUnit | None:
        """Return the unit of a smaller rank number that ends where a name starts."""
        above = self.by_end.get(start)
        return above if above is not None and above.rank < rank else None

    def units_near(self, suffix: Suffix) -> list[PrintedUnit]:
        """Return the units after which a name with this suffix may begin, the nearest first.

        They are the last unit in full and the clipped ones after it, as far as they end no more than a name before.
        """
        nearest = max(suffix.floor, suffix.start - _LONGEST_STEM)
        last = [self.units[-1]] if self.units and nearest <= self.units[-1].end < suffix.start else []
        first, stop = bisect_left(self._larger_ends, nearest), bisect_left(self._larger_ends, suffix.start)
        clipped = [unit for unit in self.larger_units[first:stop] if not last or unit.start >= last[0].end]
        return [*reversed(clipped), *last]
