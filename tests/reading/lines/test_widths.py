import pytest

from jiceng.reading.lines.split import split_lines
from jiceng.reading.lines.widths import measure_lines


@pytest.mark.parametrize(
    ("text", "ems", "marks"),
    [
        ("基层治理", 4.0, 0),
        ("1 月 13 日", 3.5, 0),
        ("“甲乙，丙。”", 7.0, 4),
        ("ABC", 1.5, 0),
        ("café", 2.0, 0),
        ("𠀀𠀀", 2.0, 0),
    ],
)
def test_width(text: str, ems: float, marks: int) -> None:
    widths = measure_lines(split_lines(text))
    assert (*widths.ems, *widths.marks) == (ems, marks)


@pytest.mark.parametrize(
    ("text", "full", "half"),
    [
        ("一二三四五", 5, 5),
        ("一二三四，", 4, 4),  # a closing mark hangs over the edge
        ("一，二三四", 5, 4.5),
        ("一，“二三", 4, 4),  # neighbouring marks are squeezed
        ("一二“三四”", 5, 4.5),
        ("一二三……", 3, 3),  # a mark of two ems hangs as a whole
        ("一二三。”", 2.5, 3),
        ("。", 0, 0),
        ("2020年", 3, 3),
        ("202年", 2, 2.5),
        ("馆开 30 天", 4, 4),  # a layout space is no odd digit
        ("馆开 3 天", 3, 3.5),
    ],
)
def test_the_least_that_a_line_can_be_set_in(text: str, full: float, half: float) -> None:
    widths = measure_lines(split_lines(text))
    assert (*widths.least, *widths.least_half) == (full, half)


@pytest.mark.parametrize(
    ("text", "lead"),
    [("甲乙", 1.0), ("“甲乙", 2.0), ("2020年", 2.0), ("（2020年", 3.0), ("￥甲", 1.0), ("*甲", 0.5), ("。甲", 1.0)],
)
def test_what_cannot_be_parted_from_the_first_character(text: str, lead: float) -> None:
    assert measure_lines(split_lines(text)).leads.tolist() == [lead]


def test_a_page_without_lines_has_no_widths() -> None:
    assert len(measure_lines([]).ems) == 0
