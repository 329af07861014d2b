import pytest

from jiceng.reading.layout.costs import close_cost, heading_cost, start_cost, title_cost
from jiceng.reading.layout.drafts import BODY, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.moves.move import Split
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading import own_articles
from tests.reading.layout.invented_parts import TEA, body, byline, paragraphs_of, title

from .on_pages import ANY, Page, in_short, only

_TEA, _LIBRARY = paragraphs_of(own_articles.TEA), paragraphs_of(own_articles.LIBRARY)


def test_the_first_title_of_a_page() -> None:
    page = Page(title(TEA[0]), body(TEA[1]))
    as_title, as_heading = page.moves(0).of(None, ANY)
    assert (as_title.role, as_title.cost) == ("title", 0)
    assert as_heading.role == "heading"
    assert as_heading.cost == pytest.approx(WEIGHTS.sections_first + heading_cost(0, page.parts))
    assert as_heading.current is not None
    assert (as_heading.current.headed, as_heading.current.stage) == (True, BODY)


def test_a_heading_with_which_articles_open_begins_one_without_sections() -> None:
    page = Page(title("核心阅读", opening=True), body(TEA[1]))
    move = only(page.moves(0).of(None, ANY), 0, "heading")
    assert move.cost == WEIGHTS.new_plain
    assert move.current is not None
    assert not move.current.headed


def test_a_title_after_a_title() -> None:
    page = Page(title(TEA[0]), title("茶农忙", near=True), body(TEA[1]))
    current = page.article(0)
    found = page.moves(1).of(current, ANY)
    assert only(found, 0, "title").cost == title_cost(current, page.parts[1], page.parts)
    expected = heading_cost(1, page.parts) + start_cost(current, page.parts[1], page.parts)
    expected += WEIGHTS.heading_in_title_block
    assert only(found, 0, "heading").cost == pytest.approx(expected)
    new = only(found, 1, "title")
    assert new.cost == pytest.approx(close_cost(current, page.parts) + WEIGHTS.block_divided)


def test_a_title_below_a_body_without_one() -> None:
    page = Page(body(*TEA[1:]), title(TEA[0]))
    current = page.article(0)
    move = only(page.moves(1).of(current, ANY), 0, "title")
    assert move.cost == pytest.approx(WEIGHTS.title_after_body)
    assert move.current is not None
    assert move.current.stage == TITLES_BELOW
    headed = Page(body(*TEA[1:]), title("采茶"), title(TEA[0]))
    draft = Draft(0, 0, BODY).with_body(0, headed.parts[0], BODY).with_body(1, headed.parts[1], BODY)
    move = only(headed.moves(2).of(draft, ANY), 0, "title")
    assert move.cost == pytest.approx(WEIGHTS.title_after_body + WEIGHTS.title_after_heading)


def test_a_body_with_a_title_takes_headings_only() -> None:
    page = Page(title(TEA[0]), body(TEA[1]), title("采茶"), body(TEA[2]))
    found = in_short(page.moves(2).of(page.article(0, 1), ANY))
    assert set(found) == {(0, "heading", False), (2, "title", False), (2, "title", True)}


@pytest.mark.parametrize(
    ("first", "second", "weights"),
    [
        ("采茶", "炒茶", ["heading_as_long"]),
        ("采茶", "茶农炒茶", []),
        ("采茶", "茶农茶山炒茶炒茶", ["heading_other_length"]),
    ],
)
def test_headings_of_one_article_are_alike(first: str, second: str, weights: list[str]) -> None:
    page = Page(title(TEA[0]), body(TEA[1]), title(first), body(TEA[2]), title(second), body("书屋"))
    current = page.article(0, 1).with_body(2, page.parts[2], BODY).with_body(3, page.parts[3], BODY)
    move = only(page.moves(4).of(current, ANY), 0, "heading")
    expected = heading_cost(4, page.parts) + sum(getattr(WEIGHTS, weight) for weight in weights)
    assert move.cost == pytest.approx(expected)


@pytest.mark.parametrize(
    ("above", "fields", "weights"),
    [
        ({}, {}, ["heading_first"]),
        ({"open": True}, {}, ["heading_first", "heading_after_open"]),
        ({}, {"near": True}, []),
        ({"open": True}, {"opening": True}, ["heading_after_open", "opening_inside"]),
    ],
)
def test_the_first_heading_of_a_body(above: dict[str, bool], fields: dict[str, bool], weights: list[str]) -> None:
    page = Page(title(TEA[0]), body(TEA[1], **above), title("采茶", **fields), body("书屋"))
    move = only(page.moves(2).of(page.article(0, 1), ANY), 0, "heading")
    expected = heading_cost(2, page.parts) + sum(getattr(WEIGHTS, weight) for weight in weights)
    assert move.cost == pytest.approx(expected)


def test_a_heading_is_followed_by_what_is_like_its_article() -> None:
    costs = []
    for following in (_TEA[2], _LIBRARY[2]):
        page = Page(title("茶山"), body(*_TEA[:2]), title("好事"), body(following))
        costs.append(only(page.moves(2).of(page.article(0, 1), ANY), 0, "heading").cost - heading_cost(2, page.parts))
    like, unlike = costs
    assert like < unlike
    assert WEIGHTS.heading_first - WEIGHTS.heading_kin <= like
    assert unlike <= WEIGHTS.heading_first + WEIGHTS.heading_kin


def test_a_title_takes_the_end_of_the_body_above_it() -> None:
    page = Page(title("山村书屋"), body(*_LIBRARY, *_TEA), title("茶农采茶炒茶，茶山合作社收购春茶"))
    current = page.article(0, 1)
    (move,) = (move for move in page.moves(2).of(current, ANY) if move.split is not None)
    assert move.split == Split(2, 0, 1, len(_LIBRARY))
    assert (move.article, move.role) == (2, "title")
    assert move.current is not None
    assert (move.current.first, move.current.stage, move.current.titles) == (1, TITLES_BELOW, (2,))
    assert current.body == (1,)


def test_a_title_takes_nothing_of_a_body_that_does_not_repeat_it() -> None:
    for text, following in (("清淤护岸", []), ("茶农采茶炒茶，茶山合作社收购春茶", [body(*_TEA)])):
        page = Page(title("山村书屋"), body(*_LIBRARY, *_TEA[:1]), title(text), *following)
        assert all(move.split is None for move in page.moves(2).of(page.article(0, 1), ANY))


def test_an_interrupted_article_is_resumed_with_a_heading() -> None:
    page = Page(title("茶山"), body(*_TEA[:2]), title("书屋"), body(*_LIBRARY[:2]), title("好事"), body(_TEA[2]))
    current, interrupted = page.article(2, 3), page.article(0, 1)
    (move,) = page.moves(4).resuming(current, interrupted, ANY)
    assert (move.article, move.role) == (0, "heading")
    plain = heading_cost(4, page.parts) + WEIGHTS.resume_heading + WEIGHTS.resume_unmarked
    # What follows the heading is like the interrupted article.
    assert move.cost < plain + close_cost(current, page.parts)
    assert page.moves(4).resuming(current, interrupted, -20.0) == []


def test_the_second_title_of_a_block_resumes_nothing() -> None:
    page = Page(title("茶山"), body(TEA[1]), title("书屋"), title("好事", near=True), body(TEA[2]))
    assert page.moves(3).resuming(None, page.article(0, 1), ANY) == []
    assert page.moves(2).resuming(page.article(0), page.article(0, 1), ANY) == []
    assert not page.moves(3).can_be_title_below(None)


def test_the_title_of_an_interrupted_article_is_below_the_one_that_interrupts() -> None:
    page = Page(body(*TEA[1:]), title("书屋"), byline(), body(*_LIBRARY), title(TEA[0]))
    moves, current, interrupted = page.moves(4), page.article(1, 2, 3), page.article(0)
    assert moves.can_be_title_below(current)
    assert not moves.can_be_title_below(page.article(1).copy(TITLES))
    move = moves.title_below(current, interrupted)
    assert move is not None
    assert (move.article, move.role, move.current) == (0, "title", current)
    titled = interrupted.with_title(4, page.parts, TITLES_BELOW)
    assert move.cost == pytest.approx(WEIGHTS.title_of_interrupted + close_cost(titled, page.parts))
    assert moves.title_below(current, page.article(3)) is None
    assert moves.title_below(current, page.article(1)) is None
