"""Which words the parts of a page have in common, and where among paragraphs another article may begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.reading.layout.costs import COSTS
from jiceng.reading.layout.drafts import Draft
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.vocabulary import Vocabulary, before_and_behind, topic_gaps, union

_SEARCHED_UNITS = 40
"""Paragraphs above a title among which its body may begin unmarked."""
_LEAST_REPEATED = 0.25
"""Share of a title's words that the body above it must repeat before its beginning is looked for there."""
_MORE_REPEATED = 0.2
"""How much larger that share must be than that of what stands behind the title."""


class PageWords:
    """The parts of a page, and which words they have in common."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._next: list[tuple[int | None, int | None]] = [(None, None)] * (len(parts) + 1)
        """From each part on: the next body, and the next body that only titles and byline lines stand before."""
        for index in range(len(parts) - 1, -1, -1):
            kind = parts[index].kind
            further, near = self._next[index + 1]
            self._next[index] = (index, index) if kind == "body" else (further, None if kind == "list" else near)
        self._hits: list[dict[int, list[int]]] = [{} for _ in parts]
        self._totals: list[dict[int, int]] = [{} for _ in parts]
        self._units: dict[tuple[int, ...], list[tuple[int, int, Vocabulary]]] = {}
        self._gaps: dict[tuple[int, ...], list[float]] = {}

    def next_body(self, index: int) -> Part | None:
        """Return the first part from an index on that is a body, None where there is none."""
        at = self._next[index][0]
        return None if at is None else self.parts[at]

    def own_body(self, index: int) -> int | None:
        """Return the index of the body that only titles and byline lines stand before, None where there is none."""
        return self._next[index][1]

    def units_of(self, body: tuple[int, ...]) -> list[tuple[int, int, Vocabulary]]:
        """Return the last units of a body: the position of its part there, its number in the part, and its words."""
        known = self._units.get(body)
        if known is None:
            known = self._units[body] = [
                (position, number, words)
                for position, index in enumerate(body)
                for number, words in enumerate(self.parts[index].vocabularies)
            ][-_SEARCHED_UNITS:]
        return known

    def gaps_of(self, body: tuple[int, ...]) -> list[float]:
        """Return for each of these units what the words on both sides of the cut in front of it have in common."""
        known = self._gaps.get(body)
        if known is None:
            known = self._gaps[body] = topic_gaps([words for *_, words in self.units_of(body)])
        return known

    def _hits_of(self, index: int, other: int) -> list[int]:
        """Return how many words each unit of a part has in common with another part."""
        known = self._hits[index].get(other)
        if known is None:
            words = self.parts[other].vocabulary.shared
            known = self._hits[index][other] = [
                (one.shared & words).bit_count() for one in self.parts[index].vocabularies
            ]
        return known

    def shared_by_unit(self, index: int, draft: Draft) -> list[int]:
        """Return how often each unit of a part has a word in common with a part of an article."""
        rows = [self._hits_of(index, other) for other in (*draft.titles, *draft.body)]
        return list(map(sum, zip(*rows, strict=True))) or [0] * len(self.parts[index].units)

    def shared(self, index: int, draft: Draft) -> int:
        """Return how often a part's units have a word in common with a part of an article."""
        known = self._totals[index]
        total = 0
        for other in draft.titles + draft.body:
            found = known.get(other)
            if found is None:
                found = known[other] = sum(self._hits_of(index, other))
            total += found
        return total

    def size_of(self, draft: Draft) -> int:
        """Return the number of words of an article's parts."""
        if draft.size is None:
            parts = self.parts
            draft.size = sum([parts[index].vocabulary.size for index in (*draft.titles, *draft.body)])
        return draft.size


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where inside a body another article may begin."""

    position: int
    """In the draft's body."""
    unit: int
    """In that part."""
    headed: bool
    """Whether a section heading stands there."""
    gain: float
    """How much speaks for it."""


def _balance(units: Sequence[Vocabulary], words: Vocabulary) -> list[float]:
    """Return for the cut in front of each unit which share of some words stands behind it, less that before it."""
    if not words.size:
        return [0.0] * len(units)
    found = [unit.shared & words.shared for unit in units]
    return [(behind.bit_count() - before.bit_count()) / words.size for before, behind in before_and_behind(found)]


def least_repeated(words: Vocabulary, behind: Part | None) -> float:
    """Return how many of a title's words the body above it must repeat that its own may begin there.

    `behind` is the body behind the title: where it repeats much, the title stands above its body.
    """
    if not words.size:
        return float("inf")
    share = words.in_common(behind.vocabulary) / words.size if behind is not None else 0.0
    return max(_LEAST_REPEATED, share + _MORE_REPEATED) * words.size


def begins_inside(draft: Draft, new: Vocabulary, page: PageWords) -> list[Beginning]:
    """Return where in an article's body that of a title below it may begin: at a heading, and at a paragraph.

    It is where the words change: the title's begin to be repeated, those of the article's own titles cease to be, and
    the paragraphs on both sides have little in common. The body repeats enough of the title's words
    (`least_repeated`).
    """
    parts = page.parts
    titles = union([parts[index].vocabulary for index in draft.titles])
    own = Vocabulary(titles.shared & ~new.shared, titles.own)
    units = page.units_of(draft.body)
    words = [one for *_, one in units]
    for_place = [mine - others for mine, others in zip(_balance(words, new), _balance(words, own), strict=True)]
    if max(for_place[1:], default=-1.0) <= 0:
        return []
    gaps = page.gaps_of(draft.body)
    best: dict[bool, Beginning] = {}
    paired: bool | None = None
    for k, (position, number, unit) in enumerate(units):
        part = parts[draft.body[position]]
        headed = part.kind == "title"
        if headed and part.near:
            continue
        if k:
            gain = for_place[k] - COSTS.gap * gaps[k]
            if headed:
                gain += COSTS.gap_repeated if unit.size and unit.in_common(new) == unit.size else 0.0
                gain += COSTS.gap_style if paired is not None and paired is not part.paired else 0.0
            if gain >= 0 and (headed not in best or gain > best[headed].gain):
                best[headed] = Beginning(position, number, headed, gain)
        if headed:
            paired = part.paired
    return list(best.values())
