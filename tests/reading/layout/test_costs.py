from collections.abc import Sequence

import pytest
from hypothesis import given

from jiceng.reading.layout.costs import (
    close_cost,
    echo_cost,
    estimate,
    heading_cost,
    least_estimate,
    length_cost,
    start_cost,
    title_cost,
)
from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS

from .invented_parts import TEA, body, byline, outline, page_of, pages, title


def _sum(*names: str) -> object:
    return pytest.approx(sum(getattr(WEIGHTS, name) for name in names))


def _titled(*titles: Part) -> tuple[Draft, list[Part]]:
    """Return an article of titles, and the page of them."""
    parts = page_of(*titles)
    draft = Draft(0, 0, TITLES)
    for index in range(len(titles)):
        draft = draft.with_title(index, parts, TITLES)
    return draft, parts


_PLAIN = {"text": "村里的新鲜事"}


@pytest.mark.parametrize(
    ("before", "fields", "weights"),
    [
        ([], {}, []),
        ([], {"opening": True}, ["opening_as_title"]),
        ([], {"fills": True}, ["title_open"]),
        ([], {"subheadline": True}, ["subheadline_first"]),
        ([{}], {}, ["title_apart"]),
        ([{}], {"near": True}, ["title_near"]),
        ([{"kicker": True}], {}, ["title_after_kicker"]),
        ([{"column": True}], {"near": True}, ["title_after_column", "title_near"]),
        ([{}], {"subheadline": True}, ["subheadline"]),
        ([{"subheadline": True}], {}, ["title_after_subheadline", "title_apart"]),
        ([{}], {"kicker": True}, ["kicker_not_first", "title_apart"]),
        ([{}, {}], {}, ["title_third", "title_apart"]),
        ([{}, {}], {"subheadline": True}, ["subheadline"]),
        ([{}, {}, {}], {"subheadline": True}, ["subheadline", "title_fourth"]),
    ],
)
def test_title_cost(before: list[dict[str, bool]], fields: dict[str, bool], weights: list[str]) -> None:
    draft, parts = _titled(*(title("茶山", **each) for each in before))
    assert title_cost(draft, title("茶农", **fields), parts) == _sum(*weights)


@pytest.mark.parametrize(
    ("titles", "weight"),
    [
        ([{}], "start_on_page"),
        ([{"column": True}], None),
        ([{"long_kicker": True}, {}], None),
        ([{"wrapped": True}], "start_wrapped"),
        ([{}, {"subheadline": True}], "start_wrapped"),
        ([{}, {"spaced": True}], "start_spaced"),
        ([{"wrapped": True}, {"spaced": True}], "start_wrapped"),
    ],
)
def test_start_cost_of_the_first_titles_of_a_page(titles: list[dict[str, bool]], weight: str | None) -> None:
    draft, parts = _titled(*(title("茶山", **each) for each in titles))
    assert start_cost(draft, body(TEA[1]), parts) == _sum(*([weight] if weight else []))
    assert start_cost(draft, body(TEA[1], dateline=True), parts) == 0
    assert start_cost(draft.with_byline(TITLES), body(TEA[1]), parts) == 0


@pytest.mark.parametrize(
    ("above", "fields", "weight"),
    [
        ({}, {}, "start_unmarked"),
        ({}, {"kicker": True}, "start_short_kicker"),
        ({"signed": True}, {"kicker": True}, "start_after_sign_off"),
    ],
)
def test_start_cost_below_text(above: dict[str, bool], fields: dict[str, bool], weight: str) -> None:
    parts = page_of(body(TEA[1], **above), title("茶山", **fields))
    draft = Draft(1, 1, TITLES).with_title(1, parts, TITLES)
    assert start_cost(draft, body(TEA[2]), parts) == _sum(weight)


@pytest.mark.parametrize(
    ("headings", "weights"),
    [
        (["采茶"], ["echo", "echo_first"]),
        (["书屋", "采茶"], ["echo"]),
        (["采茶", "炒茶"], ["echo", "echo_first", "echo"]),
        (["书屋"], []),
        (["采茶炒茶好采茶炒茶好"], []),
        (["的"], []),
    ],
)
def test_short_headings_that_a_title_below_repeats(headings: list[str], weights: list[str]) -> None:
    parts = page_of(*(title(text) for text in headings), body("书屋"), title("采茶炒茶"))
    draft = Draft(0, 0, BODY)
    for index in range(len(headings) + 1):
        draft = draft.with_body(index, parts[index], BODY)
    assert echo_cost(draft, parts[-1], parts) == _sum(*weights)


def test_what_it_costs_to_end_an_article() -> None:
    parts = page_of(
        title("茶山采茶"), body("茶山采茶"), title("茶农"), body("书屋", open=True), title("炒茶——", kicker=True)
    )
    untitled = Draft(1, 1, BODY).with_body(1, parts[1], BODY)
    titled = Draft(0, 0, TITLES).with_title(0, parts, TITLES)
    whole = titled.with_body(1, parts[1], BODY)
    assert close_cost(untitled, parts) == _sum("no_title")
    assert close_cost(titled, parts) == _sum("no_body")
    assert close_cost(whole, parts) == _sum("titled", "similar")
    assert close_cost(whole.with_body(2, parts[2], BODY), parts) == _sum("titled", "similar", "heading_last")
    assert close_cost(whole.with_body(2, parts[2], TITLES_BELOW), parts) == _sum("titled", "similar")
    assert close_cost(whole.with_body(3, parts[3], LEAD), parts) == _sum("titled", "similar", "ends_open")
    assert close_cost(titled.with_title(4, parts, TITLES), parts) == _sum("no_body", "kicker_last")
    assert close_cost(Draft(0, 0, LIST), parts) == 0


def test_the_cost_of_an_end_is_found_once() -> None:
    parts = page_of(title("茶山"))
    draft = Draft(0, 0, TITLES).with_title(0, parts, TITLES)
    assert close_cost(draft, parts) == close_cost(draft, [])


def test_what_an_article_is_expected_to_cost() -> None:
    parts = page_of(title("茶山采茶"), body("茶山采茶"))
    titled = Draft(0, 0, TITLES).with_title(0, parts, TITLES)
    assert estimate(titled) == 0
    assert estimate(titled.with_body(1, parts[1], BODY)) == _sum("titled", "similar")
    assert estimate(titled.with_body(1, parts[1], CLOSED)) == 0
    assert estimate(Draft(1, 1, BODY).with_body(1, parts[1], BODY)) == _sum("title_after_body")
    assert estimate(Draft(1, 1, LIST)) == estimate(Draft(1, 1, CLOSED)) == 0


@given(pages(6))
def test_no_body_makes_an_article_cheaper_than_the_least_estimate(parts: list[Part]) -> None:
    bodies = [(index, part) for index, part in enumerate(parts) if part.kind == "body"]
    titles = [index for index, part in enumerate(parts) if part.kind == "title"]
    for draft in (Draft(0, 0, BODY), *(Draft(0, 0, TITLES).with_title(index, parts, TITLES) for index in titles)):
        grown = draft
        for index, part in bodies:
            grown = grown.with_body(index, part, BODY)
            assert estimate(grown) >= least_estimate(draft) - 1e-9


@pytest.mark.parametrize(
    ("before", "length", "weight"),
    [
        (5, 5, "heading_as_long"),
        (5, 6, "heading_as_long"),
        (5, 4, "heading_as_long"),
        (5, 7, None),
        (5, 9, None),
        (5, 10, "heading_other_length"),
        (10, 5, "heading_other_length"),
    ],
)
def test_length_cost(before: int, length: int, weight: str | None) -> None:
    assert length_cost(before, length) == _sum(*([weight] if weight else []))


@pytest.mark.parametrize(
    ("parts", "weights"),
    [
        ([title("茶山"), body("书屋")], ["heading"]),
        ([title("茶山"), body("茶山")], ["heading", "heading_echo"]),
        ([title("茶山"), title("茶农", near=True), body("茶山")], ["heading", "heading_echo"]),
        ([title("茶山"), title("茶农"), body("茶山")], ["heading"]),
        ([title("茶山")], ["heading", "heading_last_on_page"]),
        ([title("茶山"), byline()], ["heading", "heading_before_byline"]),
        ([title("茶山"), body("书屋", dateline=True)], ["heading", "heading_before_dateline"]),
        ([title("核心阅读", opening=True, wrapped=True)], ["heading_opening"]),
        ([title("茶山", column=True), outline("一")], ["heading", "heading_column"]),
        ([title("茶山", wrapped=True), body("书屋")], ["heading", "heading_wrapped"]),
        ([title("茶山", long_kicker=True), body("书屋")], ["heading", "heading_kicker"]),
        ([title("——茶山", subheadline=True), body("书屋")], ["heading", "heading_dash"]),
        ([title("（茶山）", subheadline=True), body("书屋")], ["heading"]),
        ([title("茶山", spaced=True), body("书屋")], ["heading", "heading_spaced"]),
        ([title("茶山" * 8), body("书屋")], ["heading"]),
        ([title("茶山" * 8 + "上"), body("书屋")], ["heading", "heading_long"]),
        ([title("茶山", near=True), body("书屋")], ["heading", "heading_in_pair"]),
        ([title("茶山", fills=True), body("书屋")], ["heading", "heading_open"]),
    ],
)
def test_heading_cost(parts: Sequence[Part], weights: list[str]) -> None:
    assert heading_cost(0, page_of(*parts)) == _sum(*weights)


def test_heading_cost_after_a_credit_that_closes_an_article() -> None:
    parts = page_of(body("书屋", signed=True), title("茶山"), body("书屋"))
    assert heading_cost(1, parts) == _sum("heading", "heading_after_sign_off")
