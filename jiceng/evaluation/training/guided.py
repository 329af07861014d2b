"""The ways to take a part, each with what it gets wrong added to its cost: the search is led to the truth or away."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.reading.layout.drafts import Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.parts import Part

TITLES = ("kicker", "headline", "subheadline")
"""Roles of the gold that are titles of an article."""


@dataclass(frozen=True, slots=True)
class PartTruth:
    """What the gold says of a part; None where it does not know it."""

    articles: tuple[int | None, ...]
    """Numbers of the gold articles of its groups."""
    role: str
    """`title`, `byline` or `body`."""

    @property
    def first(self) -> int | None:
        """Number of the gold article of its first group."""
        return self.articles[0]

    @property
    def last(self) -> int | None:
        """Number of the gold article of its last group."""
        return self.articles[-1]


class PageTruthOfParts:
    """What the gold says of the parts of a page, and what is wrong with a move."""

    def __init__(self, truths: Sequence[PartTruth]) -> None:
        self.truths = truths
        seen: set[int | None] = set()
        self.begun: list[bool] = []
        """For each part, whether its gold article has begun in a part above."""
        for truth in truths:
            self.begun.append(truth.first in seen and truth.first is not None)
            seen.update(truth.articles)

    def wrongs(self, index: int, move: Move) -> float:
        """Return what is wrong with a move that takes the part at an index: 1 for the article, 1 for the role."""
        truth = self.truths[index]
        if truth.first is None:
            return 0.0
        wrong = 0.0
        given = "body" if move.role in ("heading", "lead", "list", "body") else move.role
        if given != truth.role:
            wrong += 1.0
        draft = move.current if move.current is not None and move.current.number == move.article else None
        if move.cut is not None:
            at = move.cut.groups
            before, after = truth.articles[at - 1], truth.articles[at]
            return wrong + (-0.5 if before != after else 1.0)
        if draft is None:
            return wrong
        if move.split is not None:
            return wrong + self._wrongs_of_split(index, move, draft)
        last = _last_before(draft, index)
        if last is None:
            return wrong + (1.0 if self.begun[index] else 0.0)
        if self.truths[last].last is not None and self.truths[last].last != truth.first:
            wrong += 1.0
        return wrong

    def _wrongs_of_split(self, index: int, move: Move, draft: Draft) -> float:
        split = move.split
        assert split is not None
        truth = self.truths[index]
        last = _last_before(draft, index)
        wrong = 0.0 if last is not None and self.truths[last].last == truth.first else 1.0
        begin = self.truths[split.part].articles
        begins = begin[split.group] == truth.first
        above = begin[: split.group] or (self.truths[split.part - 1].articles if split.part else (None,))
        return wrong + (-1.0 if begins and above[-1] != truth.first else 1.0)


def _last_before(draft: Draft, index: int) -> int | None:
    """Return the last part of an article above the part at an index, None if there is none."""
    return max([part for part in (*draft.titles, *draft.body, draft.first) if part < index], default=None)


class GuidedMoves:
    """The ways to take one part, with `factor` for each wrong added to the cost; see `Moves`."""

    def __init__(self, moves: Moves, index: int, truth: PageTruthOfParts, factor: float) -> None:
        self._moves = moves
        self._index = index
        self._truth = truth
        self._factor = factor
        self._known: dict[int, list[Move]] = {}

    def of(self, current: Draft | None, budget: float) -> list[Move]:  # noqa: ARG002
        """Return the moves that a reading has whatever it has interrupted."""
        known = self._known.get(id(current))
        if known is None:
            known = self._known[id(current)] = [self._guided(move) for move in self._moves.of(current, float("inf"))]
        return known

    def resuming(self, current: Draft | None, interrupted: Draft, budget: float) -> list[Move]:  # noqa: ARG002
        """Return the moves with which the article interrupted last is resumed."""
        return [self._guided(move) for move in self._moves.resuming(current, interrupted, float("inf"))]

    def can_be_title_below(self, current: Draft | None) -> bool:
        """Return whether the part can be the title of an interrupted article."""
        return self._moves.can_be_title_below(current)

    def title_below(self, current: Draft | None, interrupted: Draft) -> Move | None:
        """Return the move that takes the part for the title of an interrupted article."""
        move = self._moves.title_below(current, interrupted)
        if move is None:
            return None
        titled = self._truth.truths[self._index]
        last = _last_before(interrupted, self._index)
        right = titled.role == "title" and last is not None and self._truth.truths[last].last == titled.first
        wrong = 0.0 if right or titled.first is None else 2.0
        move.cost += self._factor * wrong
        move.estimate += self._factor * wrong
        return move

    def _guided(self, move: Move) -> Move:
        wrong = self._factor * self._truth.wrongs(self._index, move)
        move.cost += wrong
        move.estimate += wrong
        return move


def truths_of(parts: Sequence[Part], of_group: dict[int, tuple[int, str]]) -> list[PartTruth]:
    """Return what the gold says of parts; `of_group` has the article and role of a group by its first line."""
    truths = []
    for part in parts:
        found = [of_group.get(group.first) for group in part.groups]
        articles = tuple([None if one is None else one[0] for one in found])
        known = [one for one in found if one is not None]
        role = known[0][1] if known else "body"
        given = "title" if role in TITLES else "byline" if role == "byline" else "body"
        truths.append(PartTruth(articles, given))
    return truths
