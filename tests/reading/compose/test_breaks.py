import pytest

from jiceng.reading import read_articles
from jiceng.reading.compose.breaks import decide
from jiceng.reading.compose.rules.seams import Place, Seam
from schemas.page import Verdict

_BODY = Place(1, "body")
_OTHER_BODY = Place(2, "body")
_OTHER_TITLE = Place(2, "headline")
_OTHER_BYLINE = Place(2, "byline")


@pytest.mark.parametrize(
    ("seam", "verdict", "reason"),
    [
        (Seam(at_edge=True), "article", "page_edge"),
        (Seam(None, _BODY), "furniture", "furniture_line"),
        (Seam(_BODY, None), "furniture", "furniture_line"),
        (Seam(), "furniture", "furniture_line"),
        (Seam(_BODY, _OTHER_TITLE), "article", "title_below"),
        (Seam(Place(1, "kicker"), _OTHER_TITLE), "article", "title_below"),
        (Seam(_BODY, _OTHER_BYLINE), "article", "byline_below"),
        (Seam(Place(1, "headline"), _OTHER_BYLINE), "article", "byline_below"),
        (Seam(Place(1, "headline"), _OTHER_BODY), "article", "title_above"),
        (Seam(_BODY, _OTHER_BODY), "article", "words"),
        (Seam(Place(1, "heading"), Place(2, "list")), "article", "words"),
        (Seam(Place(1, "byline"), _OTHER_BODY), "article", "words"),
    ],
)
def test_a_seam_is_decided_by_the_first_rule_that_says_something(seam: Seam, verdict: Verdict, reason: str) -> None:
    assert decide(seam) == (verdict, reason)


def test_inside_an_article_the_rule_that_parted_the_lines_is_the_reason() -> None:
    raw = "社区食堂办起来\n\n□本报记者 张三\n\n食堂的窗口前排起了队，老人们\n都说好吃。\n\n老人只收五元钱。\n"
    assert [(each.verdict, each.reason) for each in read_articles(raw).breaks] == [
        ("part", "line_kind"),
        ("part", "line_kind"),
        ("joined", "full_line"),
        ("paragraph", "blank_line"),
        ("article", "page_edge"),
    ]


def test_line_ends_beside_furniture_are_furniture_where_the_text_goes_on_across_it() -> None:
    raw = (
        "03 要闻\n社区食堂办起来\n\n□本报记者 张三\n\n食堂的窗口前排起了队，老人们\n"
        "2020年1月1日 第03版 要闻\n都说好吃。\n责任编辑：张三"
    )
    reading = read_articles(raw)
    assert [each.verdict for each in reading.breaks] == ["furniture", "part", "part", *["furniture"] * 3]
    assert [p.text.text for p in reading.articles[0].paragraphs] == ["食堂的窗口前排起了队，老人们都说好吃。"]
    assert len(reading.furniture) == 3
