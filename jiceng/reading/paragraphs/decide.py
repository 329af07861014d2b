"""In which order the rules of line ends are asked: the first one that decides is the reason of the break."""

import re
from collections.abc import Sequence

from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.paragraphs.line_ends import MAY_END
from jiceng.reading.paragraphs.meeting import JOINED, Decision, Meeting
from jiceng.reading.paragraphs.rules import full_lines, gaps, indents, title_lines, words
from jiceng.rule import Rule

_LineEndRule = Rule[[Meeting], Decision]
Decided = tuple[bool, str]
"""JOINED or PARTED, and the name of the rule that decided."""

BY_INDENT: tuple[_LineEndRule, ...] = (indents.indent, indents.no_indent)
"""Asked first between two lines of a block."""
BY_COLUMN: tuple[_LineEndRule, ...] = (
    full_lines.first_line,
    words.new_speaker,
    full_lines.full_line,
    words.open_mark,
    full_lines.open_line,
    full_lines.short_line,
)
"""Asked between two lines of a block where indents do not decide."""
_AT_BLOCK: tuple[_LineEndRule, ...] = (gaps.blank_line, full_lines.short_line, title_lines.title_line)
"""Asked last where two blocks meet; those that no blank line parts are titles, or the paragraphs of unwrapped lines."""
AFTER_SENTENCE: tuple[_LineEndRule, ...] = (
    gaps.line_kind,
    indents.indent,
    full_lines.column_inner_line,
    *_AT_BLOCK,
)
"""Asked where two blocks meet and the one above ends a sentence: the column may end between two sentences."""
AFTER_OPEN_LINE: tuple[_LineEndRule, ...] = (
    gaps.line_kind,
    indents.indent,
    words.split_word,
    words.open_bracket,
    words.open_mark,
    words.closing_mark,
    full_lines.column_rest,
    full_lines.column_open_line,
    *_AT_BLOCK,
)
"""Asked where two blocks meet and the one above ends no sentence: the column may end in mid-sentence."""
APART: tuple[_LineEndRule, ...] = (gaps.line_kind, *_AT_BLOCK)
"""Asked above a block of titles or the head of a dispatch, and below a line that is in brackets as a whole."""
OF_TITLES: tuple[_LineEndRule, ...] = (
    title_lines.title_space,
    title_lines.title_bracket,
    title_lines.title_size,
    title_lines.title_goes_on,
    title_lines.title_line,
)
"""Asked between two lines of a block that holds titles only."""
RULES: tuple[_LineEndRule, ...] = tuple(
    dict.fromkeys((*BY_INDENT, *BY_COLUMN, *AFTER_SENTENCE, *AFTER_OPEN_LINE, *OF_TITLES))
)
"""Every rule of line ends that the lines beside them decide, each once."""

_BRACKETED_LINE = re.compile("[（(][^（）()]*[）)]")
_FULL_LINE = JOINED, full_lines.full_line.name


def at_block(meeting: Meeting, *, titles: bool) -> Decided:
    """Decide between the first line of a block, which may hold titles only, and the line above it."""
    meeting.measure()
    if titles or _is_bracketed(meeting.lines[meeting.above].text):
        return _first_decision(APART, meeting)
    decided = _first_decision(AFTER_SENTENCE if meeting.ends else AFTER_OPEN_LINE, meeting)
    if decided[0] and starts_with_dateline(meeting.lines[meeting.index].text):
        return _first_decision(APART, meeting)
    return decided


def in_block(meeting: Meeting, index: int) -> Decided:
    """Decide between a line of a block and the one above it."""
    above, group = index - 1, meeting.group
    if (
        not meeting.indented
        and (above > group.first or group.goes_on)
        and meeting.lines[above].text[-1] not in MAY_END
        and meeting.width < meeting.set_lines.reach[above] + meeting.slack
    ):
        # Most lines: one inside a paragraph that is full and ends no sentence, which leaves one rule only.
        return _FULL_LINE
    meeting.index, meeting.above = index, above
    if meeting.indented:
        for rule in BY_INDENT:
            joins = rule.function(meeting)
            if joins is not None:
                return joins, rule.name
    meeting.measure()
    return _first_decision(BY_COLUMN, meeting)


def of_titles(meeting: Meeting, index: int) -> Decided:
    """Decide between two lines of a block that holds titles only."""
    meeting.move(index)
    return _first_decision(OF_TITLES, meeting)


def _first_decision(order: Sequence[_LineEndRule], meeting: Meeting) -> Decided:
    """Return what the first rule that decides says; raises LookupError where none does."""
    for rule in order:
        joins = rule.function(meeting)
        if joins is not None:
            return joins, rule.name
    raise LookupError("the last rule of an order decides wherever the others do not")


def _is_bracketed(text: str) -> bool:
    """Return whether a line is nothing but words in brackets."""
    return text[0] in "（(" and _BRACKETED_LINE.fullmatch(text) is not None
