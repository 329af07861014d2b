"""Which titles belong to which body: pages of our own articles, arranged by hand."""

from collections.abc import Sequence

import pytest

from jiceng.evaluation.typeset import Face, wrap
from jiceng.reading import read_articles
from jiceng.reading.article import ReadArticle
from tests.reading.own_articles import BUS, CANTEEN, LIBRARY, RIVER, TEA

_FACE = Face(17, half_marks=False, indent=False, blank_lines=1.0, spaced_digits=False, column_height=99)


def _set(text: str) -> str:
    return "\n".join("".join(piece for piece, _ in line) for line in wrap(text, _FACE, 2.0))


def _parts(article: dict[str, list[dict[str, str]]], *roles: str) -> list[str]:
    return [
        _set(unit["text"]) if unit["role"] == "body" else unit["text"]
        for unit in article["units"]
        if unit["role"] in roles
    ]


def _titles(article: dict[str, list[dict[str, str]]]) -> list[str]:
    return _parts(article, "kicker", "headline", "subheadline")


def _body(article: dict[str, list[dict[str, str]]]) -> list[str]:
    return _parts(article, "body", "heading")


def _byline(article: dict[str, list[dict[str, str]]]) -> list[str]:
    return _parts(article, "byline")


def _read(blocks: Sequence[str]) -> dict[str | None, ReadArticle]:
    return {article.title("headline"): article for article in read_articles("\n\n".join(blocks)).articles}


def _is_whole(article: ReadArticle, truth: dict[str, list[dict[str, str]]]) -> bool:
    wanted = [unit["text"] for unit in truth["units"] if unit["role"] in ("body", "heading")]
    return article.text.text.split("\n") == wanted


def test_titles_before_and_after_their_bodies() -> None:
    blocks = _byline(LIBRARY) + _body(LIBRARY) + _titles(LIBRARY) + _titles(BUS) + _byline(BUS) + _body(BUS)
    found = _read(blocks)
    for article in (LIBRARY, BUS):
        assert _is_whole(found[article["headline"]], article)
        assert found[article["headline"]].title("kicker") == article["kicker"]


def test_two_bodies_and_the_title_of_the_second_below_them() -> None:
    found = _read(_titles(LIBRARY) + _byline(LIBRARY) + _body(LIBRARY) + _body(TEA) + _titles(TEA))
    assert _is_whole(found[LIBRARY["headline"]], LIBRARY)
    assert _is_whole(found[TEA["headline"]], TEA)
    assert "order_uncertain" in found[TEA["headline"]].issues


@pytest.mark.usefixtures("plain_costs")
@pytest.mark.parametrize("cut", [2, 3])
def test_an_interrupted_article_goes_on_where_nothing_marks_it(cut: int) -> None:
    body = _body(TEA)
    inside = _titles(LIBRARY) + _byline(LIBRARY) + _body(LIBRARY)
    found = _read(_titles(TEA) + body[:cut] + inside + body[cut:])
    assert _is_whole(found[TEA["headline"]], TEA)
    assert _is_whole(found[LIBRARY["headline"]], LIBRARY)


@pytest.mark.usefixtures("plain_costs")
def test_an_interrupted_article_goes_on_with_a_section_heading() -> None:
    body = _body(RIVER)
    found = _read(_titles(RIVER) + _byline(RIVER) + body[:1] + _titles(CANTEEN) + _body(CANTEEN) + body[1:])
    assert _is_whole(found[RIVER["headline"]], RIVER)
    assert [p.text.text for p in found[RIVER["headline"]].paragraphs if p.role == "heading"] == [
        "截住污水口",
        "请居民来管",
    ]


@pytest.mark.usefixtures("plain_costs")
def test_sections_first_then_the_title_that_their_headings_repeat_and_its_lead() -> None:
    lead, *sections = _body(RIVER)
    sections = [{"截住污水口": "清淤", "请居民来管": "护岸"}.get(text, text) for text in sections]
    found = _read([*sections, *_titles(RIVER), lead, *_byline(RIVER)])
    article = found[RIVER["headline"]]
    assert article.text.text.startswith("沿着柳溪走一段")
    assert [p.text.text for p in article.paragraphs if p.role == "heading"] == ["清淤", "护岸"]
    assert [credit.name for credit in article.byline] == ["李四", "王小明"]


def test_a_title_far_below_its_article_which_another_interrupts() -> None:
    found = _read(_body(CANTEEN) + _titles(LIBRARY) + _byline(LIBRARY) + _body(LIBRARY) + _titles(CANTEEN))
    assert _is_whole(found[LIBRARY["headline"]], LIBRARY)
    assert _is_whole(found[CANTEEN["headline"]], CANTEEN)


def test_section_headings_are_no_titles() -> None:
    found = _read(_titles(RIVER) + _byline(RIVER) + _body(RIVER) + _titles(CANTEEN) + _body(CANTEEN))
    assert list(found) == [RIVER["headline"], CANTEEN["headline"]]
    assert "order_uncertain" not in found[CANTEEN["headline"]].issues


def test_the_title_of_the_body_above_and_that_of_the_body_below_in_one_block() -> None:
    block = "\n".join([str(BUS["headline"]), str(CANTEEN["headline"])])
    found = _read([*_body(BUS), block, *_body(CANTEEN)])
    for article in (BUS, CANTEEN):
        assert _is_whole(found[article["headline"]], article)


def test_a_title_without_a_body_is_doubtful() -> None:
    (article,) = read_articles("清淤护岸，让小河重新流动").articles
    assert "order_uncertain" in article.issues
