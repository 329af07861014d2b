"""Part of a page → the ways to take it."""

from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.bodies import BodyMoves
from jiceng.reading.layout.moves.others import BylineMoves, ListMoves
from jiceng.reading.layout.moves.titles import TitleMoves
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import PartKind

_MOVES: dict[PartKind, type[Moves]] = {
    "title": TitleMoves,
    "byline": BylineMoves,
    "list": ListMoves,
    "body": BodyMoves,
}


def moves_of(page: PageBigrams, index: int) -> Moves:
    """Return the ways to take the part at an index."""
    return _MOVES[page.parts[index].kind](page, index)
