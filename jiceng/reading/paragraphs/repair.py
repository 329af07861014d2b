"""Lines → paragraphs: does the text go on at a line end, and which rule says so."""

import re
from dataclasses import dataclass, field
from functools import cache

from jiceng.reading.lexicon import any_of
from jiceng.reading.lines.bylines import starts_with_dateline
from jiceng.reading.lines.columns import FIRST_LINE_INDENT, PageStyle, SetLines, block_measures, blocks_of, read_style
from jiceng.reading.lines.split import Line
from jiceng.reading.paragraphs.titles import (
    MAY_END,
    cuts_word,
    ends_sentence,
    is_title_block,
    opens_pair,
    part_titles_below,
    title_joins,
)

_BRACKETED_LINE = re.compile("[（(][^（）()]*[）)]")
_CLOSES = re.compile("[^“”《》（）()]*[”》）)]")
"""A line in which something ends that began above it."""
_NEARLY_FULL = 3.0
"""Ems that an inner line of a paragraph may lack: a number or a Latin word that was kept whole."""
_LOOKED_BACK = 8
"""Lines above one among which the widest is sought."""


@dataclass(slots=True)
class LineGroup:
    """A run of lines that belong together: a paragraph or a part of one, a title, a byline line, a furniture line."""

    first: int
    """Index of its first line."""
    end: int
    """One behind its last line."""
    block: int
    """Index of the block in which it begins."""
    alone: bool = False
    """Whether nothing else stands in its block."""
    heads_block: bool = False
    """Whether it begins its block."""
    goes_on: bool = False
    """Whether its first line is set as one inside a paragraph: its beginning stands elsewhere."""
    may_go_on: bool = False
    """Whether its first line could be one inside a paragraph."""
    title: bool = False
    """Whether its block can hold titles only."""
    open: bool = False
    """Whether its last line is full and ends no sentence: its rest stands elsewhere."""
    ends_sentence: bool = False
    reason: str = ""
    """The rule that parted it from the unit before."""


@dataclass(slots=True)
class RepairedPage:
    """The page's lines as units, with the rule behind every line end inside them."""

    lines: list[Line]
    style: PageStyle
    groups: list[LineGroup] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Of each line, the rule that joined it to the one before it; empty for the first line of a unit."""


class _Decision:
    """What is known where two lines of text meet; `repair` moves it down the page, `meet` to the next place."""

    __slots__ = (
        "above",
        "end",
        "indented",
        "index",
        "limit",
        "lines",
        "set_lines",
        "slack",
        "unit",
        "width",
        "width_above",
    )

    def __init__(self, page: RepairedPage, set_lines: SetLines) -> None:
        self.lines = page.lines
        self.indented = page.style.indented
        self.set_lines = set_lines
        self.slack = page.style.measure.slack
        self.index = 0
        """Of the line below."""
        self.above = 0
        """Of the line above."""
        self.unit = LineGroup(0, 0, 0)
        """The unit of the line above."""
        self.end = 0
        """One behind the last line of the block of the line below."""
        self.width = 0.0
        """Of the column of the line below, in ems."""
        self.width_above = 0.0
        """Of the column of the line above."""
        self.limit = 0.0
        """Width that the line above has to fill."""

    def meet(self, index: int, width_above: float) -> None:
        """Look at where a line follows the last one of the unit, which stands in a column of this width."""
        self.index, self.above, self.width_above = index, index - 1, width_above
        self.limit = _limit(self.unit, index - 1, width_above)

    def above_full(self, lead: float | None = None) -> bool:
        """Say whether the line above fills its column: what follows, `lead` ems wide, would not have fitted."""
        above = self.above
        reach = self.set_lines.reach[above] if lead is None else self.set_lines.width[above] + lead
        if self.set_lines.least[above] - self.slack <= self.limit:
            return self.limit < reach + self.slack
        # Too wide for a first line: it must fill the column itself.
        return self.width_above < reach + self.slack

    def can_be(self, width: float) -> bool:
        """Say whether the line below is set as one of this width: it fills it, or ends a sentence inside it."""
        least = self.set_lines.least[self.index]
        if width < least - self.slack:
            return False
        if width < self.set_lines.reach[self.index] + self.slack:
            return True
        return least <= width and ends_sentence(self.lines[self.index].text)

    @property
    def single(self) -> bool:
        """Whether nothing stands behind the line below in its block."""
        return self.end - self.index == 1

    def can_be_inner(self) -> bool:
        """Say whether the line below is set as one inside a paragraph."""
        return self.can_be(self.width)

    def can_be_first(self) -> bool:
        """Say whether the line below is set as the first one of a paragraph."""
        return self.can_be(self.width - FIRST_LINE_INDENT)


def repair(lines: list[Line]) -> RepairedPage:
    """Join lines to units wherever the text of the neighbouring lines alone says that it goes on."""
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    blocks = part_titles_below(lines, blocks, style, set_lines)
    widths = [measure.width for measure in block_measures(lines, blocks, style, set_lines)]
    page = RepairedPage(lines, style)
    meeting = _Decision(page, set_lines)
    for number, (start, end) in enumerate(blocks):
        meeting.end, meeting.width = end, widths[number]
        titles = is_title_block(lines, (start, end), style, set_lines, meeting.width, goes_on=meeting.unit.open)
        joined, reason = _behind_block(meeting, start, widths[number - 1], titles=titles)
        if joined:
            meeting.unit.end, meeting.unit.alone = start + 1, False
            page.reasons.append(reason)
        else:
            meeting.unit = _at_head(meeting, start, number, reason, titles=titles)
            page.groups.append(meeting.unit)
            page.reasons.append("")
        joins = title_joins(lines, start, end) if titles else []
        for index in range(start + 1, end):
            if titles:
                reason = joins[index - start - 1]
                joined = reason != ""
            else:
                joined, reason = _inside_block(meeting, index)
            if joined:
                meeting.unit.end = index + 1
                page.reasons.append(reason)
            else:
                _close(meeting)
                meeting.unit = LineGroup(index, index + 1, number, reason=reason or "title_line", title=titles)
                page.groups.append(meeting.unit)
                page.reasons.append("")
        # As far as it goes in this block: it may go on in the next.
        _close(meeting)
        meeting.unit.alone = meeting.unit.first == start
    return page


def _at_head(meeting: _Decision, index: int, block: int, reason: str, *, titles: bool) -> LineGroup:
    """Return the unit that begins with the first line of a block."""
    unit = LineGroup(index, index + 1, block, heads_block=True, reason=reason, title=titles)
    line = meeting.lines[index]
    if not titles and line.kind == "text" and not line.indent:
        meeting.index = index
        unit.may_go_on = meeting.can_be_inner()
        unit.goes_on = unit.may_go_on and not meeting.single and (meeting.indented or not meeting.can_be_first())
    return unit


def _behind_block(meeting: _Decision, index: int, width_above: float, *, titles: bool) -> tuple[bool, str]:
    """Decide whether the first line of a block goes on with the unit above, which stands in a column of this width."""
    lines = meeting.lines
    if index == 0 or lines[index].kind != "text" or lines[index - 1].kind != "text":
        return False, "line_kind"
    if titles or _is_bracketed(lines[index - 1].text):
        return False, "blank_line"
    meeting.meet(index, width_above)
    return _over_gap(meeting)


def _is_bracketed(text: str) -> bool:
    """Say whether a line is nothing but words in brackets."""
    return text[0] in "（(" and _BRACKETED_LINE.fullmatch(text) is not None


def _limit(unit: LineGroup, index: int, width: float) -> float:
    """Return the width that a line of a unit has to fill: a first line is indented."""
    return width - FIRST_LINE_INDENT if index == unit.first and not unit.goes_on else width


def _close(meeting: _Decision) -> None:
    """Say of a unit how its last line ends: whether it ends a sentence, and whether it is full where it ends none."""
    unit, lines = meeting.unit, meeting.lines
    unit.ends_sentence = ends_sentence(lines[unit.end - 1].text)
    unit.open = not unit.ends_sentence and lines[unit.first].kind == "text" and _is_full(meeting)


def _is_full(meeting: _Decision) -> bool:
    """Say whether the last line of a unit fills its column; one by itself that is wider is a title."""
    unit = meeting.unit
    last = unit.end - 1
    limit = _limit(unit, last, meeting.width)
    if last == unit.first:
        return meeting.set_lines.fill(last, limit, meeting.slack)
    return limit < meeting.set_lines.reach[last] + meeting.slack


def _inside_block(meeting: _Decision, index: int) -> tuple[bool, str]:
    """Decide between two lines without a blank line between them."""
    lines, unit, above = meeting.lines, meeting.unit, index - 1
    if meeting.indented:
        if lines[index].indent:
            return False, "indent"
        if unit.goes_on or lines[unit.first].indent:
            return True, "no_indent"
    text = lines[above].text
    if (
        (above > unit.first or unit.goes_on)
        and text[-1] not in MAY_END
        and meeting.width < meeting.set_lines.reach[above] + meeting.slack
    ):
        # Most lines: nothing more need be looked at.
        return True, "full_line"
    meeting.meet(index, meeting.width)
    ends = ends_sentence(text)
    if meeting.above_full():
        if ends and meeting.can_be_first() and not meeting.can_be_inner():
            return False, "first_line"
        if ends and meeting.slack and _new_speaker(meeting):
            return False, "new_speaker"
        return True, "full_line"
    if ends:
        return False, "short_line"
    if text[-1] in "，、；" or text[-1] in "“‘（《" or opens_pair(text):
        return True, "open_mark"
    if meeting.set_lines.width[above] > meeting.limit - _NEARLY_FULL:
        return True, "open_line"
    return False, "short_line"


def _new_speaker(meeting: _Decision) -> bool:
    """Say whether a line of an uneven page leaves room for the next word and somebody begins to speak behind it."""
    lines, width = meeting.lines, meeting.set_lines.width
    if lines[meeting.above].text[-1] not in "。！？" or _speaker_opening().match(lines[meeting.index].text) is None:
        return False
    widest = max(width[max(meeting.unit.first, meeting.index - _LOOKED_BACK) : meeting.index])
    return width[meeting.above] + meeting.set_lines.leads[meeting.index] <= widest


@cache
def _speaker_opening() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{2,4}}{any_of('speaking_words')}[，：“]")


def _over_gap(meeting: _Decision) -> tuple[bool, str]:
    """Decide between two lines over a blank line: a column may end in mid-paragraph."""
    line = meeting.lines[meeting.index]
    if line.indent and meeting.indented:
        return False, "indent"
    # The first word behind the gap may have been too wide for the rest of the line above it.
    full = meeting.above_full(max(1.0, meeting.set_lines.leads[meeting.index]))
    reason = _behind_sentence(meeting, full=full) if meeting.unit.ends_sentence else _behind_open(meeting, full=full)
    if reason and not starts_with_dateline(line.text):
        return True, reason
    return False, "blank_line"


def _behind_sentence(meeting: _Decision, *, full: bool) -> str:
    """Return the rule that joins two lines over a blank line where the one above ends a sentence, "" for none."""
    if not full:
        return ""
    set_lines, slack = meeting.set_lines, meeting.slack
    text = meeting.lines[meeting.index].text
    fills = set_lines.fill(meeting.index, meeting.width, slack)
    inner = fills or (meeting.indented and text[-1] not in "？！" and ends_sentence(text))
    if inner and not (meeting.single and fills):
        first = set_lines.fill(meeting.index, meeting.width - FIRST_LINE_INDENT, slack)
        if meeting.indented or not first:
            return "column_inner_line"
    return ""


def _behind_open(meeting: _Decision, *, full: bool) -> str:
    """Return the rule that joins two lines over a blank line where the one above ends no sentence, "" for none."""
    unit, set_lines = meeting.unit, meeting.set_lines
    line, above = meeting.lines[meeting.index], meeting.lines[meeting.above]
    widest = max(set_lines.ems[meeting.index], meeting.width_above - FIRST_LINE_INDENT)
    if meeting.single and set_lines.ems[meeting.above] >= widest and not line.spaced:
        if cuts_word(above, line):
            return "split_word"
        if _opens_bracket(above.text) and line.text[-1] in "）)" and not _opens_bracket(line.text):
            return "open_bracket"
    if not full:
        lacks = meeting.limit - set_lines.width[meeting.above]
        return "open_mark" if above.text[-1] in "，、" and lacks <= _NEARLY_FULL and meeting.can_be_inner() else ""
    if _CLOSES.match(line.text):
        return "closing_mark"
    # A line alone between blank lines may be a title that happens to fill its column.
    alone = meeting.index - unit.first == 1 and above.gap and not unit.goes_on
    if alone and meeting.can_be_first() and not (meeting.indented and above.indent) and not cuts_word(above, line):
        return ""
    if meeting.single:
        return "column_rest" if ends_sentence(line.text) and meeting.can_be_inner() else ""
    too_wide = set_lines.least[meeting.index] - meeting.slack > meeting.width_above - FIRST_LINE_INDENT
    return "column_open_line" if meeting.can_be_inner() or too_wide else ""


def _opens_bracket(text: str) -> bool:
    """Say whether a line opens a bracket that it does not close."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")
