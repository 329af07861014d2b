"""Rules for the lines of titles: one is wrapped at a space of its own, inside brackets, or where a model says so."""

from jiceng.reading.lines.type_size import is_large, is_larger
from jiceng.reading.paragraphs.line_ends import opens_pair
from jiceng.reading.paragraphs.meeting import JOINED, PARTED, Decision, Meeting
from jiceng.reading.paragraphs.title_joins import goes_on
from jiceng.rule import rule


@rule("title_space", "breaks", "a title goes on: white space follows its first line")
def title_space(meeting: Meeting) -> Decision:
    """Join the lines of a title that is wrapped at a space of its own."""
    return JOINED if meeting.lines[meeting.above].spaced else None


@rule("title_bracket", "breaks", "a title goes on: a mark is open, or a column's name in brackets follows")
def title_bracket(meeting: Meeting) -> Decision:
    """Join the lines of a title inside brackets or marks, or before brackets that name no year or number."""
    text = meeting.lines[meeting.index].text
    column = _is_bracketed(text) and not any(c in "0123456789年" for c in text)
    return JOINED if column or opens_pair(meeting.lines[meeting.above].text) else None


@rule("title_size", "breaks", "a title goes on in type of its size; another title is in larger or smaller type")
def title_size(meeting: Meeting) -> Decision:
    """Join lines of large type that are of one size, and part lines of different sizes."""
    above, below = meeting.lines[meeting.above], meeting.lines[meeting.index]
    if above.size is None or below.size is None:
        return None
    if is_larger(*sorted((above.size, below.size), reverse=True)):
        return PARTED
    return JOINED if is_large(above.size) and not below.text.startswith("——") else None


@rule("title_goes_on", "breaks", "a title goes on: lengths, marks, words and place of its two lines speak for it")
def title_goes_on(meeting: Meeting) -> Decision:
    """Join two lines of which the learned model says that they are one title, unless the second is all in brackets."""
    return JOINED if not _is_bracketed(meeting.lines[meeting.index].text) and goes_on(meeting) else None


@rule("title_line", "breaks", "another title: nothing tells that the title above goes on")
def title_line(meeting: Meeting) -> Decision:  # noqa: ARG001 — every title that no other rule joins is another one
    """Part the lines of different titles."""
    return PARTED


def _is_bracketed(text: str) -> bool:
    return text[0] == "（" and text[-1] == "）"
