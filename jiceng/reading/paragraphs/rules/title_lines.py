"""Rules for the lines of titles: one is wrapped at a space of its own, inside brackets, or in its middle."""

from jiceng.reading.lexicon import words
from jiceng.reading.lines.split import Line, layout_spaces
from jiceng.reading.paragraphs.line_ends import cuts_word, opens_pair
from jiceng.reading.paragraphs.meeting import JOINED, PARTED, Decision, Meeting
from jiceng.reading.paragraphs.weights import WEIGHTS
from jiceng.rule import rule

_KICKER_LINE_ENDS = words("kicker_line_ends")
_SUBHEADLINE_STARTS = ("—", "（")


@rule("title_space", "breaks", "a title goes on: white space follows its first line")
def title_space(meeting: Meeting) -> Decision:
    """Join the lines of a title that is wrapped at a space of its own."""
    return JOINED if meeting.lines[meeting.above].spaced else None


@rule("title_bracket", "breaks", "a title goes on: a mark is open, or a column's name in brackets follows")
def title_bracket(meeting: Meeting) -> Decision:
    """Join the lines of a title inside brackets or marks, or before brackets that name no year or number."""
    text = meeting.lines[meeting.index].text
    column = text[0] == "（" and text[-1] == "）" and not any(c in "0123456789年" for c in text)
    return JOINED if column or opens_pair(meeting.lines[meeting.above].text) else None


@rule("title_halves", "breaks", "a title goes on: it is wrapped in its middle, the second half as long as the first")
def title_halves(meeting: Meeting) -> Decision:
    """Join two lines that are the halves of one title, neither of them a kicker, a subheadline or wrapped already."""
    above, line = meeting.lines[meeting.above], meeting.lines[meeting.index]
    least = WEIGHTS.half_title if line.text[-1] not in "）)" else WEIGHTS.half_title_with_column
    if (
        above.text.endswith(_KICKER_LINE_ENDS)
        or line.text.startswith(_SUBHEADLINE_STARTS)
        or min(len(above.text), len(line.text)) < least
        or not _are_halves(above, line)
        or meeting.above > meeting.group.first
        or (not meeting.single and (opens_pair(line.text) or line.spaced))
    ):
        return None
    return JOINED


@rule("title_line", "breaks", "another title: nothing tells that the title above goes on")
def title_line(meeting: Meeting) -> Decision:  # noqa: ARG001 — every title that no other rule joins is another one
    """Part the lines of different titles."""
    return PARTED


def _are_halves(above: Line, line: Line) -> bool:
    """Return whether two lines are halves: the second as long or one longer, or one shorter where a word is cut.

    Spaces of layout and a mark at the end of the first do not count.
    """
    first, second = [
        len(one.text) - sum(end - start for start, end in layout_spaces(one.text)) for one in (above, line)
    ]
    difference = second - first + (above.text[-1] in "，、")
    if 0 <= difference <= WEIGHTS.half_title_longer:
        return True
    return difference == -WEIGHTS.half_title_shorter and cuts_word(above, line)
