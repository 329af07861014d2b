"""Lines printed in turn → the columns that they are from, by which line goes on in which.

A beam search over the lines in printed order. What it knows of the lines so far is which columns are open, in the order
in which it is their turn: each line goes on from the column whose turn it is, or from one after it, or begins a column.
"""

from typing import NamedTuple

from jiceng.reading.interleaving.links import Links
from jiceng.reading.interleaving.weights import WEIGHTS

_LOOKED_AT = 4
"""Columns, from the one whose turn it is, in which a line is looked for."""


class _Way(NamedTuple):
    """One way to have read the lines so far."""

    odds: float
    open: tuple[int, ...]
    """The last line of each open column, in the order of their turns."""
    steps: "tuple[int | None, _Way] | None"
    """From which line the last line goes on, and the way before it."""


def columns_of(links: Links, lines: int) -> list[list[int]]:
    """Return the columns of a page of so many lines: the indices of each one's lines, columns by their first line."""
    ways = [_Way(0.0, (), None)]
    for line in range(lines):
        best: dict[tuple[int, ...], _Way] = {}
        for way in ways:
            for odds, open_columns, upper in _next_steps(way, line, links):
                known = best.get(open_columns)
                if known is None or known.odds < odds:
                    best[open_columns] = _Way(odds, open_columns, (upper, way))
        ways = sorted(best.values(), key=lambda one: -one.odds)[: WEIGHTS.beam]
    return _traced(ways[0], lines)


def _next_steps(way: _Way, line: int, links: Links) -> list[tuple[float, tuple[int, ...], int | None]]:
    """Return how a way may go on with a line: its odds, the open columns, and the line that it goes on from."""
    waiting = way.open
    alone = way.odds + WEIGHTS.new_column
    steps: list[tuple[float, tuple[int, ...], int | None]] = [(alone, waiting, None)]
    if len(waiting) < WEIGHTS.columns:
        steps.append((alone, (*waiting, line), None))
    for turn, upper in enumerate(waiting[:_LOOKED_AT]):
        odds = way.odds + links.odds(upper, line)
        after = (*waiting[turn + 1 :], line)
        steps.append((odds + turn * WEIGHTS.column_ends, after, upper))
        if turn:
            steps.append((odds + turn * WEIGHTS.out_of_turn, waiting[:turn] + after, upper))
    return steps


def _traced(way: _Way, lines: int) -> list[list[int]]:
    upper_of: list[int | None] = [None] * lines
    for line in range(lines - 1, -1, -1):
        if way.steps is not None:
            upper_of[line], way = way.steps
    column_of: list[list[int]] = []
    columns: list[list[int]] = []
    for line, upper in enumerate(upper_of):
        if upper is None:
            columns.append([])
        column_of.append(columns[-1] if upper is None else column_of[upper])
        column_of[line].append(line)
    return columns
