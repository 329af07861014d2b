from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading.layout.drafts import BODY, CLOSED, KEPT_PARTS, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.parts import Part

from .invented_parts import LIBRARY, TEA, body, byline, outline, page_of, pages, title

_COMPUTED = ("close_cost", "estimate", "bigram_count", "known_key")


def _state(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in Draft.__slots__}


def test_a_copy_differs_in_its_stage_and_in_what_was_computed() -> None:
    draft = Draft(3, 1, TITLES).with_title(0, page_of(title(TEA[0])), TITLES)
    for name in _COMPUTED:
        setattr(draft, name, 1)
    copy = _state(draft.copy(CLOSED))
    assert [copy.pop(name) for name in (*_COMPUTED, "stage")] == [None, None, None, None, CLOSED]
    assert copy.items() <= _state(draft).items()


@given(pages(6))
def test_adding_to_a_draft_leaves_it_as_it_was(parts: list[Part]) -> None:
    draft = Draft(0, 0, TITLES)
    for index, part in enumerate(parts):
        before = _state(draft)
        grown = draft.with_body(index, part, BODY)
        draft.with_title(index, parts, TITLES)
        draft.with_byline(TITLES)
        assert _state(draft) == before
        draft = grown


@given(pages(6))
def test_a_body_has_its_parts_and_their_bigrams(parts: list[Part]) -> None:
    draft = Draft(0, 0, BODY)
    for index, part in enumerate(parts):
        draft = draft.with_body(index, part, BODY)
    assert draft.body == tuple(range(len(parts)))
    assert all(draft.body_bigrams & part.bigrams.shared == part.bigrams.shared for part in parts)
    assert draft.open is (bool(parts) and parts[-1].kind == "body" and parts[-1].open)


def test_a_body_forgets_its_first_parts() -> None:
    part = page_of(body(TEA[1]))[0]
    draft = Draft(0, 0, BODY)
    for index in range(KEPT_PARTS + 3):
        draft = draft.with_body(index, part, BODY)
    assert draft.body == tuple(range(3, KEPT_PARTS + 3))


def test_headings_of_a_body() -> None:
    first, second, near, opening = page_of(
        title("采茶", paired=True), title("炒茶茶农"), title("茶山", near=True), title("核心阅读", opening=True)
    )
    draft = Draft(0, 0, BODY).with_body(0, first, BODY)
    assert (draft.paired, draft.heading_length) == (None, 2)
    draft = draft.with_body(1, second, BODY)
    assert (draft.paired, draft.heading_length) == (False, 4)
    for ignored in (near, opening):
        same = draft.with_body(2, ignored, BODY)
        assert (same.paired, same.heading_length) == (False, 4)


def test_a_heading_ends_what_was_open_and_a_list_opens_nothing() -> None:
    torn, heading, several = page_of(body(TEA[1], open=True), title("采茶"), outline("一", "二"))
    draft = Draft(0, 0, BODY).with_body(0, torn, BODY)
    assert draft.open
    assert not draft.with_body(1, heading, BODY).open
    assert not draft.with_body(2, several, BODY).open


def test_similarity_is_the_share_of_the_titles_bigrams_that_the_body_repeats() -> None:
    parts = page_of(title("茶山采茶"), body("茶山"), body("采茶的茶山采茶"), title("茶山书屋"))
    titled = Draft(0, 0, TITLES).with_title(0, parts, TITLES)
    assert titled.similarity == 0
    assert titled.with_body(1, parts[1], BODY).similarity == 1 / 3
    assert titled.with_body(2, parts[2], BODY).similarity == 1
    assert Draft(0, 0, BODY).with_body(1, parts[1], BODY).similarity == 0
    # 山书 and 书屋 are in no other text of the page.
    below = Draft(0, 0, BODY).with_body(1, parts[1], BODY).with_title(3, parts, TITLES_BELOW)
    assert below.unrepeated == 2
    assert below.similarity == 1 / 3


@given(pages(5))
def test_similarity_is_a_share(parts: list[Part]) -> None:
    draft = Draft(0, 0, TITLES)
    for index, part in enumerate(parts):
        draft = draft.with_title(index, parts, TITLES) if part.kind == "title" else draft.with_body(index, part, BODY)
        assert 0 <= draft.similarity <= 1


def test_drafts_are_alike_by_stage_first_part_first_title_and_byline() -> None:
    parts = page_of(title(TEA[0]), title(LIBRARY[0]), byline(), body(TEA[1]))
    one = Draft(0, 0, TITLES).with_title(0, parts, TITLES)
    assert one.key == one.with_title(1, parts, TITLES).key
    assert one.with_body(3, parts[3], BODY).key == one.with_title(1, parts, TITLES).with_body(3, parts[3], BODY).key
    others = [
        one.copy(BODY),
        one.with_byline(TITLES),
        Draft(0, 1, TITLES).with_title(0, parts, TITLES),
        Draft(0, 0, TITLES).with_title(1, parts, TITLES),
    ]
    assert one.key not in [other.key for other in others]


@given(st.integers(0, 9), st.integers(0, 9))
def test_the_number_of_an_article_is_no_part_of_its_key(one: int, other: int) -> None:
    assert Draft(one, 0, BODY).key == Draft(other, 0, BODY).key
