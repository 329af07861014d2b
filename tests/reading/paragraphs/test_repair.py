import pytest

from jiceng.reading import read_lines
from jiceng.reading.layout.parts import parts_of
from jiceng.reading.paragraphs.repair import repair


def _units(raw: str) -> list[str]:
    page = repair(read_lines(raw))
    return ["|".join(line.text for line in page.lines[unit.first : unit.end]) for unit in page.groups]


def _column(width: int, first: int, count: int) -> str:
    """Return a paragraph set in a column: its first line `first` ems wide, then full lines, and a short last one."""
    return "\n".join(["甲" * first, *["乙" * width] * count, "丙" * 5 + "。"])


_BODY = _column(16, 14, 6)


def test_full_lines_go_on() -> None:
    assert [unit.count("|") for unit in _units(_BODY)] == [7]


def test_a_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    assert len(_units(_BODY + "\n" + _BODY)) == 2


def test_a_column_may_end_in_mid_sentence() -> None:
    first, *rest = _BODY.split("\n")
    cut = "\n".join([first, *rest[:3], "", *rest[3:]])
    assert len(_units(_BODY + "\n\n" + cut)) == 2


def test_a_first_line_is_short_where_the_line_above_is_full() -> None:
    full = "\n".join(["甲" * 14, *["乙" * 16] * 5, "乙" * 15 + "。"])
    assert len(_units(full + "\n" + _BODY)) == 2


def test_indents_begin_paragraphs() -> None:
    raw = "\n".join("\u3000\u3000" + _column(16, 14, 3) for _ in range(4))
    assert len(_units(raw)) == 4


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("强化科技支撑 \n创新治理机制", ["强化科技支撑|创新治理机制"]),
        ("与会者热议提升城乡基层\n治理能力的好办法实招——", ["与会者热议提升城乡基层|治理能力的好办法实招——"]),
        ("党建引领\n把党的领导落实到基层", ["党建引领", "把党的领导落实到基层"]),
        ("社区里的新变化\n——记一个小区的改造", ["社区里的新变化", "——记一个小区的改造"]),
        ("家门口办成了好事（一线\n见闻·社区）", ["家门口办成了好事（一线|见闻·社区）"]),
    ],
)
def test_titles(title: str, units: list[str]) -> None:
    assert _units(_BODY + "\n\n" + title + "\n\n" + _BODY)[1:-1] == units


def test_a_word_cut_in_two_goes_on() -> None:
    raw = _BODY + "\n\n强化治理创新，共同推进加快治理体\n\n系和治理能力现代化\n\n" + _BODY
    assert _units(raw)[1:-1] == ["强化治理创新，共同推进加快治理体|系和治理能力现代化"]


def test_a_paragraph_that_ends_in_the_block_below_is_not_alone() -> None:
    first, *rest = _BODY.split("\n")
    cut = "\n".join([first, *rest[:3], "", *rest[3:], _BODY])
    page = repair(read_lines(_BODY + "\n\n" + cut))
    assert [(unit.end - unit.first, unit.heads_block, unit.alone) for unit in page.groups] == [
        (8, True, True),
        (8, True, False),
        (8, False, False),
    ]


@pytest.mark.parametrize("head", ["2020年1月1日 第03版 要闻", "2020年1月1日 第03版 要闻\n2020年1月1日 第03版 要闻"])
def test_a_paragraph_goes_on_across_a_running_head(head: str) -> None:
    first, *rest = _BODY.split("\n")
    assert _units("\n".join([first, *rest[:3], head, *rest[3:]])) == ["|".join(_BODY.split("\n"))]


def test_a_gap_above_a_running_head_is_one_below_it() -> None:
    short = "\u3000\u3000" + _column(16, 14, 2)
    assert len(_units(f"{short}\n\n2020年1月1日 第03版 要闻\n社区里的新变化\n\n{short}")) == 3


_LINES = [
    "村口的路灯亮起来",
    "晚饭后出门散步的人多起来，广场上有人跳舞，有人下棋，孩子们追着跑，老人坐在长凳上，看着这一切，笑得合不拢嘴。",
    "路灯是去年冬天装上的，一共四十七盏，电费由集体出，坏了由电工老李修，谁家门口的灯不亮，打个电话他就到。",
    "“有了灯，心里亮堂。”老李说，今年还要再装二十盏，把通往学校的那条小路也照亮，让晚归的孩子不再摸黑走路。",
    "修路（村里的",
    "新变化）",
    "路也修好了，从村口一直通到后山，车能开到地头，西瓜熟了，客商的车开进来，一车一车拉走，价钱比往年还高。",
]


@pytest.mark.parametrize("between", ["\n", "\n\u3000\u3000"])
def test_a_paragraph_per_line(between: str) -> None:
    raw = between.join(_LINES).replace("\u3000\u3000修路", "修路").replace("\u3000\u3000新变化", "新变化")
    assert _units(raw) == [*_LINES[:4], "修路（村里的|新变化）", _LINES[6]]


def test_titles_without_blank_lines_are_parted_from_the_paragraphs_around_them() -> None:
    paragraph = "\u3000\u3000" + _column(16, 14, 3)
    raw = f"{paragraph}\n石桥村里安了家\n小事也有人管\n{paragraph}\n（作者单位：石桥村）\n路灯亮起来\n{paragraph}"
    assert [unit for unit in _units(raw) if "甲" not in unit] == [
        "石桥村里安了家",
        "小事也有人管",
        "（作者单位：石桥村）",
        "路灯亮起来",
    ]


def test_a_heading_between_paragraphs_without_indents_or_blank_lines_may_be_a_title() -> None:
    page = repair(read_lines(f"{_BODY}\n路灯亮起来\n{_BODY}"))
    assert [part.kind for part in parts_of(page)] == ["body", "title", "body"]


@pytest.mark.parametrize("speech", ["“修好了。”", "「修好了。」", '"修好了。"', "“修好了。“"])
def test_speech_that_ends_a_sentence_is_no_title(speech: str) -> None:
    page = repair(read_lines(f"{_BODY}\n\n他说：{speech}\n\n{_BODY}"))
    assert {part.kind for part in parts_of(page)} == {"body"}


def test_an_inner_line_that_follows_a_full_stop_is_no_title() -> None:
    first, second, *rest = _BODY.split("\n")
    raw = "\n".join(["\u3000\u3000" + first, second[:-1] + "。", *rest, "\u3000\u3000" + _BODY])
    assert len(_units(raw)) == 2
