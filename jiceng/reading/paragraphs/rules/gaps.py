"""Rules for what a gap parts: other kinds of lines, and text after a blank line."""

from jiceng.reading.paragraphs.meeting import PARTED, Decision, Meeting
from jiceng.rule import rule


@rule("line_kind", "breaks", "another kind of line: the line above or below is a byline line or furniture")
def line_kind(meeting: Meeting) -> Decision:
    """Part the lines where one is no line of text, and where the page begins."""
    lines, index = meeting.lines, meeting.index
    return PARTED if index == 0 or lines[index].kind != "text" or lines[index - 1].kind != "text" else None


@rule(
    "blank_line",
    "breaks",
    "a blank line parts two texts: nothing tells that a column ends in mid-paragraph",
)
def blank_line(meeting: Meeting) -> Decision:
    """Part the lines where a block begins with a gap."""
    return PARTED if meeting.lines[meeting.index].gap else None
