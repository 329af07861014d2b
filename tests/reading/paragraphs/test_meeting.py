import pytest

from jiceng.reading import read_lines
from jiceng.reading.lines.columns import blocks_of, read_style
from jiceng.reading.paragraphs.line_groups import LineGroup
from jiceng.reading.paragraphs.meeting import Meeting

_COLUMN = "\n".join(["甲" * 14, *["乙" * 16] * 6, "丙" * 15 + "。"])


def _meeting(raw: str, block: int, first: int) -> Meeting:
    """Return the meeting at a block's first line, after a group that begins with a line."""
    lines = read_lines(raw)
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    meeting = Meeting(lines, style, set_lines)
    for each in blocks[: block + 1]:
        meeting.enter(each, style.measure.width)
    meeting.group = LineGroup(first, blocks[block][0], block - 1)
    meeting.measure()
    return meeting


@pytest.mark.parametrize(
    ("below", "first", "inner"),
    [
        ("丁" * 14 + "\n" + "戊" * 16, True, False),
        ("丁" * 16 + "\n" + "戊" * 16, False, True),
        ("丁" * 5 + "。", True, True),
    ],
)
def test_how_the_line_below_is_set(below: str, first: bool, inner: bool) -> None:
    meeting = _meeting(f"{_COLUMN}\n\n{below}", 1, 0)
    assert (meeting.can_be_first(), meeting.can_be_inner()) == (first, inner)


@pytest.mark.parametrize(
    ("last", "full", "ends"),
    [
        ("丙" * 15 + "。", True, True),
        ("丙" * 16, True, False),
        ("丙" * 5 + "。", False, True),
        ("丙" * 5, False, False),
    ],
)
def test_the_line_above(last: str, full: bool, ends: bool) -> None:
    column = "\n".join([*_COLUMN.split("\n")[:-1], last])
    meeting = _meeting(f"{column}\n\n{'丁' * 16}", 1, 0)
    assert (meeting.full, meeting.ends) == (full, ends)
    assert meeting.over_gap
    assert meeting.single


def test_a_line_alone_that_fills_its_column_may_be_a_title() -> None:
    raw = f"{_COLUMN}\n\n{'水' * 14}\n\n{'丁' * 14}\n{'戊' * 16}"
    assert _meeting(raw, 2, 8).above_may_be_title()
    assert not _meeting(raw, 1, 0).above_may_be_title()
