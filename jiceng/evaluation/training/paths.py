"""How the search reads a page when it is led to the truth or away from it, and how its cost depends on the weights."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

import numpy as np

from jiceng.evaluation.training.duals import Dual
from jiceng.evaluation.training.guided import GuidedMoves, PageTruthOfParts
from jiceng.reading.layout.drafts import CLOSED, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.search import Interrupted, Reading, readings_of
from jiceng.reading.layout.weights import WEIGHTS, Costs

COSTS = tuple(field.name for field in fields(Costs))
"""Names of the costs, in the order of their gradients."""
_NO_BUDGET = float("inf")


def best_path(parts: Sequence[Part], truth: PageTruthOfParts, factor: float) -> list[Move]:
    """Return the moves of the cheapest reading where each wrong costs `factor` more: less if it is negative."""

    def guided(page: PageBigrams, index: int) -> GuidedMoves:
        return GuidedMoves(moves_of(page, index), index, truth, factor)

    beam = readings_of(parts, guided if factor else None)
    ends = [reading.end_cost(parts) for reading in beam]
    return beam[ends.index(min(ends))].moves()


def wrongs_of(truth: PageTruthOfParts, path: Sequence[Move]) -> float:
    """Return how much a path gets wrong."""
    return sum([truth.wrongs(index, move) for index, move in enumerate(path)])


def cost_of(parts: Sequence[Part], path: Sequence[Move]) -> Dual:
    """Return what a path costs by the present weights, and how that changes with each of them."""
    values = [float(getattr(WEIGHTS, name)) for name in COSTS]
    gradients = np.eye(len(COSTS))
    for name, value, gradient in zip(COSTS, values, gradients, strict=True):
        setattr(WEIGHTS, name, Dual(value, gradient))
    try:
        return _walked(parts, path)
    finally:
        for name, value in zip(COSTS, values, strict=True):
            setattr(WEIGHTS, name, value)


def _walked(parts: Sequence[Part], path: Sequence[Move]) -> Dual:
    page = PageBigrams(parts)
    reading = Reading(None, None, 0.0, None)
    for index, wanted in enumerate(path):
        move, interrupted = min(
            [(move, rest) for move, rest in _ways(moves_of(page, index), reading) if _alike(move, wanted)],
            key=lambda way: way[0].cost,
        )
        reading = Reading(reading, move, 0.0, interrupted)
        if reading.current is not None and reading.current.stage == CLOSED:
            reading.current = None
    return Dual(0.0, np.zeros(len(COSTS))) + reading.end_cost(parts)


def _ways(moves: Moves, reading: Reading) -> Iterator[tuple[Move, Interrupted | None]]:
    """Yield every way to take the next part, and the articles that are interrupted after it."""
    current, interrupted = reading.current, reading.interrupted
    for move in moves.of(current, _NO_BUDGET):
        yield move, interrupted if move.interrupted is None else Interrupted(interrupted, move.interrupted)
    if interrupted is None:
        return
    for move in moves.resuming(current, interrupted.draft, _NO_BUDGET):
        yield move, interrupted.before
    if moves.can_be_title_below(current):
        for link in interrupted.links():
            below = moves.title_below(current, link.draft)
            if below is not None:
                yield below, interrupted.without(link)


def _alike(move: Move, other: Move) -> bool:
    """Return whether two moves take a part in the same way."""
    return _way(move) == _way(other)


def _way(move: Move) -> tuple[object, ...]:
    return move.article, move.role, move.split, move.cut, move.interrupted is None, _place(move.current)


def _place(draft: Draft | None) -> tuple[int, int] | None:
    return None if draft is None else (draft.number, draft.stage)
