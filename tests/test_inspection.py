"""How a page was read: promises for any text, and what a reader is shown in particular cases."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.inspection import FURNITURE, UNREAD, Inspection, article_letter, inspect_reading
from jiceng.reading import read_articles
from jiceng.reading.article import PageReading, PrintedTitle, ReadArticle, ReadBreak, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import WHITE_SPACE, Span

_LINES = [
    "□本报记者 张三 李四",
    "本报武汉1月1日电 （记者张三）今天召开会议，",
    "基层治理见成效",
    "1 月 13 日，会议在会展中心召开。",
    "会议提出，要健全各级工作制度，落实完善对",
    "重大工作的领导体制，健全制度。",
    "责任编辑：张三 版式设计：李四",
    "2020年1月1日 星期三 01 要闻",
    "see the Latin words",
    "end of a line,",
    "（下转第4版）",
]
_PAGES = st.lists(
    st.one_of(st.sampled_from(_LINES), st.sampled_from(["", " ", "\u3000", "\t"]), st.text(max_size=25)), max_size=60
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\f", "\u2028", "\n\n"]).map(lambda end: end.join(lines)))


def inspect(raw: str) -> Inspection:
    return inspect_reading(raw, read_articles(raw))


@pytest.mark.parametrize("raw", ["\u200b", "甲\n\u2060\u200b\n乙", "\ufeff\n", "\x1f", "\x1c\u3000"])
def test_a_line_of_characters_without_width_is_blank(raw: str) -> None:
    assert all(line.segments or line.text.strip(WHITE_SPACE) == "" for line in inspect(raw).lines)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), _PAGES))
def test_every_printed_character_stands_in_exactly_one_line_which_has_an_owner(raw: str) -> None:
    inspection = inspect(raw)
    assert [line.number for line in inspection.lines] == list(range(1, len(inspection.lines) + 1))
    for line, below in pairwise(inspection.lines):
        assert line.offset + len(line.text) < below.offset
    for line in inspection.lines:
        assert raw[line.offset : line.offset + len(line.text)] == line.text
        assert bool(line.segments) is bool(line.text.strip(WHITE_SPACE))
        assert "".join(segment.text for segment in line.segments) == (line.text if line.segments else "")
        assert UNREAD not in line.pieces
    printed = "".join(c for line in inspection.lines for c in line.text if not c.isspace())
    assert printed == "".join(c for c in raw if not c.isspace())


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), _PAGES))
def test_every_verdict_stands_behind_exactly_one_line(raw: str) -> None:
    reading = read_articles(raw)
    inspection = inspect_reading(raw, reading)
    behind = [line.break_after for line in inspection.lines if line.break_after is not None]
    assert behind == list(reading.breaks)
    assert sum(inspection.verdicts.values()) == len(reading.breaks)
    for line in inspection.lines:
        assert line.break_after is None or line.break_after.raw_offset == line.offset + len(line.text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), _PAGES))
def test_the_stretches_hold_all_lines_and_all_that_was_read_of_them(raw: str) -> None:
    reading = read_articles(raw)
    inspection = inspect_reading(raw, reading)
    assert [line for stretch in inspection.stretches for line in stretch.lines] == list(inspection.lines)
    for position, article in enumerate(reading.articles, start=1):
        parts = [p for s in inspection.stretches for p in s.parts if p.piece.article == position]
        texts = [*(title.text.text for title in article.titles), *(p.text.text for p in article.paragraphs)]
        assert sorted("".join(part.text for part in parts)) == sorted("".join(texts))
        whole = [part.text for part in parts if part.comes_from is None and part.goes_on is None]
        assert set(whole) <= set(texts)
    for stretch in inspection.stretches:
        owners = {piece for line in stretch.lines for piece in line.pieces}
        assert {part.piece for part in stretch.parts} == owners - {FURNITURE}


@settings(max_examples=100, deadline=None)
@given(_PAGES)
def test_an_articles_lines_are_those_that_name_it(raw: str) -> None:
    inspection = inspect(raw)
    for article in inspection.articles:
        named = [line.number for line in inspection.lines if article.position in line.articles]
        inside = {number for first, last in article.lines for number in range(first, last + 1)}
        blank = {line.number for line in inspection.lines if not line.segments}
        assert set(named) == inside - blank
        assert article.first_line == named[0]


@pytest.mark.parametrize(
    "raw", ["", "\n", " \r\n \n", "\x00", "甲", "甲\r\n乙", "\n甲", "甲\n", "甲\x0b乙\n丙", "\ud800\n"]
)
def test_odd_pages_are_shown(raw: str) -> None:
    inspection = inspect(raw)
    assert inspection.unread_lines == ()
    assert inspection.printed_lines == sum(bool(line.text.strip()) for line in inspection.lines)


def test_letters_go_on_behind_z() -> None:
    assert [article_letter(position) for position in (1, 2, 26, 27, 28, 52, 53, 702, 703)] == [
        *("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA")
    ]


def read_by_hand() -> tuple[str, PageReading]:
    """Return a page whose headline and kicker share a line and whose paragraph goes on behind another article."""
    raw = "引题 主题\n正文头，\n\n别的文章\n正文尾。\n要闻\n漏了"
    article = ReadArticle(
        "report",
        (PrintedTitle("kicker", SourcedText.of(raw, 0, 2)), PrintedTitle("headline", SourcedText.of(raw, 3, 5))),
        (ReadParagraph("body", SourcedText.of(raw, 6, 10) + SourcedText.of(raw, 17, 21)),),
    )
    other = ReadArticle("brief", (), (ReadParagraph("body", SourcedText.of(raw, 12, 16)),), issues=("no_headline",))
    breaks = (
        ReadBreak(raw_offset=5, verdict="part", reason="by_hand", confidence=0.9),
        ReadBreak(raw_offset=10, verdict="article", reason="by_hand", confidence=0.899),
    )
    return raw, PageReading((article, other), (Span(start=22, end=24),), breaks)


def test_a_line_of_two_pieces_is_divided() -> None:
    inspection = inspect_reading(*read_by_hand())
    first = inspection.lines[0]
    assert [(segment.text, segment.piece.role) for segment in first.segments] == [
        ("引题 ", "kicker"),
        ("主题", "headline"),
    ]
    assert first.articles == (1,)
    assert [part.text for part in inspection.stretches[0].parts] == ["引题", "主题"]


def test_a_paragraph_that_goes_on_elsewhere_says_where() -> None:
    inspection = inspect_reading(*read_by_hand())
    parts = [
        (part.piece.article, part.text, part.comes_from, part.goes_on)
        for stretch in inspection.stretches
        for part in stretch.parts
        if part.piece.paragraph
    ]
    assert parts == [(1, "正文头，", None, 5), (2, "别的文章", None, None), (1, "正文尾。", 2, None)]
    assert [article.lines for article in inspection.articles] == [((1, 2), (5, 5)), ((4, 4),)]


def test_what_is_doubtful_lost_or_furniture_is_counted() -> None:
    inspection = inspect_reading(*read_by_hand())
    assert inspection.doubtful_lines == (2,)
    assert inspection.furniture_lines == 1
    assert inspection.unread_lines == (7,)
    assert inspection.printed_lines == 6
    assert inspection.issue_count == 1
    assert inspection.verdicts == {"part": 1, "article": 1}
