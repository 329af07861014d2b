import pytest

from jiceng.reading import read_lines


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("□本报记者 张三 李四", "byline"),
        ("2020年1月1日 星期三 01 要闻", "furniture"),
        ("02 综合新闻", "furniture"),
        ("本版责编：张三 李四", "furniture"),
        ("责任编辑：张三 版式设计：李四", "furniture"),
        ("2020年是关键之年", "text"),
        ("党建引领", "text"),
        ("本报记者 张三摄", "text"),
        ("综合施策，久久为功", "text"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert _kinds(text) == [kind]


def _kinds(raw: str) -> list[str]:
    return [line.kind for line in read_lines(raw)]


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("电话：0812-3333333\n责任编辑：张三\n正文。", ["furniture", "furniture", "text"]),
        ("正文。\n电话：0812-3333333", ["text", "text"]),
        ("正文。\n市民政局\n2020年1月1日", ["text", "text", "text"]),
        ("正文。\n2020年1月1日\n责任编辑：张三", ["text", "furniture", "furniture"]),
        ("传来好新闻\n正文。", ["text", "text"]),
        ("3\n乡音\n2020年1月1日 星期三\n\n正文。", ["furniture", "furniture", "furniture", "text"]),
        ("花山乡音\n2020年1月1日 第3版\n\n正文。", ["furniture", "furniture", "text"]),
        ("乡音\n\n2020年1月1日 星期三\n正文。", ["text", "text", "text"]),
        ("停水公告\n2020年1月1日\n正文。", ["text", "text", "text"]),
    ],
)
def test_what_articles_hold_too_is_furniture_in_company_only(raw: str, kinds: list[str]) -> None:
    assert _kinds(raw) == kinds


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("基层治理见闻\n（记者 张三）\n正文。", ["text", "byline", "text"]),
        ("正文。\n（记者 张三）", ["text", "text"]),
        ("□本报记者 张三\n李四 王五\n正文。", ["byline", "byline", "text"]),
        ("□本报记者 张三\n\n李四 王五\n正文。", ["byline", "text", "text"]),
    ],
)
def test_bylines_by_place(raw: str, kinds: list[str]) -> None:
    assert _kinds(raw) == kinds


def test_a_date_inside_the_page_is_text() -> None:
    assert _kinds("01 要闻\n正文。\n2020年1月1日\n正文。\n责任编辑：张三") == [
        "furniture",
        "text",
        "text",
        "text",
        "furniture",
    ]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("2020年1月1日 第03版 要闻", "furniture"),
        ("二〇二〇年一月一日 星期三 第3版", "furniture"),
        ("2020年1月1日", "text"),
        ("2020年1月1日 星期三", "text"),
        ("原载2020年1月1日第03版", "text"),
    ],
)
def test_a_date_with_a_page_number_is_furniture_inside_the_page(head: str, kind: str) -> None:
    assert _kinds(f"正文一。\n{head}\n正文二。") == ["text", kind, "text"]


@pytest.mark.parametrize(
    ("head", "times", "kind"),
    [("03 要闻", 3, "furniture"), ("03 要闻", 2, "text"), ("2020年1月1日", 3, "text"), ("小村变了样", 3, "text")],
)
def test_a_folio_line_that_is_repeated_is_furniture_inside_the_page(head: str, times: int, kind: str) -> None:
    assert _kinds("正文。\n" + f"{head}\n正文。\n" * times) == ["text", *[kind, "text"] * times]
