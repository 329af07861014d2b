from hypothesis import given

from jiceng.reading.layout.bigrams import topic_gaps
from jiceng.reading.layout.drafts import BODY, TITLES, Draft
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part

from .invented_parts import body, byline, outline, page_of, pages, title


def _draft(parts: list[Part]) -> Draft:
    """Return an article of all titles and bodies of a page."""
    draft = Draft(0, 0, TITLES)
    for index, part in enumerate(parts):
        draft = draft.with_title(index, parts, TITLES) if part.kind == "title" else draft.with_body(index, part, BODY)
    return draft


@given(pages(6))
def test_what_a_part_has_in_common_is_counted_for_each_part_of_the_article(parts: list[Part]) -> None:
    page, draft = PageBigrams(parts), _draft(parts)
    for _ in range(2):
        for index, part in enumerate(parts):
            by_group = [sum(one.in_common(other.bigrams) for other in parts) for one in part.bigrams_by_group]
            assert page.in_common(index, draft) == sum(by_group)
            assert page.in_common_by_group(index, draft) == (by_group or [0] * len(part.groups))


@given(pages(6))
def test_the_size_of_an_article_is_that_of_its_parts(parts: list[Part]) -> None:
    page, draft = PageBigrams(parts), _draft(parts)
    assert page.size_of(draft) == sum(part.bigrams.size for part in parts) == draft.bigram_count


def test_an_article_without_parts_has_nothing_in_common() -> None:
    page = PageBigrams(page_of(body("茶山采茶", "茶山")))
    assert page.in_common(0, Draft(0, 0, TITLES)) == page.size_of(Draft(0, 0, TITLES)) == 0
    assert page.in_common_by_group(0, Draft(0, 0, TITLES)) == [0, 0]


def test_the_next_body_and_that_of_titles_and_byline_lines() -> None:
    parts = page_of(
        title("茶山"), byline(), body("采茶"), outline("一", "二"), title("书屋"), body("借阅"), title("炒茶")
    )
    page = PageBigrams(parts)
    assert [page.next_body(index) for index in range(8)] == [*[parts[2]] * 3, *[parts[5]] * 3, None, None]
    assert [page.own_body(index) for index in range(8)] == [2, 2, 2, None, 5, 5, None, None]


def test_the_last_groups_of_a_body_and_the_gaps_between_them() -> None:
    texts = [f"茶山采茶{chr(0x4E10 + number)}" for number in range(25)]
    parts = page_of(body(*texts), title("采茶"), body(*texts))
    page = PageBigrams(parts)
    groups = page.groups_of((0, 1, 2))
    assert len(groups) == 40
    assert [(position, number) for position, number, _ in groups[:2]] == [(0, 11), (0, 12)]
    assert [(position, number) for position, number, _ in groups[-2:]] == [(2, 23), (2, 24)]
    assert all(bigrams is parts[position].bigrams_by_group[number] for position, number, bigrams in groups)
    assert page.gaps_of((0, 1, 2)) == topic_gaps([bigrams for *_, bigrams in groups])


def test_each_two_parts_are_compared_once() -> None:
    class _Counted(int):
        compared = 0

        def __and__(self, other: int) -> int:
            _Counted.compared += 1
            return int(self) & other

        __rand__ = __and__

    parts = page_of(title("茶山"), body("茶山采茶"), body("采茶"))
    for part in parts:
        for one in part.bigrams_by_group:
            one.shared = _Counted(one.shared)
    page = PageBigrams(parts)
    for _ in range(3):
        for index in range(len(parts)):
            page.in_common(index, _draft(parts))
            page.in_common_by_group(index, _draft(parts))
    # Adding titles and bodies to a draft compares nothing; each of three parts is compared with three.
    assert _Counted.compared == 9
