"""The cheapest reading of a page: a beam search over its parts, from top to bottom.

A reading gives every part to an article, in a role. It may have an article's titles before or after its body, print its
sections first and its lead behind its titles, let articles interrupt each other, and change its mind about where an
article began when the title of another turns up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from jiceng.reading.layout.costs import COSTS
from jiceng.reading.layout.drafts import CLOSED, Draft
from jiceng.reading.layout.moves import Cut, Move, Moves, Split
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.prices import close_cost, promise
from jiceng.reading.layout.shared_words import PageWords

BEAM = 4
"""Readings of each shape that are kept at each part."""
MARGIN = 8.0
"""How much worse than the best one an outlook is at which a reading is given up. A reading's outlook is its cost with
what the articles open in it would cost if they ended as they stand."""
RISE = 2.0
"""How much worse the best outlook is thought to be behind the next part, before that was read."""
_MAX_ASIDE = 2
"""Articles that a reading puts aside at a time."""
_CROWDED = 2.0
"""How much worse than it seems the outlook is with so many put aside: fewer of these readings come out best."""
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
        if self.count == _MAX_ASIDE:
            self.promise += _CROWDED

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

    __slots__ = ("aside", "cost", "current", "outlook", "trail")

    def __init__(
        self, cost: float, outlook: float, current: Draft | None, aside: _Aside | None, trail: _Trail | None
    ) -> None:
        self.cost = cost
        self.outlook = outlook
        """Its cost with what the articles open in it promise to cost."""
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


_Step = tuple[float, float, _Reading, Move, _Aside | None]
"""A reading's next one: its outlook and its cost, the reading, how it takes the part, what is put aside behind that."""
_Way = tuple[float, Move, _Aside | None]
"""The same for one reading."""


def _ways(reading: _Reading, moves: Moves, limit: float) -> list[_Way]:
    """Return the ways in which a reading can take the next part at an outlook of `limit` or less."""
    current, aside = reading.current, reading.aside
    before = reading.cost if aside is None else reading.cost + aside.promise
    full = aside is not None and aside.count >= _MAX_ASIDE
    ways: list[_Way] = [
        (before + ahead, move, aside if move[2] is None else _Aside(aside, move[2]))
        for ahead, move in moves.of(current, limit - before)
        if before + ahead <= limit and (move[2] is None or not full)
    ]
    if aside is None:
        return ways
    rest = aside.before
    before = reading.cost if rest is None else reading.cost + rest.promise
    ways += [
        (before + ahead, move, rest)
        for ahead, move in moves.resuming(current, aside.draft, limit - before)
        if before + ahead <= limit
    ]
    if moves.can_be_title_below(current):
        for one in aside.each():
            found = moves.title_below(current, one.draft)
            if found is not None:
                others = aside.without(one)
                outlook = reading.cost + found[0] + (0.0 if others is None else others.promise)
                if outlook <= limit:
                    ways.append((outlook, found[1], others))
    return ways


def _cheapest_steps(beam: Sequence[_Reading], moves: Moves, rise: float) -> list[_Step]:
    """Return the cheapest of the steps that come to the same, but for those that another has a far better outlook than.

    The first reading has the best outlook; behind the part it is thought to be worse by `rise` at most.
    """
    limit = beam[0].outlook + rise + MARGIN
    best: dict[object, _Step] = {}
    for reading in beam:
        for outlook, move, aside in _ways(reading, moves, limit):
            if outlook + MARGIN < limit:
                limit = outlook + MARGIN
            cost, draft = reading.cost + move[0], move[1]
            key = (None if draft is None else draft.key, None if aside is None else aside.key)
            rival = best.get(key)
            if rival is None or cost < rival[1]:
                best[key] = (outlook, cost, reading, move, aside)
    return list(best.values())


def _best_of_each_shape(steps: Sequence[_Step]) -> list[_Reading]:
    """Return the readings of the best outlook of each shape: how many articles are put aside, the current one's stage.

    The one with the best outlook is the first.
    """
    counts: dict[tuple[int, int], int] = {}
    kept = []
    ranked = sorted(steps, key=itemgetter(0))
    limit = ranked[0][0] + MARGIN
    for outlook, cost, reading, move, aside in ranked:
        if outlook > limit:
            break
        stage = CLOSED if move[1] is None else move[1].stage
        shape = (0 if aside is None else aside.count, stage)
        count = counts.get(shape, 0)
        if count < BEAM:
            counts[shape] = count + 1
            kept.append(_Reading(cost, outlook, None if stage == CLOSED else move[1], aside, (reading.trail, move)))
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
    beam = [_Reading(0.0, 0.0, None, None, None)]
    for index in range(len(parts)):
        steps = _cheapest_steps(beam, Moves(index, words), RISE)
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
