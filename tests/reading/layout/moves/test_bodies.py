import pytest

from jiceng.reading.layout.costs import close_cost, start_cost
from jiceng.reading.layout.drafts import BODY, LEAD, TITLES_BELOW
from jiceng.reading.layout.moves.move import Cut
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading import own_articles
from tests.reading.layout.invented_parts import TEA, body, byline, paragraphs_of, title

from .on_pages import ANY, Page, only

_TEA, _LIBRARY = paragraphs_of(own_articles.TEA), paragraphs_of(own_articles.LIBRARY)


def _sum(*names: str) -> float:
    return sum(getattr(WEIGHTS, name) for name in names)


def test_the_first_paragraphs_below_titles() -> None:
    page = Page(title(TEA[0]), body(TEA[1]))
    move = only(page.moves(1).of(page.article(0), ANY), 0, "body")
    assert move.cost == start_cost(page.article(0), page.parts[1], page.parts) == WEIGHTS.start_on_page
    assert move.current is not None
    assert (move.current.stage, move.current.body) == (BODY, (1,))


@pytest.mark.parametrize(
    ("above", "here", "weights"),
    [
        ({}, {}, []),
        ({}, {"dateline": True}, ["body_dateline_inside"]),
        ({"open": True}, {"may_go_on": True}, []),
        ({"open": True}, {}, ["body_open_unfitting"]),
        ({}, {"goes_on": True, "may_go_on": True}, ["body_goes_on_unfitting"]),
        ({"signed": True}, {}, ["body_after_sign_off"]),
    ],
)
def test_more_paragraphs_of_the_same_body(above: dict[str, bool], here: dict[str, bool], weights: list[str]) -> None:
    page = Page(title(TEA[0]), body(TEA[1], **above), body(TEA[2], **here))
    assert only(page.moves(2).of(page.article(0, 1), ANY), 0, "body").cost == pytest.approx(_sum(*weights))


def test_the_lead_is_below_the_titles_of_sections() -> None:
    page = Page(title("采茶"), body(TEA[1]), title(TEA[0]), body(TEA[2]))
    current = page.article(1, 2)
    assert {move.article for move in page.moves(3).of(current, ANY)} == {3}
    headed = current.copy(TITLES_BELOW)
    headed.headed = True
    move = only(page.moves(3).of(headed, ANY), 1, "lead")
    assert move.cost == WEIGHTS.lead
    assert move.current is not None
    assert move.current.stage == LEAD
    bylined = headed.with_byline(TITLES_BELOW)
    assert only(page.moves(3).of(bylined, ANY), 1, "lead").cost == _sum("lead", "lead_bylined")


@pytest.mark.parametrize(
    ("above", "text", "fields", "weights"),
    [
        (None, "书屋", {}, ["new_plain"]),
        (None, "书屋", {"dateline": True}, []),
        (None, "书屋", {"goes_on": True}, ["new_plain", "new_goes_on"]),
        (None, "近日，书屋开门", {}, ["new_plain", "new_opening_word"]),
        ({}, "书屋", {}, ["new_unmarked"]),
        ({"signed": True}, "书屋", {}, ["new_unmarked_after_sign_off"]),
        ({"open": True}, "书屋", {}, ["new_plain"]),
    ],
)
def test_an_article_begins_unmarked(
    above: dict[str, bool] | None, text: str, fields: dict[str, bool], weights: list[str]
) -> None:
    first = [] if above is None else [body(TEA[1], **above)]
    page = Page(*first, body(text, **fields))
    current = page.article(0) if first else None
    ended = close_cost(current, page.parts) if current else 0.0
    move = only(page.moves(len(first)).of(current, ANY), len(first), "body")
    assert move.cost == pytest.approx(ended + _sum(*weights))


@pytest.mark.parametrize(
    ("torn", "here", "weights"),
    [
        (True, {"goes_on": True, "may_go_on": True}, ["resume_fitting"]),
        (True, {"may_go_on": True}, ["resume_may_fit", "resume_unmarked"]),
        (True, {}, ["resume_open_unfitting", "resume_unmarked"]),
        (True, {"dateline": True}, ["resume_open_unfitting", "resume_unmarked", "resume_dateline"]),
    ],
)
def test_a_torn_article_is_resumed(torn: bool, here: dict[str, bool], weights: list[str]) -> None:
    page = Page(title("茶山"), body(_TEA[0], open=torn), title("书屋"), body(_LIBRARY[0]), body(_TEA[1], **here))
    current, interrupted = page.article(2, 3), page.article(0, 1)
    move = page.moves(4).resuming(current, interrupted, ANY)[0]
    assert (move.article, move.role) == (0, "body")
    assert move.cost == pytest.approx(close_cost(current, page.parts) + _sum(*weights))
    assert move.current is not None
    assert move.current.body == (1, 4)


def test_an_article_is_resumed_by_what_is_like_it() -> None:
    costs = []
    for following in (_TEA[2], _LIBRARY[2]):
        page = Page(title("茶山"), body(*_TEA[:2]), title("书屋"), body(*_LIBRARY[:2]), body(following))
        move = page.moves(4).resuming(page.article(2, 3), page.article(0, 1), ANY)[0]
        costs.append(move.cost - close_cost(page.article(2, 3), page.parts))
    like, unlike = costs
    assert like < _sum("resume", "resume_unmarked") < unlike


def test_an_article_is_resumed_after_titles_below_a_marked_body() -> None:
    page = Page(title("茶山"), body(TEA[1]), byline(), body("书屋"), title("书屋开门"), body(TEA[2], goes_on=True))
    current = page.article(2, 3, 4)
    (move,) = page.moves(5).resuming(current, page.article(0, 1), ANY)
    like = (move.cost - close_cost(current, page.parts) - _sum("resume_goes_on_unfitting", "resume_after_marked")) / (
        -WEIGHTS.resume_like
    )
    assert 0 < like <= WEIGHTS.contrast_bound


def test_what_costs_too_much_is_not_resumed() -> None:
    page = Page(title("茶山"), body(_TEA[0]), title("书屋"), body(_LIBRARY[0]), body(_LIBRARY[1]))
    assert page.moves(4).resuming(page.article(2, 3), page.article(0, 1), -20.0) == []


def test_a_part_is_cut_where_the_interrupted_article_is_resumed() -> None:
    page = Page(title("茶山"), body(*_TEA[:2]), title("书屋"), body(*_LIBRARY, *_TEA[2:]))
    whole, inside = page.moves(3).resuming(page.article(2), page.article(0, 1), ANY)
    assert whole.cut is None
    assert inside.cut == Cut(2, len(_LIBRARY))
    assert inside.article == 0
    assert inside.cost < whole.cost


@pytest.mark.parametrize("texts", [_TEA[2:3], _TEA * 5], ids=["one paragraph", "too many paragraphs"])
def test_a_part_is_not_cut(texts: list[str]) -> None:
    page = Page(title("茶山"), body(*_TEA[:2]), title("书屋"), body(*texts))
    assert [move.cut for move in page.moves(3).resuming(page.article(2), page.article(0, 1), ANY)] == [None]
