"""Moves on invented pages, and what they say in short."""

from collections.abc import Iterable

from jiceng.reading.layout.drafts import BODY, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from tests.reading.layout.invented_parts import page_of

ANY = float("inf")


class Page:
    """A page of invented parts."""

    def __init__(self, *parts: Part) -> None:
        self.parts = page_of(*parts)
        self._bigrams = PageBigrams(self.parts)

    def moves(self, index: int) -> Moves:
        """Return the ways to take a part."""
        return moves_of(self._bigrams, index)

    def article(self, *indices: int) -> Draft:
        """Return the article of some parts: titles are its titles, above or below its body."""
        draft = Draft(indices[0], indices[0], TITLES)
        for index in indices:
            part = self.parts[index]
            if part.kind == "title":
                draft = draft.with_title(index, self.parts, TITLES_BELOW if draft.body else TITLES)
            elif part.kind == "byline":
                draft = draft.with_byline(draft.stage)
            else:
                draft = draft.with_body(index, part, BODY)
        return draft


def in_short(moves: Iterable[Move]) -> list[tuple[int, str, bool]]:
    """Return the article, the role, and whether the current article is interrupted, of each move."""
    return [(move.article, move.role, move.interrupted is not None) for move in moves]


def only(moves: Iterable[Move], article: int, role: str, *, interrupting: bool = False) -> Move:
    """Return the one move to a role in an article."""
    (found,) = (
        move
        for move in moves
        if (move.article, move.role, move.interrupted is not None) == (article, role, interrupting)
    )
    return found
