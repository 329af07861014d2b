import pytest

from jiceng.reading.lines.split import break_offsets, split_lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    raw = f"甲{end}乙{end}{end}丙"
    lines = split_lines(raw)
    assert [(line.text, line.gap) for line in lines] == [("甲", False), ("乙", False), ("丙", True)]
    assert [raw[line.start : line.end] for line in lines] == ["甲", "乙", "丙"]
    assert break_offsets(raw, lines) == ([1, 2 + len(end)], 1)


def test_a_form_feed_parts_like_a_blank_line() -> None:
    assert [line.gap for line in split_lines("甲\f乙")] == [False, True]


def test_other_controls_end_no_line() -> None:
    assert [line.text for line in split_lines("甲\x0b乙\x1c丙")] == ["甲\x0b乙\x1c丙"]


def test_white_space_belongs_to_no_line() -> None:
    (line,) = split_lines(" \n\u3000\u3000甲乙 \n \n")
    assert (line.text, line.start, line.indent, line.spaced) == ("甲乙", 4, 2, True)


def test_breaks_at_the_edges_of_the_page() -> None:
    raw = " \n\n甲\n"
    assert break_offsets(raw, split_lines(raw)) == ([1, 4], 0)
    assert break_offsets(" \n\n", []) == ([1], 0)


_COLUMN = [
    "村里的路灯亮了，晚饭后出门",
    "散步的人多起来，广场上有人",
    "跳舞，有人下棋，孩子们追着",
    "跑，老人坐在长凳上，看着这",
    "一切。",
    "去年冬天，",
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_with_a_blank_line_after_every_line_has_gaps_only_where_there_are_more(end: str) -> None:
    column = (end * 2).join(_COLUMN)
    lines = split_lines(f"{column}{end * 3}{column}\f{column}")
    assert [index for index, line in enumerate(lines) if line.gap] == [6, 12]


def test_a_page_with_a_blank_line_after_every_paragraph_has_a_gap_there() -> None:
    lines = split_lines("\n\n".join(["村里的路灯亮了，晚饭后出门散步的人多起来。"] * 12))
    assert all(line.gap for line in lines[1:])


def test_a_list_of_titles_with_blank_lines_has_gaps() -> None:
    lines = split_lines("\n\n".join(["路灯亮起来", "村口修了路"] * 6))
    assert all(line.gap for line in lines[1:])


def test_a_single_space_is_no_indent_where_indents_are_wider() -> None:
    paragraph = "\u3000\u3000村里的路灯亮了，\n"
    lines = split_lines(paragraph * 2 + " （记者张三）广场上\n" + paragraph)
    assert [line.indent for line in lines] == [2, 2, 0, 2]
    assert [line.indent for line in split_lines(" 村里的路灯亮了，\n广场上\n 有人。")] == [1, 0, 1]
