import pytest

from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.bodies import BodyMoves
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.moves.others import BylineMoves, ListMoves
from jiceng.reading.layout.moves.titles import TitleMoves
from jiceng.reading.layout.page_bigrams import PageBigrams
from tests.reading.layout.invented_parts import TEA, body, byline, outline, page_of, title


@pytest.mark.parametrize(("index", "kind"), [(0, TitleMoves), (1, BylineMoves), (2, BodyMoves), (3, ListMoves)])
def test_a_part_is_taken_in_the_ways_of_its_kind(index: int, kind: type[Moves]) -> None:
    page = PageBigrams(page_of(title(TEA[0]), byline(), body(TEA[1]), outline("一", "二")))
    assert type(moves_of(page, index)) is kind
