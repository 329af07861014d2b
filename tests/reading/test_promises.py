"""What reading promises for any text whatever, checked by an oracle that shares no code with it."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.reading import read_articles
from jiceng.reading.article import PageReading
from schemas import NORMALISATIONS

_LINE_ENDS = "\n\r\f\x85\u2028\u2029"
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_LINES = [
    "□本报记者 张三 李四",
    "本报记者 王小明",
    "本报武汉1月1日电 （记者张三）今天召开会议，",
    "党建引领",
    "把党的领导落实到基层",
    "与会者热议基层治理——",
    "强化科技支撑 创新治理机制",
    "社区里的新变化（一线见闻）",
    "1 月 13 日，会议在会展中心召开。",
    "会议提出，要健全各级工作制度，落实完善对",
    "重大工作的领导体制，健全制度。",
    "“我们要把服务做实，让家家户户都",
    "责任编辑：张三 版式设计：李四",
    "2020年1月1日 星期三 01 要闻",
    "（综合本报记者张三、李四报道）",
    "新华社记者 张 三摄",
    "see the Latin words",
    "end of a line,",
    "　　两个空格的段首，",
    "（下转第4版）",
    "(上接第1版)",
    "□本报记者",
    "张三 李四",
    "（本报记者 张三）",
    "本报评论员",
    "文/张三 图/李四",
    "新闻热线：0812-3333333",
    "本报巴黎、东京1月1日电 记者张三、李四报道：",
    "（作者张小明为某大学教授）",
    ",;:?!()",
    "\ufeff社区党委书记张　伟说，⻋位２０个，",
    "〝大家的事\u200b大家办\u2060\u200b",
    "\u200b",
]
_ANY = st.text(max_size=400)
_PAGES = st.lists(
    st.one_of(st.sampled_from(_LINES), st.sampled_from(["", " ", "\u3000", "\t"]), st.text(max_size=25)), max_size=60
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\f", "\u2028", "\n\n"]).map(lambda end: end.join(lines)))
_MARKS = st.text(alphabet="“”‘’（）《》()，。、—— 　\n\r\f甲乙丙0A\x00\u200b", max_size=300)


def _is_white(character: str) -> bool:
    return character.isspace() or character in _NO_WIDTH


def _spans(reading: PageReading) -> tuple[list[list[int]], list[list[int]], list[int]]:
    """Return the raw offsets of every paragraph, of every title, and of the furniture."""
    paragraphs = [list(p.text.raw_offsets()) for a in reading.articles for p in a.paragraphs]
    titles = [list(t.text.raw_offsets()) for a in reading.articles for t in a.titles]
    furniture = [offset for span in reading.furniture for offset in range(span.start, span.end)]
    return paragraphs, titles, furniture


def check_promises(raw: str) -> None:
    """Raise AssertionError where the reading of a raw text breaks promise 1, 2 or 7."""
    reading = read_articles(raw)
    paragraphs, titles, furniture = _spans(reading)
    owned = [offset for part in (*paragraphs, *titles, furniture) for offset in part if not _is_white(raw[offset])]
    assert sorted(owned) == [offset for offset, character in enumerate(raw) if not _is_white(character)]
    for article in reading.articles:
        for text in (*(p.text for p in article.paragraphs), *(t.text for t in article.titles)):
            assert text.text
            assert "\n" not in text.text
            assert not text.text[0].isspace()
            assert not text.text[-1].isspace()
            assert not set(text.text) & set(_NO_WIDTH)
            for shown, offset in zip(text.text, text.raw_offsets(), strict=True):
                assert shown == raw[offset] or NORMALISATIONS.get(raw[offset]) == shown
        if article.title("headline") is None and article.kind not in ("sidebar", "caption"):
            assert "no_headline" in article.issues
        if article.byline:
            assert article.title("byline")
    _check_breaks(raw, reading, paragraphs + titles)


def _check_breaks(raw: str, reading: PageReading, parts: list[list[int]]) -> None:
    neighbours = set()
    for part in parts:
        printed = [offset for offset in part if not _is_white(raw[offset])]
        neighbours.update(pairwise(printed))
    expected = []
    for run in re.finditer(rf"[\s{_NO_WIDTH}]+", raw):
        line_ends = [i for i in range(run.start(), run.end()) if raw[i] in _LINE_ENDS]
        if line_ends:
            joined = (run.start() - 1, run.end()) in neighbours
            expected.append((line_ends[0], joined))
    assert [(item.raw_offset, item.verdict == "joined") for item in reading.breaks] == expected
    for item in reading.breaks:
        assert item.reason
        assert 0 <= item.confidence <= 1


@settings(max_examples=300, deadline=None)
@given(st.one_of(_ANY, _PAGES, _MARKS))
def test_promises_hold_for_any_text(raw: str) -> None:
    check_promises(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "\n",
        " \r\n \n",
        "\x00",
        "\x1c\x1d\x1e\x1f",
        "甲",
        "甲\r\n乙",
        "甲\x0b乙\n丙",
        "，\n。\n”\n",
        "字" * 100_000,
        "\n" * 100_000,
        " \n" * 50_000,
        "甲\n\n" * 20_000,
        "（" * 5_000 + "\n" + "）" * 5_000,
        "（、、、" * 30_000 + "\n（、）",
        "甲。\n\n" * 10_000 + "基层治理\n\n社区的事。\n\n" * 200,
        "“" * 3_000 + "\n" * 3 + "1 月 " * 3_000,
        "本报记者 张三\n" * 3_000,
        "词 词" * 30_000,
        "\ud800\n\udfff",
        "“甲乙丙丁戊己庚辛壬癸子丑寅卯\n\n农\ud800村工作在这里展开，\n甲乙丙丁戊己庚辛壬癸子丑寅卯。",
    ],
)
def test_promises_hold_at_the_edges(raw: str) -> None:
    check_promises(raw)


def _seconds(raw: str) -> float:
    start = time.process_time()
    read_articles(raw)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        "字",
        "\n",
        " \n",
        "短行\n",
        "短行\n\n",
        "基层治理，要把服务做实。\n",
        "基层治理，要把服务做实，让家家户户都\n\n",
        "□本报记者 张三\n\n",
        "（记者 张三",
        "1 月 ",
        "张三 摄 ",
        "（张三、李四 ",
        "本报武汉、",
        "记者张三李四\n",
        "责编 张三 电话：1 版 ",
        "张三说：“好。”\n\n",
        "本报武汉1月1日电 （记者张三）会议召开。\n\n治理创新——\n鼓励基层治理创新创造（见闻）\n\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    few, many = (piece * (size // len(piece)) for size in (10_000, 80_000))
    limit = 8 * 4 * max(min(_seconds(few) for _ in range(3)), 0.005)
    assert any(_seconds(many) < limit for _ in range(3))
