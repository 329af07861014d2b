"""How many bigrams the parts of a page and the articles of a reading have in common, each counted once a page."""

from collections.abc import Sequence

from jiceng.reading.layout.bigrams import Bigrams, topic_gaps
from jiceng.reading.layout.drafts import Draft
from jiceng.reading.layout.parts import Part

_SEARCHED_GROUPS = 40
"""Last groups of lines of a body among which another article may begin unmarked."""


class PageBigrams:
    """The parts of a page, and how many bigrams they have in common."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._next: list[tuple[int | None, int | None]] = [(None, None)] * (len(parts) + 1)
        """By index of a part: from there on, the next body, and the same if no list comes before it."""
        for index in range(len(parts) - 1, -1, -1):
            kind = parts[index].kind
            further, near = self._next[index + 1]
            self._next[index] = (index, index) if kind == "body" else (further, None if kind == "list" else near)
        self._common: list[dict[int, list[int]]] = [{} for _ in parts]
        self._totals: list[dict[int, int]] = [{} for _ in parts]
        self._groups: dict[tuple[int, ...], list[tuple[int, int, Bigrams]]] = {}
        self._gaps: dict[tuple[int, ...], list[float]] = {}

    def next_body(self, index: int) -> Part | None:
        """Return the first body from a part on, None where there is none."""
        at = self._next[index][0]
        return None if at is None else self.parts[at]

    def own_body(self, index: int) -> int | None:
        """Return the index of the first body from a part on, None where there is none or a list comes before it."""
        return self._next[index][1]

    def groups_of(self, body: tuple[int, ...]) -> list[tuple[int, int, Bigrams]]:
        """Return the last groups of a body: position of the part in the body, number in the part, and bigrams."""
        known = self._groups.get(body)
        if known is None:
            known = self._groups[body] = [
                (position, number, bigrams)
                for position, index in enumerate(body)
                for number, bigrams in enumerate(self.parts[index].bigrams_by_group)
            ][-_SEARCHED_GROUPS:]
        return known

    def gaps_of(self, body: tuple[int, ...]) -> list[float]:
        """Return the cohesion of both sides of the cut before each of the last groups of a body (`groups_of`)."""
        known = self._gaps.get(body)
        if known is None:
            known = self._gaps[body] = topic_gaps([bigrams for *_, bigrams in self.groups_of(body)])
        return known

    def _common_by_group(self, index: int, other: int) -> list[int]:
        """Return how many bigrams each group of a part has in common with another part."""
        known = self._common[index].get(other)
        if known is None:
            bigrams = self.parts[other].bigrams.shared
            known = self._common[index][other] = [
                (one.shared & bigrams).bit_count() for one in self.parts[index].bigrams_by_group
            ]
        return known

    def in_common_by_group(self, index: int, draft: Draft) -> list[int]:
        """Return how many bigrams each group of a part has in common with the parts of an article, added up."""
        rows = [self._common_by_group(index, other) for other in (*draft.titles, *draft.body)]
        return list(map(sum, zip(*rows, strict=True))) or [0] * len(self.parts[index].groups)

    def in_common(self, index: int, draft: Draft) -> int:
        """Return the sum of `in_common_by_group` over the groups of a part."""
        known = self._totals[index]
        total = 0
        for other in draft.titles + draft.body:
            found = known.get(other)
            if found is None:
                found = known[other] = sum(self._common_by_group(index, other))
            total += found
        return total

    def size_of(self, draft: Draft) -> int:
        """Return how many bigrams the parts of an article have, summed over the parts."""
        if draft.bigram_count is None:
            parts = self.parts
            draft.bigram_count = sum([parts[index].bigrams.size for index in (*draft.titles, *draft.body)])
        return draft.bigram_count
