"""Lines → paragraphs: does the text go on at a line end, and which rule says so."""

import re
from dataclasses import dataclass, field
from functools import cache

from jiceng.reading.bylines import starts_with_dateline
from jiceng.reading.columns import FIRST_LINE_INDENT, PageStyle, SetLines, block_measures, blocks_of, read_style
from jiceng.reading.lexicon import any_of
from jiceng.reading.lines import Line
from jiceng.reading.titles import (
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
class Unit:
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
class Repaired:
    """The page's lines as units, with the rule behind every line end inside them."""

    lines: list[Line]
    style: PageStyle
    units: list[Unit] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """Of each line, the rule that joined it to the one before it; empty for the first line of a unit."""


class _Decision:
    """What is known where two lines of text meet."""

    __slots__ = (
        "above",
        "end",
        "index",
        "limit",
        "lines",
        "set_lines",
        "slack",
        "style",
        "unit",
        "width",
        "width_above",
    )

    def __init__(self, page: Repaired, set_lines: SetLines) -> None:
        self.lines = page.lines
        self.style = page.style
        self.set_lines = set_lines
        self.slack = page.style.measure.slack
        self.index = 0
        """Of the line below."""
        self.above = 0
        """Of the line above."""
        self.unit = Unit(0, 0, 0)
        """The unit of the line above."""
        self.end = 0
        """One behind the last line of the block of the line below."""
        self.width = 0.0
        """Of the column of the line below, in ems."""
        self.width_above = 0.0
        """Of the column of the line above."""
        self.limit = 0.0
        """Width that the line above has to fill."""

    def above_full(self, lead: float | None = None) -> bool:
        """Say whether the line above fills its column: what follows, `lead` ems wide, would not have fitted.

        One that is too wide for a first line must fill the column itself.
        """
        least, reach = self.set_lines.least[self.above], self.set_lines.reach[self.above]
        if lead is not None:
            reach = self.set_lines.width[self.above] + lead
        limit = self.limit if least - self.slack <= self.limit else self.width_above
        return limit < reach + self.slack

    def above_ends(self) -> bool:
        """Say whether the line above ends a sentence."""
        return ends_sentence(self.lines[self.above].text)

    def can_be(self, width: float) -> bool:
        """Say whether the line below is set as one of this width: it fills it, or ends a sentence inside it."""
        return self.set_lines.fill(self.index, width, self.slack) or (
            self.set_lines.least[self.index] <= width and ends_sentence(self.lines[self.index].text)
        )

    def can_be_inner(self) -> bool:
        """Say whether the line below is set as one inside a paragraph."""
        return self.can_be(self.width)

    def can_be_first(self) -> bool:
        """Say whether the line below is set as the first one of a paragraph."""
        return self.can_be(self.width - FIRST_LINE_INDENT)


def repair(lines: list[Line]) -> Repaired:
    """Join lines to units wherever the text of the neighbouring lines alone says that it goes on."""
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    blocks = part_titles_below(lines, blocks, style, set_lines)
    widths = [measure.width for measure in block_measures(lines, blocks, style, set_lines)]
    page = Repaired(lines, style)
    meeting = _Decision(page, set_lines)
    unit: Unit | None = None
    for number, (start, end) in enumerate(blocks):
        meeting.end = end
        width_above, width = widths[number - 1], widths[number]
        goes_on = unit is not None and lines[unit.first].kind == "text" and _is_open(meeting, unit, width_above)
        titles = is_title_block(lines, (start, end), style, set_lines, width, goes_on=goes_on)
        joins = title_joins(lines, start, end) if titles else []
        for index in range(start, end):
            if index > start and not titles and unit is not None:
                reason = _goes_on_plainly(meeting, unit, index, width)
                if reason:
                    unit.end = index + 1
                    page.reasons.append(reason)
                    continue
            line = lines[index]
            reason, joined = "line_kind", False
            if unit is not None and line.kind == "text" and lines[index - 1].kind == "text":
                if index > start and titles:
                    reason = joins[index - start - 1] or "title_line"
                    joined = reason != "title_line"
                elif index == start and (titles or _BRACKETED_LINE.fullmatch(lines[index - 1].text)):
                    reason = "blank_line"
                else:
                    meeting.index, meeting.above, meeting.unit, meeting.width = index, index - 1, unit, width
                    meeting.width_above = width if index > start else width_above
                    meeting.limit = _limit(unit, index - 1, meeting.width_above)
                    joined, reason = _inside_block(meeting) if index > start else _over_gap(meeting)
            if joined and unit is not None:
                unit.end = index + 1
                page.reasons.append(reason)
                continue
            if unit is not None:
                _close(meeting, unit, width if index > start else width_above)
            unit = Unit(index, index + 1, number, reason=reason, title=titles)
            if index == start and not titles and line.kind == "text" and not line.indent:
                meeting.index, meeting.width = index, width
                unit.may_go_on = meeting.can_be_inner()
                unit.goes_on = unit.may_go_on and end - index > 1 and (style.indented or not meeting.can_be_first())
            page.units.append(unit)
            page.reasons.append("")
    if unit is not None:
        _close(meeting, unit, widths[-1])
    for unit in page.units:
        start, end = blocks[unit.block]
        unit.heads_block = unit.first == start
        unit.alone = unit.heads_block and unit.end == end
    return page


def _goes_on_plainly(meeting: _Decision, unit: Unit, index: int, width: float) -> str:
    """Return the rule that joins a line to its unit, the one above in its block, where no more need be looked at.

    That is most lines: those without an indent on a page that prints indents, those behind a full line that is no first
    line and ends no sentence. Empty for others.
    """
    lines, above = meeting.lines, index - 1
    if meeting.style.indented:
        return "no_indent" if not lines[index].indent and (unit.goes_on or lines[unit.first].indent) else ""
    if unit.first == above and not unit.goes_on:
        return ""
    full = width < meeting.set_lines.reach[above] + meeting.slack
    return "full_line" if full and lines[above].text[-1] not in MAY_END else ""


def _limit(unit: Unit, index: int, width: float) -> float:
    """Return the width that a line of a unit has to fill: a first line is indented."""
    return width - FIRST_LINE_INDENT if index == unit.first and not unit.goes_on else width


def _is_open(meeting: _Decision, unit: Unit, width: float) -> bool:
    """Say whether the last line of a unit is full and ends no sentence.

    A line by itself that is wider than its column is a title.
    """
    last = unit.end - 1
    if ends_sentence(meeting.lines[last].text):
        return False
    limit = _limit(unit, last, width)
    if last == unit.first:
        return meeting.set_lines.fill(last, limit, meeting.slack)
    return limit < meeting.set_lines.reach[last] + meeting.slack


def _close(meeting: _Decision, unit: Unit, width: float) -> None:
    lines = meeting.lines
    unit.ends_sentence = ends_sentence(lines[unit.end - 1].text)
    unit.open = lines[unit.first].kind == "text" and _is_open(meeting, unit, width)


def _inside_block(meeting: _Decision) -> tuple[bool, str]:
    """Decide between two lines without a blank line between them, where it is not plain."""
    line, above = meeting.lines[meeting.index], meeting.lines[meeting.above]
    if meeting.style.indented and line.indent:
        return False, "indent"
    ends = ends_sentence(above.text)
    if meeting.above_full():
        if ends and meeting.can_be_first() and not meeting.can_be_inner():
            return False, "first_line"
        if ends and meeting.slack and _new_speaker(meeting):
            return False, "new_speaker"
        return True, "full_line"
    if ends:
        return False, "short_line"
    if above.text[-1] in "，、；" or above.text[-1] in "“‘（《" or opens_pair(above.text):
        return True, "open_mark"
    if meeting.set_lines.width[meeting.above] > meeting.limit - _NEARLY_FULL:
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
    lines, unit, style = meeting.lines, meeting.unit, meeting.style
    line, above = lines[meeting.index], lines[meeting.above]
    set_lines, slack = meeting.set_lines, meeting.slack
    if (line.indent and style.indented) or starts_with_dateline(line.text):
        return False, "indent" if line.indent and style.indented else "blank_line"
    single = meeting.end - meeting.index == 1
    # The first word behind the gap may have been too wide for the rest of the line above it.
    full = meeting.above_full() or meeting.above_full(set_lines.leads[meeting.index])
    if meeting.above_ends():
        fills = set_lines.fill(meeting.index, meeting.width, slack)
        inner = fills or (style.indented and line.text[-1] not in "？！" and ends_sentence(line.text))
        if full and inner and not (single and fills):
            first = set_lines.fill(meeting.index, meeting.width - FIRST_LINE_INDENT, slack)
            if style.indented or not first:
                return True, "column_inner_line"
        return False, "blank_line"
    widest = max(set_lines.ems[meeting.index], meeting.width_above - FIRST_LINE_INDENT)
    if single and set_lines.ems[meeting.above] >= widest and not line.spaced:
        if cuts_word(above, line):
            return True, "split_word"
        if _opens_bracket(above.text) and line.text[-1] in "）)" and not _opens_bracket(line.text):
            return True, "open_bracket"
    if full and _CLOSES.match(line.text):
        return True, "closing_mark"
    if not full:
        lacks = meeting.limit - set_lines.width[meeting.above]
        if above.text[-1] in "，、" and lacks <= _NEARLY_FULL and meeting.can_be_inner():
            return True, "open_mark"
        return False, "blank_line"
    # A line alone between blank lines may be a title that happens to fill its column.
    alone = meeting.index - unit.first == 1 and above.gap and not unit.goes_on
    if alone and meeting.can_be_first() and not (style.indented and above.indent) and not cuts_word(above, line):
        return False, "blank_line"
    if single:
        joined = ends_sentence(line.text) and meeting.can_be_inner()
        return (True, "column_rest") if joined else (False, "blank_line")
    too_wide = set_lines.least[meeting.index] - slack > meeting.width_above - FIRST_LINE_INDENT
    return (True, "column_open_line") if meeting.can_be_inner() or too_wide else (False, "blank_line")


def _opens_bracket(text: str) -> bool:
    """Say whether a line opens a bracket that it does not close."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")
