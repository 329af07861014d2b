"""Lines → paragraphs: does the text go on at a line end, and which rule says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import rjieba

from jiceng.reading.bylines import starts_with_dateline
from jiceng.reading.columns import (
    FIRST_LINE_INDENT,
    Measure,
    PageStyle,
    block_measures,
    blocks_of,
    fills,
    narrowest,
    read_style,
)
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines import Line, layout_spaces

_SENTENCE_END = re.compile("[。！？!?…；][”’）》」』)]*$")
_MAY_END = frozenset("。！？!?…；”’）》」』)")
_BRACKETED_LINE = re.compile("[（(][^（）()]*[）)]")
_FULL_STOP = re.compile("。.")
_KICKER_LINE_ENDS = words("kicker_line_ends")
_COLUMN_NAME = re.compile("(?<=.)[（(](?!.*(?:记者|报道|整理|[电讯]）?$|、.*、.*、))[^。]{4,}[）)]$")
_SUBHEADLINE_STARTS = ("—", "（")
_MAX_TITLE_LINES = 8
_MAX_TITLES_BELOW = 4
_MAX_TITLE_LINE = 80
_NEARLY_FULL = 3.0
"""Ems that an inner line of a paragraph may lack: a number or a Latin word that was kept whole."""
_HALF_TITLE = 9
"""Characters that a line of a title wrapped in the middle has at least."""
_HALF_TITLE_WITH_COLUMN = 6
"""The same where the name of a column ends the title."""


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
    reasons: dict[int, str] = field(default_factory=dict)
    """Line index → the rule that joined the line to the one before it."""


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a paragraph may: with a full stop or its like, closing marks behind it."""
    return text[-1] in _MAY_END and _SENTENCE_END.search(text[-6:]) is not None


class _Setting:
    """How one line is set in its column."""

    __slots__ = ("as_first", "as_inner", "ends", "full_first", "full_inner")

    def __init__(self, line: Line, lead: float, measure: Measure) -> None:
        """Take a line, and the width in ems of what follows it and cannot be parted."""
        self.ends = ends_sentence(line.text)
        inner = measure.width
        first = inner - FIRST_LINE_INDENT
        least = narrowest(line, measure.mark)
        shut = least - measure.slack
        reach = line.ems - line.marks * measure.mark + lead + measure.slack
        self.full_inner = shut <= inner < reach
        self.full_first = shut <= first < reach
        self.as_inner = self.full_inner or (self.ends and least <= inner)
        self.as_first = self.full_first or (self.ends and least <= first)


def repair(lines: list[Line]) -> Repaired:
    """Join lines to units wherever the text of the neighbouring lines alone says that it goes on."""
    blocks = blocks_of(lines)
    style = read_style(lines, blocks)
    blocks = _part_titles_below(lines, blocks, style.measure)
    measures = block_measures(lines, blocks, style)
    page = Repaired(lines, style)
    unit: Unit | None = None
    before = _Before(full=False, ends=True)
    for number, (start, end) in enumerate(blocks):
        measure = measures[number]
        goes_on = unit is not None and lines[unit.first].kind == "text" and before.full and not before.ends
        titles = _is_title_block(lines, start, end, style, measure, goes_on=goes_on)
        joins = _title_joins(lines, start, end) if titles else []
        for index in range(start, end):
            line = lines[index]
            setting = _Setting(line, lines[index + 1].lead if index + 1 < end else 1.0, measure)
            reason, joined = "line_kind", False
            if unit is not None and line.kind == "text" and lines[index - 1].kind == "text":
                if index > start:
                    if titles:
                        reason = joins[index - start - 1] or "title_line"
                        joined = reason != "title_line"
                    else:
                        joined, reason = _inside_block(lines, index, unit, setting, before, measure, style)
                elif titles or _BRACKETED_LINE.fullmatch(lines[index - 1].text):
                    reason = "blank_line"
                else:
                    joined, reason = _over_gap(lines, index, end, unit, setting, before, measures[number - 1], style)
            if joined and unit is not None:
                unit.end = index + 1
                page.reasons[index] = reason
            else:
                if unit is not None:
                    _close(unit, lines, before)
                unit = Unit(index, index + 1, number, reason=reason)
                unit.title = titles
                unit.may_go_on = (
                    index == start and not titles and line.kind == "text" and not line.indent and setting.as_inner
                )
                unit.goes_on = unit.may_go_on and end - index > 1 and (style.indented or not setting.as_first)
                page.units.append(unit)
            before = _first_or_inner(unit, index, setting, measure)
    if unit is not None:
        _close(unit, lines, before)
    for unit in page.units:
        start, end = blocks[unit.block]
        unit.heads_block = unit.first == start
        unit.alone = unit.heads_block and unit.end == end
    return page


def _part_titles_below(
    lines: Sequence[Line], blocks: Sequence[tuple[int, int]], measure: Measure
) -> list[tuple[int, int]]:
    """Return the blocks with titles that stand below a body without a blank line as blocks of their own.

    They follow the end of a sentence, end none, do not fill the column, and a byline line or a dispatch stands below.
    """
    parted: list[tuple[int, int]] = []
    for start, end in blocks:
        tail = end
        while tail > max(start, end - _MAX_TITLES_BELOW) and not _ends_as_text(lines[tail - 1].text):
            tail -= 1
        behind = lines[end] if end < len(lines) else None
        if (
            start < tail < end
            and behind is not None
            and (behind.kind == "byline" or starts_with_dateline(behind.text))
            and ends_sentence(lines[tail - 1].text)
            and not any(line.indent for line in lines[tail:end])
            and not fills(lines[end - 1], 1.0, measure, measure.width)
            and not fills(lines[end - 1], 1.0, measure, measure.width - FIRST_LINE_INDENT)
        ):
            parted += [(start, tail), (tail, end)]
        else:
            parted.append((start, end))
    return parted


def _ends_as_text(text: str) -> bool:
    return ends_sentence(text) or text[-1] in "，、；："


@dataclass(slots=True)
class _Before:
    """The line before the one to decide."""

    full: bool
    ends: bool
    limit: float = 0.0
    """Width in ems that it had to fill."""


def _first_or_inner(unit: Unit, index: int, setting: _Setting, measure: Measure) -> _Before:
    if index == unit.first and not unit.goes_on:
        return _Before(setting.full_first, setting.ends, measure.width - FIRST_LINE_INDENT)
    return _Before(setting.full_inner, setting.ends, measure.width)


def _close(unit: Unit, lines: Sequence[Line], last: _Before) -> None:
    unit.ends_sentence = last.ends
    unit.open = last.full and not last.ends and lines[unit.first].kind == "text"


def _is_title_block(
    lines: Sequence[Line], start: int, end: int, style: PageStyle, measure: Measure, *, goes_on: bool
) -> bool:
    """Say whether a block's lines can be titles only: few, ending no sentence, not all set to the column."""
    if not 2 <= end - start <= _MAX_TITLE_LINES or lines[start].kind != "text":
        return False
    if (style.indented and lines[start].indent) or lines[end - 1].text[-1] in "。，、；":
        return False
    if any(len(lines[i].text) > _MAX_TITLE_LINE for i in range(start, end)):
        return False
    if any(_FULL_STOP.search(lines[i].text) or lines[i].text[-1] in "。；" for i in range(start, end)):
        return False
    behind = lines[end] if end < len(lines) else None
    if (
        (
            end - start <= 4
            and any(lines[i].text.endswith("——") or lines[i].text.startswith("——") for i in range(start, end))
            and not (end - start > 2 and lines[end - 1].text.endswith("——"))
        )
        or (lines[end - 1].text[-1] in "）)" and _COLUMN_NAME.search("".join(line.text for line in lines[start:end])))
        or (lines[start].spaced and end - start <= 3)
    ) and not starts_with_dateline(lines[start].text):
        return True
    inner = measure.width
    full = [fills(lines[i], lines[i + 1].lead, measure, inner) for i in range(start, end - 1)]
    full[0] = full[0] or fills(lines[start], lines[start + 1].lead, measure, inner - FIRST_LINE_INDENT)
    if sum(full) <= len(full) / 2:
        return True
    too_wide = style.indented or narrowest(lines[start], measure.mark) - measure.slack > inner - FIRST_LINE_INDENT
    if too_wide and not goes_on and end - start <= 4 and not ends_sentence(lines[end - 1].text):
        # Nothing is open above, and the first line is too wide for one of a paragraph.
        return True
    # Full lines are a short paragraph unless the words behind them say that they are titles.
    last = lines[end - 1]
    return (
        behind is not None
        and (behind.kind == "byline" or starts_with_dateline(behind.text))
        and not fills(last, 1.0, measure, inner)
    )


def _are_halves(above: Line, line: Line) -> bool:
    """Say whether two lines are the halves of one: the second as long or one longer, or a word is cut between them.

    Spaces of layout and a mark at the end of the first do not count.
    """
    first, second = [len(one.text) - sum(end - start for start, end in layout_spaces(one.text)) for one in (above, line)]
    difference = second - first + (above.text[-1] in "，、")
    return 0 <= difference <= 1 or (difference == -1 and _cuts_word(above, line))


def _title_joins(lines: Sequence[Line], start: int, end: int) -> list[str]:
    """Return for each line of a block of titles behind its first the rule that joins it to the one above, "" for none.

    A title is wrapped at a space of its own, inside brackets, or in its middle.
    """
    joins: list[str] = []
    for index in range(start + 1, end):
        above, line = lines[index - 1], lines[index]
        if above.spaced:
            joins.append("title_space")
        elif _opens_pair(above.text) or (
            line.text[0] == "（" and line.text[-1] == "）" and not any(c in "0123456789年" for c in line.text)
        ):
            joins.append("title_bracket")
        elif (
            not above.text.endswith(_KICKER_LINE_ENDS)
            and not line.text.startswith(_SUBHEADLINE_STARTS)
            and min(len(above.text), len(line.text))
            >= (_HALF_TITLE if line.text[-1] not in "）)" else _HALF_TITLE_WITH_COLUMN)
            and _are_halves(above, line)
            and not (joins and joins[-1])
            and not (index + 1 < end and (_opens_pair(line.text) or line.spaced))
        ):
            joins.append("title_halves")
        else:
            joins.append("")
    return joins


def _inside_block(
    lines: Sequence[Line],
    index: int,
    unit: Unit,
    setting: _Setting,
    before: _Before,
    measure: Measure,
    style: PageStyle,
) -> tuple[bool, str]:
    """Decide between two lines without a blank line between them."""
    line, above = lines[index], lines[index - 1]
    if style.indented:
        if line.indent:
            return False, "indent"
        if lines[unit.first].indent or unit.goes_on:
            return True, "no_indent"
    if before.full:
        if before.ends and setting.as_first and not setting.as_inner:
            return False, "first_line"
        if before.ends and measure.slack and _new_speaker(lines, index, unit, measure):
            return False, "new_speaker"
        return True, "full_line"
    if before.ends:
        return False, "short_line"
    if above.text[-1] in "，、；" or above.text[-1] in "“‘（《" or _opens_pair(above.text):
        return True, "open_mark"
    limit = measure.width - (FIRST_LINE_INDENT if index - 1 == unit.first and not unit.goes_on else 0.0)
    if above.ems - above.marks * measure.mark > limit - _NEARLY_FULL:
        return True, "open_line"
    return False, "short_line"


def _new_speaker(lines: Sequence[Line], index: int, unit: Unit, measure: Measure) -> bool:
    """Say whether a line of an uneven page leaves room for the next word and somebody begins to speak behind it."""
    line, above = lines[index], lines[index - 1]
    if above.text[-1] not in "。！？" or _speaker_opening().match(line.text) is None:
        return False
    widest = max(one.ems - one.marks * measure.mark for one in lines[max(unit.first, index - 8) : index])
    return above.ems - above.marks * measure.mark + line.lead <= widest


@cache
def _speaker_opening() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{2,4}}{any_of('speaking_words')}[，：“]")


def _cuts_word(above: Line, line: Line) -> bool:
    """Say whether the segmenter sees a word across the line end."""
    left = above.text[-8:]
    if not ("\u4e00" <= left[-1] <= "\u9fff" and "\u4e00" <= line.text[0] <= "\u9fff"):
        return False
    position = 0
    for word in rjieba.cut(left + line.text[:8]):
        position += len(word)
        if position >= len(left):
            return position > len(left)
    return False


def _opens_pair(text: str) -> bool:
    """Say whether a line opens a mark that it does not close."""
    return (
        text.count("“") > text.count("”") or text.count("《") > text.count("》") or text.count("（") > text.count("）")
    )


def _over_gap(
    lines: Sequence[Line],
    index: int,
    end: int,
    unit: Unit,
    setting: _Setting,
    before: _Before,
    measure: Measure,
    style: PageStyle,
) -> tuple[bool, str]:
    """Decide between two lines over a blank line: a column may end in mid-paragraph."""
    line, above = lines[index], lines[index - 1]
    if line.indent and style.indented:
        return False, "indent"
    if starts_with_dateline(line.text):
        return False, "blank_line"
    single = end - index == 1
    full = before.full or fills(above, line.lead, measure, before.limit)
    if before.ends:
        inner = setting.full_inner or (style.indented and setting.ends and line.text[-1] not in "？！")
        if full and not (single and setting.full_inner) and inner and (style.indented or not setting.full_first):
            return True, "column_inner_line"
        return False, "blank_line"
    if single and above.ems >= max(line.ems, measure.width - FIRST_LINE_INDENT) and not line.spaced:
        if _cuts_word(above, line):
            return True, "split_word"
        if _opens_bracket(above.text) and line.text[-1] in "）)" and not _opens_bracket(line.text):
            return True, "open_bracket"
    if not full:
        lacks = before.limit - above.ems + above.marks * measure.mark
        if above.text[-1] in "，、" and lacks <= _NEARLY_FULL and setting.as_inner:
            return True, "open_mark"
        return False, "blank_line"
    # A line alone between blank lines may be a title that happens to fill its column.
    alone = index - unit.first == 1 and above.gap and not unit.goes_on
    if alone and setting.as_first and not (style.indented and above.indent) and not _cuts_word(above, line):
        return False, "blank_line"
    if single:
        return (True, "column_rest") if setting.ends and setting.as_inner else (False, "blank_line")
    too_wide = narrowest(line, measure.mark) - measure.slack > measure.width - FIRST_LINE_INDENT
    return (True, "column_open_line") if setting.as_inner or too_wide else (False, "blank_line")


def _opens_bracket(text: str) -> bool:
    """Say whether a line opens a bracket that it does not close."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")
