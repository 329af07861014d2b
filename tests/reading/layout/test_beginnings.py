import pytest

from jiceng.reading.layout.beginnings import Beginning, begins_inside, least_repeated
from jiceng.reading.layout.bigrams import Bigrams, bigrams_of
from jiceng.reading.layout.drafts import BODY, TITLES, Draft
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading import own_articles

from .invented_parts import body, page_of, paragraphs_of, title

_TEA, _LIBRARY = paragraphs_of(own_articles.TEA), paragraphs_of(own_articles.LIBRARY)
_TITLE = "茶农采茶炒茶，茶山合作社收购春茶"


def _found(*parts: Part) -> list[Beginning]:
    """Return where the body of the last part, a title, begins inside the article of those before it."""
    page = page_of(*parts)
    draft = Draft(0, 0, TITLES)
    for index, part in enumerate(page[:-1]):
        first = not index and part.kind == "title"
        draft = draft.with_title(index, page, TITLES) if first else draft.with_body(index, part, BODY)
    return begins_inside(draft, page[-1].bigrams, PageBigrams(page))


def _places(found: list[Beginning]) -> list[tuple[int, int, bool]]:
    return [(one.position, one.group, one.headed) for one in found]


def test_an_article_begins_where_the_words_of_its_title_do() -> None:
    found = _found(title("山村书屋"), body(*_LIBRARY, *_TEA), title(_TITLE))
    assert _places(found) == [(0, len(_LIBRARY), False)]
    assert found[0].gain > 0


def test_it_may_begin_at_a_section_heading_too() -> None:
    found = _found(title("山村书屋"), body(*_LIBRARY), title("茶农"), body(*_TEA), title(_TITLE))
    assert sorted(_places(found)) == [(1, 0, True), (2, 0, False)]


def test_a_section_heading_that_the_title_repeats_speaks_for_the_place() -> None:
    plain, repeated = (
        next(one.gain for one in _found(body(*_LIBRARY), title(text), body(*_TEA), title(_TITLE)) if one.headed)
        for text in ("书屋的事茶农", "茶农采茶")
    )
    assert repeated > plain


def test_headings_of_another_style_speak_for_the_place() -> None:
    gains = []
    for paired in (False, True):
        parts = [body(_LIBRARY[0]), title("抢座位"), body(*_LIBRARY[1:]), title("采茶", paired=paired), body(*_TEA)]
        found = _found(title("山村书屋"), *parts, title(_TITLE))
        gains.append(next(one.gain for one in found if one.headed))
    assert gains[1] - gains[0] == pytest.approx(WEIGHTS.gap_style)


def test_it_begins_at_no_second_heading_of_a_pair() -> None:
    parts = [body(*_LIBRARY), title("书屋的事", paired=True), title("茶农", near=True), body(*_TEA)]
    assert (2, 0, True) not in _places(_found(title("山村书屋"), *parts, title(_TITLE)))


def test_it_begins_nowhere_if_the_title_repeats_the_first_paragraphs() -> None:
    assert _found(title("山村书屋"), body(*_TEA, *_LIBRARY), title(_TITLE)) == []
    assert _found(title("山村书屋"), body(*_LIBRARY), title("的")) == []
    assert _found(title("山村书屋"), title("茶农"), title(_TITLE)) == []


def test_how_much_of_a_title_the_body_above_it_repeats() -> None:
    one, half, all_of_it = bigrams_of(["茶山采茶炒", "茶山书屋采", "茶山采茶炒"])
    assert one.size == 4
    assert least_repeated(one, None) == 4 * WEIGHTS.repeated_above
    following = page_of(body("x"))[0]
    following.bigrams = half
    assert least_repeated(one, following) == pytest.approx(4 * (1 / 4 + WEIGHTS.repeated_more_above))
    following.bigrams = all_of_it
    assert least_repeated(one, following) > one.size
    assert least_repeated(Bigrams(), following) == float("inf")
