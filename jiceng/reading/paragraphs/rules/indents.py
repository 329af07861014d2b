"""Rules that go by the indents of first lines, on pages that print them."""

from jiceng.reading.paragraphs.meeting import JOINED, PARTED, Decision, Meeting
from jiceng.rule import rule


@rule("indent", "breaks", "a new paragraph: the page prints indents, and the line below has one")
def indent(meeting: Meeting) -> Decision:
    """Part the lines where the line below is indented."""
    return PARTED if meeting.indented and meeting.lines[meeting.index].indent else None


@rule("no_indent", "breaks", "the text goes on: the page prints indents, and the line below has none")
def no_indent(meeting: Meeting) -> Decision:
    """Join the lines of a paragraph that begins with an indent, or whose beginning is printed elsewhere.

    They are left to other rules where much of the line above is empty: a title may follow the end of a paragraph.
    """
    if not meeting.indented or meeting.lines[meeting.index].indent or meeting.above_is_short():
        return None
    return JOINED if meeting.group.goes_on or meeting.lines[meeting.group.first].indent else None
