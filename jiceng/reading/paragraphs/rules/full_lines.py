"""Rules that go by how full the lines are: a paragraph fills every line except its last."""

from jiceng.reading.lines.columns import FIRST_LINE_INDENT
from jiceng.reading.paragraphs.line_ends import ends_sentence
from jiceng.reading.paragraphs.meeting import JOINED, PARTED, Decision, Meeting
from jiceng.reading.paragraphs.weights import WEIGHTS
from jiceng.rule import rule


@rule("full_line", "breaks", "the text goes on: the line above fills its column")
def full_line(meeting: Meeting) -> Decision:
    """Join the lines where the line above is full."""
    return JOINED if meeting.full else None


@rule(
    "first_line",
    "breaks",
    "a new paragraph: a full line ends a sentence, the line below can only be a first one",
)
def first_line(meeting: Meeting) -> Decision:
    """Part the lines where the line below is too short for an inner line and fills a first one."""
    if not meeting.full or not meeting.can_be_first() or meeting.can_be_inner():
        return None
    return PARTED if meeting.ends or meeting.above_may_be_heading() else None


@rule(
    "short_line",
    "breaks",
    "a new paragraph: the line above ends a sentence, or much of its column is empty",
)
def short_line(meeting: Meeting) -> Decision:
    """Part the lines where the line above is not full."""
    return None if meeting.full else PARTED


@rule("open_line", "breaks", "the text goes on: the line above is nearly full and ends no sentence")
def open_line(meeting: Meeting) -> Decision:
    """Join the lines where the line above lacks no more than a number or a Latin word that was kept whole.

    A line by itself that leaves room for what follows is a heading, on pages without indents.
    """
    nearly_full = meeting.set_lines.width[meeting.above] > meeting.limit - WEIGHTS.nearly_full
    if not nearly_full or meeting.ends:
        return None
    return None if meeting.above_is_short() and meeting.above_may_be_heading() else JOINED


@rule(
    "column_inner_line",
    "breaks",
    "over a gap, the text goes on: a full line, then one that can only be an inner one",
)
def column_inner_line(meeting: Meeting) -> Decision:
    """Join the lines where the line above ends a sentence and the column happens to end with it."""
    if not (meeting.ends and meeting.full):
        return None
    set_lines, slack = meeting.set_lines, meeting.slack
    text = meeting.lines[meeting.index].text
    fills = set_lines.fill(meeting.index, meeting.width, slack)
    inner = fills or (meeting.indented and text[-1] not in "？！" and ends_sentence(text))
    if not inner or (meeting.single and fills):
        return None
    fills_first = set_lines.fill(meeting.index, meeting.width - FIRST_LINE_INDENT, slack)
    return JOINED if meeting.indented or not fills_first else None


@rule(
    "column_rest",
    "breaks",
    "over a gap, the text goes on: a line alone in its block ends the open sentence",
)
def column_rest(meeting: Meeting) -> Decision:
    """Join the last line of a paragraph, alone in its block, to the full line above that ends no sentence."""
    if not meeting.full or meeting.ends or not meeting.single:
        return None
    rest = ends_sentence(meeting.lines[meeting.index].text) and meeting.can_be_inner()
    return JOINED if rest and not meeting.above_may_be_title() else None


@rule(
    "column_open_line",
    "breaks",
    "over a gap, the text goes on: a full line ends no sentence, an inner one follows",
)
def column_open_line(meeting: Meeting) -> Decision:
    """Join the lines where the column ends in mid-sentence and the line below is no first line."""
    if not meeting.full or meeting.ends or meeting.single:
        return None
    least = meeting.set_lines.least[meeting.index] - meeting.slack
    inner = meeting.can_be_inner() or least > meeting.width_above - FIRST_LINE_INDENT
    return JOINED if inner and not meeting.above_may_be_title() else None
