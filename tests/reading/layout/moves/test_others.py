import pytest

from jiceng.reading.layout.costs import close_cost
from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, TITLES
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading.layout.invented_parts import TEA, body, byline, outline, title

from .on_pages import ANY, Page, in_short, only


def test_a_byline_line_below_titles_is_free() -> None:
    page = Page(title(TEA[0]), byline(), body(TEA[1]))
    move = only(page.moves(1).of(page.article(0), ANY), 0, "byline")
    assert move.cost == 0
    assert move.current is not None
    assert (move.current.bylined, move.current.stage) == (True, TITLES)


@pytest.mark.parametrize(
    ("stage", "following", "weights"),
    [
        (BODY, [], ["byline_last"]),
        (BODY, [body("书屋")], ["byline_last", "byline_last_before_body"]),
        (LEAD, [], ["byline_last_lead"]),
    ],
)
def test_a_byline_line_below_a_body_ends_its_article(stage: int, following: list[Part], weights: list[str]) -> None:
    page = Page(title(TEA[0]), body(TEA[1]), byline(), *following)
    current = page.article(0, 1).copy(stage)
    move = only(page.moves(2).of(current, ANY), 0, "byline")
    expected = close_cost(current, page.parts) + sum(getattr(WEIGHTS, weight) for weight in weights)
    assert move.cost == pytest.approx(expected)
    assert move.current is not None
    assert move.current.stage == CLOSED


def test_an_article_has_no_second_byline_and_none_without_a_title_ends_with_one() -> None:
    page = Page(title(TEA[0]), byline(), body(TEA[1]), byline())
    for current in (page.article(0, 1, 2), page.article(2)):
        found = {(article, role) for article, role, *_ in in_short(page.moves(3).of(current, ANY))}
        assert found == {(3, "byline"), (current.number, "body")}


def test_a_byline_line_inside_a_body_costs_less_below_a_heading() -> None:
    page = Page(title(TEA[0]), body(TEA[1]), title("煎茶"), byline(), body(TEA[2]))
    plain = page.article(0, 1)
    headed = plain.with_body(2, page.parts[2], BODY)
    costs = [next(m.cost for m in page.moves(3).of(each, ANY) if m.role == "body") for each in (plain, headed)]
    assert costs[0] == WEIGHTS.byline_inside
    assert costs[1] < costs[0]


@pytest.mark.parametrize(("following", "cost"), [([], "byline_without_body"), ([byline()], "byline_without_body")])
def test_a_byline_line_without_a_body_begins_no_article(following: list[Part], cost: str) -> None:
    page = Page(byline(), *following)
    assert page.moves(0).of(None, ANY)[0].cost == getattr(WEIGHTS, cost)
    with_body = Page(byline(), body(TEA[1]))
    assert with_body.moves(0).of(None, ANY)[0].cost == 0


def test_a_list_is_inside_an_article_or_one_of_its_own() -> None:
    page = Page(title(TEA[0]), body(TEA[1]), outline("一", "二"))
    current = page.article(0, 1)
    inside, alone = page.moves(2).of(current, ANY)
    assert (inside.article, inside.role, inside.cost) == (0, "body", WEIGHTS.list_inside)
    assert (alone.article, alone.role) == (2, "list")
    assert alone.cost == pytest.approx(WEIGHTS.list_alone + close_cost(current, page.parts))
    assert alone.current is not None
    assert alone.current.stage == LIST
