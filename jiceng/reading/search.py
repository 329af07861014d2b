"""The cheapest reading of a page: a beam search over its parts, from top to bottom.

A reading gives every part to an article, in a role. It may have an article's titles before or after its body, print its
sections first and its lead behind its titles, let articles interrupt each other, and change its mind about where an
article began when the title of another turns up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiceng.reading.costs import COSTS
from jiceng.reading.drafts import CLOSED, Draft
from jiceng.reading.moves import Cut, Move, Moves, Split
from jiceng.reading.parts import Part
from jiceng.reading.prices import close_cost, promise
from jiceng.reading.shared_words import PageWords

BEAM = 4
"""Readings of each shape that are kept at each part."""
MARGIN = 8.0
"""Cost above that of the cheapest reading at which a reading is given up."""
RISE = 4.0
"""What the cheapest reading is thought to cost more behind its next part."""
_MAX_ASIDE = 2
"""Articles that a reading puts aside at a time."""
_DOUBT = 2.0
"""Cost that another reading may have above that of the best one, so that they may as well be right."""


class _Aside:
    """The articles that a reading has put aside: the last one, and those before it."""

    __slots__ = ("before", "count", "draft", "key", "promise")

    def __init__(self, before: "_Aside | None", draft: Draft) -> None:
        self.before = before
        self.draft = draft
        self.count: int = 1 if before is None else before.count + 1
        self.key: object = (draft.first, len(draft.titles), None if before is None else before.key)
        """What two readings have in common of which the dearer one is given up."""
        self.promise: float = promise(draft) + (0.0 if before is None else before.promise)

    def without(self, other: "_Aside") -> "_Aside | None":
        """Return them without one of them."""
        if self is other:
            return self.before
        return _Aside(None if self.before is None else self.before.without(other), self.draft)

    def each(self) -> Iterator["_Aside"]:
        """Yield what was put aside down to each article, the last one first."""
        aside: _Aside | None = self
        while aside is not None:
            yield aside
            aside = aside.before


_Trail = tuple["_Trail | None", Move]
"""How the parts were taken: those above the last one, and that one."""


class _Reading:
    """A reading of the page down to some part."""

    __slots__ = ("aside", "cost", "current", "trail")

    def __init__(self, cost: float, current: Draft | None, aside: _Aside | None, trail: _Trail | None) -> None:
        self.cost = cost
        self.current = current
        """The article that it is at; None where it is at none."""
        self.aside = aside
        """Those that were interrupted."""
        self.trail = trail

    def end_cost(self, parts: Sequence[Part]) -> float:
        """Return what it costs if the page ends here."""
        cost = self.cost if self.current is None else self.cost + close_cost(self.current, parts)
        for aside in () if self.aside is None else self.aside.each():
            cost += close_cost(aside.draft, parts) + COSTS.aside_at_end
        return cost


_Step = tuple[float, _Reading, Move, _Aside | None]
"""A reading's next one: its cost, the reading, how it takes the part, and what is put aside behind that."""


def _steps(reading: _Reading, moves: Moves, rooms: dict[int, float], room: float) -> list[tuple[Move, _Aside | None]]:
    """Return the ways in which a reading can take the next part at a cost of `room`, and what is put aside then."""
    current, aside = reading.current, reading.aside
    full = aside is not None and aside.count >= _MAX_ASIDE
    steps = [
        (move, aside if move[2] is None else _Aside(aside, move[2]))
        for move in moves.of(current, rooms[id(current)])
        if move[0] <= room and (move[2] is None or not full)
    ]
    if aside is not None:
        steps += [(move, aside.before) for move in moves.resuming(current, aside.draft, room)]
        if moves.can_be_title_below(current):
            for one in aside.each():
                below = moves.title_below(current, one.draft)
                if below is not None and below[0] <= room:
                    steps.append((below, aside.without(one)))
    return steps


def _cheapest_steps(beam: Sequence[_Reading], moves: Moves, rise: float) -> list[_Step]:
    """Return the cheapest of the steps that come to the same; none costs `rise` more than the cheapest reading."""
    limit = min([reading.cost for reading in beam]) + rise
    rooms: dict[int, float] = {}
    for reading in beam:
        at = id(reading.current)
        rooms[at] = max(limit - reading.cost, rooms.get(at, 0.0))
    best: dict[object, _Step] = {}
    for reading in beam:
        cost_before = reading.cost
        for move, aside in _steps(reading, moves, rooms, limit - cost_before):
            cost = cost_before + move[0]
            draft = move[1]
            key = (None if draft is None else draft.key, None if aside is None else aside.key)
            rival = best.get(key)
            if rival is None or cost < rival[0]:
                best[key] = (cost, reading, move, aside)
    return list(best.values())


def _best_of_each_shape(steps: Sequence[_Step]) -> list[_Reading]:
    """Return the cheapest readings of each shape: how many articles are put aside, and the current one's stage."""
    counts: dict[tuple[int, int], int] = {}
    kept = []
    # By their cost with what the articles open behind them would cost if they ended as they stand.
    ranked = sorted(
        [
            (
                cost + (0.0 if move[1] is None else promise(move[1])) + (0.0 if aside is None else aside.promise),
                number,
            )
            for number, (cost, _, move, aside) in enumerate(steps)
        ]
    )
    limit = ranked[0][0] + MARGIN
    for outlook, number in ranked:
        if outlook > limit:
            break
        cost, reading, move, aside = steps[number]
        stage = CLOSED if move[1] is None else move[1].stage
        shape = (0 if aside is None else aside.count, stage)
        count = counts.get(shape, 0)
        if count < BEAM:
            counts[shape] = count + 1
            kept.append(_Reading(cost, None if stage == CLOSED else move[1], aside, (reading.trail, move)))
    return kept


@dataclass(frozen=True, slots=True)
class Plan:
    """The cheapest reading of a page."""

    roles: list[tuple[int, str]]
    """Of each part: the number of its article, and its role there."""
    splits: list[tuple[int, Split]]
    """Number of each article that begins before its first part, and where; the last one first."""
    cuts: dict[int, Cut]
    """Index of each part whose first units belong to another article."""
    doubtful: frozenset[int]
    """Indices of the parts that another reading, hardly dearer, gives to another article or role."""


def search(parts: Sequence[Part]) -> Plan:
    """Return the cheapest reading of a page's parts that the beam search finds; time is linear in their number."""
    words = PageWords(parts)
    beam = [_Reading(0.0, None, None, None)]
    for index in range(len(parts)):
        steps = _cheapest_steps(beam, Moves(index, words), MARGIN + RISE)
        beam = _best_of_each_shape(steps or _cheapest_steps(beam, Moves(index, words), float("inf")))
    ends = sorted([(reading.end_cost(parts), number) for number, reading in enumerate(beam)])
    best = _plan(beam[ends[0][1]], len(parts))
    doubtful: set[int] = set()
    for cost, number in ends[1:]:
        if cost > ends[0][0] + _DOUBT:
            break
        doubtful |= _differing(best, _plan(beam[number], len(parts)))
    return Plan(best.roles, best.splits, best.cuts, frozenset(doubtful))


def _plan(reading: _Reading, count: int) -> Plan:
    """Return what a reading says of each of the parts, which are `count`."""
    roles: list[tuple[int, str]] = []
    splits: list[tuple[int, Split]] = []
    cuts: dict[int, Cut] = {}
    trail = reading.trail
    while trail is not None:
        trail, (*_, number, role, split, cut) = trail
        if cut is not None:
            cuts[count - 1 - len(roles)] = cut
        roles.append((number, role))
        if split is not None:
            splits.append((number, split))
    roles.reverse()
    return Plan(roles, splits, cuts, frozenset())


def _differing(plan: Plan, other: Plan) -> set[int]:
    """Return the indices of the parts whose article or role differs; numbers of articles do not count."""
    firsts: list[dict[int, int]] = [{}, {}]
    different = set()
    for index, here in enumerate(zip(plan.roles, other.roles, strict=True)):
        first, rival = [firsts[k].setdefault(number, index) for k, (number, _) in enumerate(here)]
        if first != rival or here[0][1] != here[1][1]:
            different.add(index)
    return different
