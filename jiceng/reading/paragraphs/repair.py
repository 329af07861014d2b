"""Lines → groups of lines that belong together: paragraphs or parts of them, titles, bylines."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from jiceng.reading.lines.columns import block_measures, blocks_of, prints_paragraph_per_line, read_style
from jiceng.reading.lines.split import Line
from jiceng.reading.paragraphs.decide import at_block, in_block, of_titles
from jiceng.reading.paragraphs.line_ends import ends_sentence
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage
from jiceng.reading.paragraphs.meeting import Meeting
from jiceng.reading.paragraphs.title_blocks import is_title_block, part_titles


def repair(printed: list[Line], before_title: Callable[[Meeting], object] | None = None) -> RepairedPage:
    """Join the lines of a page wherever the lines beside a line end alone tell that the text goes on.

    Furniture parts nothing: lines that it is printed between meet as if it were not there. `before_title` is called
    before each line end inside a block of titles is decided.
    """
    lines, furniture = printed, [line for line in printed if line.kind == "furniture"]
    if furniture:
        lines = [line for line in printed if line.kind != "furniture"]
        _move_gaps(printed)
    unwrapped = prints_paragraph_per_line(lines)
    blocks = blocks_of(lines, paragraph_per_line=unwrapped)
    style, set_lines = read_style(lines, blocks, paragraph_per_line=unwrapped)
    blocks = part_titles(lines, blocks, style, set_lines)
    measures = block_measures(lines, blocks, style, set_lines)
    page = RepairedPage(lines, style, set_lines, furniture=furniture)
    meeting = Meeting(lines, style, set_lines)
    for number, (block, measure) in enumerate(zip(blocks, measures, strict=True)):
        start, end = block
        page.widths += [measure.width] * (end - start)
        meeting.enter(block, measure.width)
        titles = is_title_block(lines, block, style, set_lines, measure.width, goes_on=meeting.group.open)
        joined, reason = at_block(meeting, titles=titles)
        if joined:
            meeting.group.end, meeting.group.alone = start + 1, False
            page.reasons.append(reason)
        else:
            _begin(page, meeting, _head_of_block(meeting, number, reason, titles=titles))
        decide = of_titles if titles else in_block
        for index in range(start + 1, end):
            if titles and before_title:
                meeting.move(index)
                before_title(meeting)
            joined, reason = decide(meeting, index)
            if joined:
                meeting.group.end = index + 1
                page.reasons.append(reason)
            else:
                _close(meeting)
                # Without indents the line below tells that the group is whole: a heading that fills its column.
                meeting.group.open = meeting.group.open and meeting.indented
                _begin(page, meeting, LineGroup(index, index + 1, number, reason=reason, title=titles))
        # As far as it goes in this block: it may go on in the next.
        _close(meeting)
        meeting.group.alone = meeting.group.first == start
    return page


def _move_gaps(lines: Sequence[Line]) -> None:
    """Give each line below furniture the gap above that."""
    for above, line in pairwise(lines):
        if above.kind == "furniture" and above.gap:
            line.gap = True


def _begin(page: RepairedPage, meeting: Meeting, group: LineGroup) -> None:
    """Begin a group with the line below."""
    meeting.group = group
    page.groups.append(group)
    page.reasons.append("")


def _head_of_block(meeting: Meeting, block: int, reason: str, *, titles: bool) -> LineGroup:
    """Return the group that begins with the first line of a block."""
    index = meeting.index
    group = LineGroup(index, index + 1, block, heads_block=True, reason=reason, title=titles)
    line = meeting.lines[index]
    if not titles and line.kind == "text" and not line.indent:
        group.may_go_on = meeting.can_be_inner()
        group.goes_on = group.may_go_on and not meeting.single and (meeting.indented or not meeting.can_be_first())
    return group


def _close(meeting: Meeting) -> None:
    """Note how the last line of a group ends: whether it ends a sentence, and whether it is full if it ends none."""
    group, lines = meeting.group, meeting.lines
    group.ends_sentence = ends_sentence(lines[group.end - 1].text)
    group.open = not group.ends_sentence and lines[group.first].kind == "text" and _is_full(meeting)


def _is_full(meeting: Meeting) -> bool:
    """Return whether the last line of a group fills its column; one by itself that is wider is a title."""
    group = meeting.group
    last = group.end - 1
    limit = meeting.limit_of(last, meeting.width)
    if last == group.first:
        return meeting.set_lines.fill(last, limit, meeting.slack)
    return limit < meeting.set_lines.reach[last] + meeting.slack
