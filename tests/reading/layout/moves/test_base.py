import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.reading.layout.costs import close_cost
from jiceng.reading.layout.drafts import BODY, LEAD, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading import own_articles
from tests.reading.layout.invented_parts import TEA, body, byline, page_of, pages, paragraphs_of, title

from .on_pages import ANY, Page, in_short, only

_STAGES = (TITLES, BODY, TITLES_BELOW, LEAD)


def _article(parts: list[Part], stage: int) -> Draft:
    """Return the article of all parts but the last one, at a stage; where it has no titles, at that of its body."""
    if stage != BODY and not any(part.kind == "title" for part in parts[:-1]):
        stage = BODY
    draft = Draft(0, 0, stage)
    for index, part in enumerate(parts[:-1]):
        draft = draft.with_title(index, parts, stage) if part.kind == "title" else draft.with_body(index, part, stage)
    return draft


@settings(deadline=None)
@given(pages(5).filter(bool), st.sampled_from(_STAGES), st.floats(-10, 20))
def test_no_move_exceeds_the_budget_and_a_larger_budget_takes_none_away(
    parts: list[Part], stage: int, budget: float
) -> None:
    current = _article(parts, stage)
    page, index = PageBigrams(parts), len(parts) - 1
    some, every = moves_of(page, index).of(current, budget), moves_of(page, index).of(current, ANY)
    assert all(move.estimate <= budget for move in some)
    known = {(move.article, move.role, move.interrupted, move.cost) for move in every}
    assert {(move.article, move.role, move.interrupted, move.cost) for move in some} <= known


@settings(deadline=None)
@given(pages(5).filter(bool), st.sampled_from(_STAGES))
def test_a_part_can_always_begin_an_article(parts: list[Part], stage: int) -> None:
    index = len(parts) - 1
    moves = moves_of(PageBigrams(parts), index)
    for current in (None, _article(parts, stage)):
        new = [move for move in moves.of(current, ANY) if move.article == index and move.split is None]
        assert new
        assert all(move.interrupted in (None, current) for move in new)
        assert all(move.current is not None and move.current.first == index for move in new)


def test_moves_at_an_article_are_found_once() -> None:
    page = Page(title(TEA[0]), body(TEA[1]))
    moves, current = page.moves(1), page.article(0)
    assert moves.of(current, ANY) is moves.of(current, 0.0)


@pytest.mark.parametrize(
    ("parts", "weight"),
    [
        ([title(TEA[0]), body(TEA[1])], "interrupts"),
        ([title(TEA[0]), body(TEA[1], open=True)], "interrupts_open"),
        ([title(TEA[0])], "interrupts_titles"),
        ([title(TEA[0]), byline()], "interrupts_bylined"),
    ],
)
def test_what_it_costs_to_interrupt(parts: list[Part], weight: str) -> None:
    page = Page(*parts, body("书屋", dateline=True))
    here = len(parts)
    current = page.article(*range(here))
    found = page.moves(here).of(current, ANY)
    assert only(found, here, "body", interrupting=True).cost == pytest.approx(getattr(WEIGHTS, weight))
    assert only(found, here, "body").cost == pytest.approx(close_cost(current, page.parts))


def test_titles_below_are_not_interrupted() -> None:
    page = Page(body(TEA[1]), title(TEA[0]), body("书屋"))
    assert in_short(page.moves(2).of(page.article(0, 1), ANY)) == [(2, "body", False)]


def test_interrupting_costs_more_where_the_next_paragraphs_are_like_the_article() -> None:
    tea, library = paragraphs_of(own_articles.TEA), paragraphs_of(own_articles.LIBRARY)
    costs = []
    for following in (tea[2], library[0]):
        page = Page(title("茶山"), body(*tea[:2]), title("新鲜事"), body(following))
        found = page.moves(2).of(page.article(0, 1), ANY)
        costs.append(only(found, 2, "title", interrupting=True).cost)
    kin, alien = costs
    assert WEIGHTS.interrupts - WEIGHTS.interrupts_kin <= alien < kin <= WEIGHTS.interrupts + WEIGHTS.interrupts_kin


def test_byline_lines_and_lists_resume_nothing() -> None:
    parts = page_of(title(TEA[0]), body(TEA[1]), byline())
    moves = moves_of(PageBigrams(parts), 2)
    interrupted = Page(*parts).article(0, 1)
    assert moves.resuming(None, interrupted, ANY) == []
    assert not moves.can_be_title_below(None)
    assert moves.title_below(None, interrupted) is None
