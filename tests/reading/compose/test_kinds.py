"""What words and form say an article or a paragraph is."""

import pytest

from jiceng.reading.article import ReadParagraph
from jiceng.reading.compose.kinds import is_caption, kind_of
from jiceng.sourced import SourcedText
from schemas.article import ParagraphRole, TitleRole


@pytest.mark.parametrize(
    "text",
    [
        "图为居民在社区健身。",
        "图①：居民在社区健身。",
        "左图：社区的早晨。",
        "▲社区的早晨",
        "本报记者 张三摄",
        "居民在社区健身。张小三 摄（新华社发）",
        "（张三 摄）",
        "新华社发",
        "资料图片",
        "张小三摄影报道",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    ["社区正在组织拍摄。", "会议召开。", "他爱好摄影", "图书馆开放了。", "图为一景。" + "好" * 300],
)
def test_no_captions(text: str) -> None:
    assert not is_caption(text)


def _paragraph(text: str, role: ParagraphRole = "body") -> ReadParagraph:
    return ReadParagraph(role, SourcedText.of(text, 0, len(text)))


_LONG = (_paragraph("基层治理要把服务做实。" * 30),)


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("把服务做实（基层时评）", "commentary"),
        ("社论：把服务做实", "commentary"),
        ("本报评论员：把服务做实", "commentary"),
        ("论坛在我市开幕", "report"),
        ("声音嘹亮", "report"),
        ("专访市民政局局长张三", "interview"),
        ("对话张三：把服务做实", "interview"),
        ("两国举行战略对话", "report"),
        ("把服务做实（人物访谈）", "interview"),
        ("市供电公司停电通知", "notice"),
        ("土地使用权挂牌出让公告", "notice"),
        ("讣告", "notice"),
        ("遗失声明", "notice"),
        ("招领启事", "notice"),
        ("市政府发布通告", "report"),
        ("两国联合声明", "document"),
        ("关于加强基层治理的意见", "document"),
        ("关于三起典型案例的通报", "document"),
        ("市自然资源管理办法", "document"),
        ("市委印发关于加强基层治理的意见", "report"),
        ("市长发表讲话", "report"),
        ("在全市大会上的讲话", "document"),
        ("群众总有好办法", "report"),
        ("基层治理见成效", "report"),
    ],
)
def test_kind_by_headline(headline: str, kind: str) -> None:
    assert kind_of([("headline", headline)], _LONG) == kind


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        ([("headline", "把服务做实"), ("subheadline", "——三论基层治理")], "commentary"),
        ([("headline", "把服务做实"), ("byline", "本报评论员")], "commentary"),
        ([("headline", "把服务做实"), ("subheadline", "——访市民政局局长张三")], "interview"),
        ([("headline", "把服务做实"), ("subheadline", "——访问团纪行")], "report"),
        ([("headline", "把服务做实"), ("kicker", "论坛见闻")], "report"),
    ],
)
def test_kind_by_other_titles(titles: list[tuple[TitleRole, str]], kind: str) -> None:
    assert kind_of(titles, _LONG) == kind


def test_kind_by_the_form_of_the_text() -> None:
    asked = (_paragraph("记者：怎么做？"), _paragraph("张三：把服务做实。"), _paragraph("问：还有呢？"), *_LONG)
    assert kind_of([("headline", "把服务做实")], asked) == "interview"
    assert kind_of([("headline", "会议召开")], (_paragraph("会议召开。"),)) == "brief"
    pictured = (_paragraph("居民在健身。"), _paragraph("张三摄", "caption"))
    assert kind_of([("headline", "社区的早晨")], pictured) == "caption"
    assert kind_of([("headline", "图片新闻")], (_paragraph("居民在健身。"),)) == "caption"
