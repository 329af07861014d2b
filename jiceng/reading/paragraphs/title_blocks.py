"""Blocks of titles: which blocks hold titles only, and which titles have no blank line around them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jiceng.reading.lines.columns import FIRST_LINE_INDENT, Block, PageStyle, SetLines
from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.lines.split import Line
from jiceng.reading.lines.type_size import is_large
from jiceng.reading.paragraphs.line_ends import MAY_END, ends_sentence
from jiceng.reading.paragraphs.weights import WEIGHTS

_COLUMN_NAME = re.compile("(?<=.)[（(](?!.*(?:记者|报道|整理|[电讯]）?$|、.*、.*、))[^。]{4,}[）)]$")
"""The name of a column in brackets after a title, no credit and no list."""
_MAX_LINES = 8
"""Lines of the largest block of titles."""
_FEW_LINES = 4
"""Lines of a block of titles that a dash, or a first line too wide for a paragraph's, shows to be one."""
_SPACED_LINES = 3
"""Lines of a block of titles that a space after its first line shows to be one."""
_MAX_BELOW = 4
"""Titles below a body without a blank line."""
_MAX_TITLE_LINE = 80
"""Characters of the longest line of a title."""


def part_titles(lines: Sequence[Line], blocks: Sequence[Block], style: PageStyle, set_lines: SetLines) -> list[Block]:
    """Return the blocks of a page, with titles that have no blank line above or below them as blocks of their own.

    They follow the end of a sentence, end none, and what begins an article or a paragraph follows them: a byline line,
    a dispatch, an indent. Before a byline line they do not fill the column.
    """
    parted: list[Block] = []
    ends = [line.text[-1] in MAY_END for line in lines]
    for start, end in blocks:
        if end - start == 1:
            parted.append((start, end))
            continue
        cuts = [start]
        for index in range(start, end):
            if index < cuts[-1] or not (index == start or ends[index - 1]):
                continue
            after = _end_of_titles(lines, (index, end), style, set_lines)
            if after and (start < index or after < end) and (index == start or _is_end(lines[index - 1].text)):
                cuts += [cut for cut in (index, after) if cuts[-1] < cut < end]
        for cut in cuts[1:]:
            set_lines.end_block(cut - 1)
        parted += pairwise([*cuts, end])
    return parted


def _is_end(text: str) -> bool:
    """Return whether a line ends a sentence, or brackets that may close an article."""
    return text[-1] in "）)" or ends_sentence(text)


def _end_of_titles(lines: Sequence[Line], rest: Block, style: PageStyle, set_lines: SetLines) -> int:
    """Return the index after the titles that the rest of a block begins with, 0 where it begins with none."""
    start, end = rest
    for index in range(start, min(end, start + _MAX_BELOW)):
        line = lines[index]
        if (style.indented and line.indent) or "。" in line.text or len(line.text) > _MAX_TITLE_LINE:
            return 0
        after = index + 1
        if (
            after < len(lines)
            and not _ends_as_text(line.text)
            and _begins_after_titles(lines, index, end, style, set_lines)
        ):
            return after
    return 0


def _begins_after_titles(lines: Sequence[Line], index: int, end: int, style: PageStyle, set_lines: SetLines) -> bool:
    """Return whether what follows a line shows that the line may be the last one of titles."""
    below = lines[index + 1]
    if below.kind == "text" and style.indented and below.indent:
        return True
    width, slack = style.measure.width, style.measure.slack
    filled = set_lines.fill(index, width, slack) or set_lines.fill(index, width - FIRST_LINE_INDENT, slack)
    if index + 1 < end:
        return starts_with_dateline(below.text)
    return _begins_article(below) and not filled


def _ends_as_text(text: str) -> bool:
    return ends_sentence(text) or text[-1] in "，、；："


def is_title_block(
    lines: Sequence[Line], block: Block, style: PageStyle, set_lines: SetLines, width: float, *, goes_on: bool
) -> bool:
    """Return whether a block can hold titles only: few lines, ending no sentence, not all set to the column's width."""
    start, end = block
    if not 2 <= end - start <= _MAX_LINES or lines[start].kind != "text":
        return False
    if all(is_large(line.size) for line in lines[start:end]):
        return True
    if (style.indented and lines[start].indent) or lines[end - 1].text[-1] in "。，、；":
        return False
    texts = [line.text for line in lines[start:end]]
    if any("。" in text or text[-1] == "；" or len(text) > _MAX_TITLE_LINE for text in texts):
        return False
    if _has_mark_of_titles(texts, spaced=lines[start].spaced) and not starts_with_dateline(texts[0]):
        return True
    slack = style.measure.slack
    full = [set_lines.fill(index, width, slack) for index in range(start, end - 1)]
    full[0] = full[0] or set_lines.fill(start, width - FIRST_LINE_INDENT, slack)
    if sum(full) <= WEIGHTS.full_title_lines * len(full):
        return True
    too_wide = style.indented or set_lines.least[start] - slack > width - FIRST_LINE_INDENT
    if too_wide and not goes_on and len(texts) <= _FEW_LINES and not ends_sentence(texts[-1]):
        # Nothing is open above, and the first line is too wide for one of a paragraph.
        return True
    # Full lines are a short paragraph unless what follows shows them to be titles.
    return end < len(lines) and _begins_article(lines[end]) and not set_lines.fill(end - 1, width, slack)


def _has_mark_of_titles(texts: Sequence[str], *, spaced: bool) -> bool:
    """Return whether a dash, a column's name in brackets, or a space after the first line shows lines to be titles."""
    dashed = any(text.endswith("——") or text.startswith("——") for text in texts)
    if dashed and len(texts) <= _FEW_LINES and not (len(texts) > 2 and texts[-1].endswith("——")):
        return True
    if texts[-1][-1] in "）)" and _COLUMN_NAME.search("".join(texts)):
        return True
    return spaced and len(texts) <= _SPACED_LINES


def _begins_article(line: Line) -> bool:
    """Return whether a line begins what follows the titles of an article: it is a byline line, or opens a dispatch."""
    return line.kind == "byline" or starts_with_dateline(line.text)
