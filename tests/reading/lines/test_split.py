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
