"""The ways to take a byline line, and a list."""

from collections.abc import Iterator

from jiceng.reading.layout.costs import close_cost
from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, TITLES, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.weights import WEIGHTS


class BylineMoves(Moves):
    """The ways to take a byline line: for the current article's, or as the beginning of a new one."""

    def _begin(self) -> Draft:
        return Draft(self._index, self._index, BODY).with_byline(BODY)

    def _moves(self, current: Draft | None, budget: float) -> Iterator[Move]:
        if current is not None and not current.bylined:
            if current.stage == TITLES:
                yield Move(0.0, current.with_byline(TITLES), current.number, "byline")
            elif current.stage in (BODY, LEAD) and current.titles and current.body:
                cost = close_cost(current, self._parts)
                cost += WEIGHTS.byline_last_lead if current.stage == LEAD else WEIGHTS.byline_last
                if self._next is not None and self._next.kind == "body":
                    cost += WEIGHTS.byline_last_before_body
                yield Move(cost, current.with_byline(CLOSED), current.number, "byline")
        if current is not None and current.body and current.stage in (BODY, LEAD):
            yield self._inside(current)
        without_body = self._next is None or self._next.kind == "byline"
        beginning = WEIGHTS.byline_without_body if without_body else 0.0
        for opening, interrupted in self._openings(current, budget - beginning):
            yield Move(opening + beginning, self._new, self._index, "byline", interrupted)

    def _inside(self, current: Draft) -> Move:
        """Take it into the current article's body: a part of the article names who wrote it."""
        cost = WEIGHTS.byline_inside
        if current.bylined:
            cost += WEIGHTS.byline_inside_bylined
        if self._parts[current.body[-1]].kind == "title":
            cost += WEIGHTS.byline_inside_after_heading
        if self._next is None or self._next.kind == "title":
            cost += WEIGHTS.byline_inside_last
        return Move(cost, self._with_body(current, current.stage), current.number, "body")


class ListMoves(Moves):
    """The ways to take a list: into the current article's body, or as an article of its own, as an outline is."""

    def _begin(self) -> Draft:
        return Draft(self._index, self._index, LIST).with_body(self._index, self._part, LIST)

    def _moves(self, current: Draft | None, budget: float) -> Iterator[Move]:  # noqa: ARG002
        if current is not None and current.stage in (TITLES, BODY, LEAD):
            stage = BODY if current.stage == TITLES else current.stage
            yield Move(WEIGHTS.list_inside, self._with_body(current, stage), current.number, "body")
        cost = WEIGHTS.list_alone + (0.0 if current is None else close_cost(current, self._parts))
        yield Move(cost, self._new, self._index, "list")
