"""The cheapest reading of a page: a beam search over its parts, from top to bottom.

A reading assigns every part to an article, in a role. It may have an article's titles before or after its body, print
its sections first and its lead after its titles, let articles interrupt each other, and move the beginning of an
article when the title of another turns up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, Protocol

from jiceng.reading.layout.costs import close_cost, estimate
from jiceng.reading.layout.drafts import CLOSED, Draft
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.moves.move import Cut, Move, Split
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part, Role
from jiceng.reading.layout.weights import WEIGHTS

BEAM = 4
"""Readings of each shape that are kept at each part."""
MAX_INTERRUPTED = 2
"""Articles that a reading has interrupted at a time."""


class Ways(Protocol):
    """The ways in which readings can take the next part; see `Moves`."""

    def of(self, current: Draft | None, budget: float) -> list[Move]:
        """Return the moves that a reading has whatever it has interrupted."""

    def resuming(self, current: Draft | None, interrupted: Draft, budget: float) -> list[Move]:
        """Return the moves with which the article interrupted last is resumed."""

    def can_be_title_below(self, current: Draft | None) -> bool:
        """Return whether the part can be the title of an interrupted article, printed far below it."""

    def title_below(self, current: Draft | None, interrupted: Draft) -> Move | None:
        """Return the move that takes the part for the title of an interrupted article, which ends with it."""


class Interrupted:
    """The articles that a reading has interrupted, as a linked list: the last one, and those before it."""

    __slots__ = ("before", "count", "draft", "estimate", "key")

    def __init__(self, before: "Interrupted | None", draft: Draft) -> None:
        self.before = before
        self.draft = draft
        self.count: int = 1 if before is None else before.count + 1
        self.key: object = (draft.first, len(draft.titles), None if before is None else before.key)
        """Equal for articles so alike that of two readings that have interrupted them only the cheaper one is kept."""
        self.estimate: float = estimate(draft) + (0.0 if before is None else before.estimate)
        """What they are expected to cost at their ends."""
        if self.count == MAX_INTERRUPTED:
            self.estimate += WEIGHTS.crowded

    def without(self, other: "Interrupted") -> "Interrupted | None":
        """Return them without the article of a link."""
        if self is other:
            return self.before
        return Interrupted(None if self.before is None else self.before.without(other), self.draft)

    def links(self) -> Iterator["Interrupted"]:
        """Yield the links of the list, that of the article interrupted last first."""
        link: Interrupted | None = self
        while link is not None:
            yield link
            link = link.before


class Reading:
    """A reading of the page down to some part."""

    __slots__ = ("before", "cost", "current", "estimate", "interrupted", "move")

    def __init__(
        self, before: "Reading | None", move: Move | None, estimate: float, interrupted: Interrupted | None
    ) -> None:
        self.before = before
        """The reading down to the part above; None at the top of the page."""
        self.move = move
        """How the last part was taken; None at the top of the page."""
        self.cost: float = 0.0 if before is None or move is None else before.cost + move.cost
        self.estimate = estimate
        """The cost with what the articles open in it are expected to cost at their ends."""
        self.current = None if move is None else move.current
        """The article that it is at; None where it is at none."""
        self.interrupted = interrupted

    def moves(self) -> list[Move]:
        """Return how the parts were taken, from the top of the page down."""
        moves: list[Move] = []
        reading: Reading | None = self
        while reading is not None and reading.move is not None:
            moves.append(reading.move)
            reading = reading.before
        moves.reverse()
        return moves

    def end_cost(self, parts: Sequence[Part]) -> float:
        """Return what it costs if the page ends here."""
        cost = self.cost if self.current is None else self.cost + close_cost(self.current, parts)
        for link in () if self.interrupted is None else self.interrupted.links():
            cost += close_cost(link.draft, parts) + WEIGHTS.interrupted_at_end
        return cost


def _next_readings(reading: Reading, moves: Ways, limit: float) -> list[Reading]:
    """Return the readings that take the next part after a reading, with an estimate of `limit` or less."""
    current, interrupted = reading.current, reading.interrupted
    before = reading.cost if interrupted is None else reading.cost + interrupted.estimate
    full = interrupted is not None and interrupted.count >= MAX_INTERRUPTED
    found = [
        Reading(
            reading,
            move,
            before + move.estimate,
            interrupted if move.interrupted is None else Interrupted(interrupted, move.interrupted),
        )
        for move in moves.of(current, limit - before)
        if before + move.estimate <= limit and (move.interrupted is None or not full)
    ]
    if interrupted is None:
        return found
    rest = interrupted.before
    before = reading.cost if rest is None else reading.cost + rest.estimate
    found += [
        Reading(reading, move, before + move.estimate, rest)
        for move in moves.resuming(current, interrupted.draft, limit - before)
        if before + move.estimate <= limit
    ]
    if moves.can_be_title_below(current):
        for link in interrupted.links():
            below = moves.title_below(current, link.draft)
            if below is not None:
                others = interrupted.without(link)
                expected = reading.cost + below.estimate + (0.0 if others is None else others.estimate)
                if expected <= limit:
                    found.append(Reading(reading, below, expected, others))
    return found


def _cheapest(beam: Sequence[Reading], moves: Ways, rise: float) -> list[Reading]:
    """Return the cheapest next readings of those at the same articles, without those whose estimate is far from best.

    The first reading of the beam has the best estimate; that is expected to grow by `rise` at most with the part.
    """
    limit = beam[0].estimate + rise + WEIGHTS.margin
    best: dict[object, Reading] = {}
    for before in beam:
        for reading in _next_readings(before, moves, limit):
            if reading.estimate + WEIGHTS.margin < limit:
                limit = reading.estimate + WEIGHTS.margin
            current, interrupted = reading.current, reading.interrupted
            at_current = None if current is None else current.known_key or current.key
            key = (at_current, None if interrupted is None else interrupted.key)
            rival = best.get(key)
            if rival is None or reading.cost < rival.cost:
                best[key] = reading
    return list(best.values())


def _best_of_each_shape(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the best estimates of each shape, at most BEAM of each, the best of all first.

    A shape is how many articles are interrupted, and the stage of the current one. Those kept are at no closed article.
    """
    counts: dict[tuple[int, int], int] = {}
    kept = []
    ranked = sorted(readings, key=attrgetter("estimate"))
    limit = ranked[0].estimate + WEIGHTS.margin
    for reading in ranked:
        if reading.estimate > limit:
            break
        current, interrupted = reading.current, reading.interrupted
        stage = CLOSED if current is None else current.stage
        shape = (0 if interrupted is None else interrupted.count, stage)
        count = counts.get(shape, 0)
        if count < BEAM:
            counts[shape] = count + 1
            if stage == CLOSED:
                reading.current = None
            kept.append(reading)
    return kept


def readings_of(parts: Sequence[Part], ways: Callable[[PageBigrams, int], Ways] | None = None) -> list[Reading]:
    """Return the readings of the whole page that the beam search is left with, at least one.

    `ways` returns the ways to take the part at an index; without it, they are those of `moves_of`.
    """
    ways = ways or moves_of
    page = PageBigrams(parts)
    beam = [Reading(None, None, 0.0, None)]
    for index in range(len(parts)):
        found = _cheapest(beam, ways(page, index), WEIGHTS.rise)
        beam = _best_of_each_shape(found or _cheapest(beam, ways(page, index), float("inf")))
    return beam


class Place(NamedTuple):
    """What a part is assigned to."""

    article: int
    """Number of the article."""
    role: Role
    """What the part is there."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which article each part of a page belongs to, in which role."""

    places: list[Place]
    """Of each part."""
    splits: list[Split]
    """Where articles begin that do so before their first part, the last one first."""
    cuts: dict[int, Cut]
    """By index of a part: its first groups, if they belong to another article."""
    doubtful: frozenset[int] = frozenset()
    """Indices of the parts that another reading, which costs hardly more, assigns to another article or role."""


def search(parts: Sequence[Part]) -> Assignment:
    """Return the cheapest assignment of a page's parts that the beam search finds, in time linear in their number."""
    beam = readings_of(parts)
    ends = sorted([(reading.end_cost(parts), number) for number, reading in enumerate(beam)])
    best = _assignment(beam[ends[0][1]].moves())
    doubtful: set[int] = set()
    for cost, number in ends[1:]:
        if cost > ends[0][0] + WEIGHTS.doubt:
            break
        doubtful |= _differing(best.places, _assignment(beam[number].moves()).places)
    return Assignment(best.places, best.splits, best.cuts, frozenset(doubtful))


def _assignment(moves: Sequence[Move]) -> Assignment:
    """Return where moves put each part of a page; nothing is doubtful yet."""
    places = [Place(move.article, move.role) for move in moves]
    splits = [move.split for move in reversed(moves) if move.split is not None]
    return Assignment(places, splits, {index: move.cut for index, move in enumerate(moves) if move.cut is not None})


def _differing(places: Sequence[Place], others: Sequence[Place]) -> set[int]:
    """Return the indices of the parts whose article or role differs; articles are the same that begin with one part."""
    first_of: dict[int, int] = {}
    first_of_other: dict[int, int] = {}
    different = set()
    for index, (here, there) in enumerate(zip(places, others, strict=True)):
        first = first_of.setdefault(here.article, index)
        other = first_of_other.setdefault(there.article, index)
        if first != other or here.role != there.role:
            different.add(index)
    return different
