"""Lines of titles: which blocks hold titles only, and where a title goes on in the next line."""

import re
from collections.abc import Sequence

import rjieba

from jiceng.reading.lexicon import words
from jiceng.reading.lines.bylines import starts_with_dateline
from jiceng.reading.lines.columns import FIRST_LINE_INDENT, Block, PageStyle, SetLines
from jiceng.reading.lines.split import Line, layout_spaces

_SENTENCE_END = frozenset("。！？!?…；")
_CLOSING = "”’）》」』)"
MAY_END = _SENTENCE_END | frozenset(_CLOSING)
"""Marks that may stand last in a paragraph."""
_MOST_CLOSING = 5
"""Closing marks that may stand behind the end of a sentence."""
_KICKER_LINE_ENDS = words("kicker_line_ends")
_COLUMN_NAME = re.compile("(?<=.)[（(](?!.*(?:记者|报道|整理|[电讯]）?$|、.*、.*、))[^。]{4,}[）)]$")
_SUBHEADLINE_STARTS = ("—", "（")
_AROUND = 5
"""Characters on both sides of a line end among which a word across it is looked for."""
_MAX_TITLE_LINES = 8
_MAX_TITLES_BELOW = 4
_MAX_TITLE_LINE = 80
_HALF_TITLE = 9
"""Characters that a line of a title wrapped in the middle has at least."""
_HALF_TITLE_WITH_COLUMN = 6
"""The same where the name of a column ends the title."""


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a paragraph may: with a full stop or its like, closing marks behind it."""
    last = text[-1]
    if last in _SENTENCE_END:
        return True
    return last in _CLOSING and text[-_MOST_CLOSING - 1 :].rstrip(_CLOSING)[-1:] in _SENTENCE_END


def part_titles_below(
    lines: Sequence[Line], blocks: Sequence[Block], style: PageStyle, set_lines: SetLines
) -> list[Block]:
    """Return the blocks, titles that stand below a body without a blank line in blocks of their own.

    They follow the end of a sentence, end none, do not fill the column, and a byline line or a dispatch stands below.
    """
    parted: list[Block] = []
    width, slack = style.measure.width, style.measure.slack
    for start, end in blocks:
        if end - start < 2 or end == len(lines) or _ends_as_text(lines[end - 1].text):
            parted.append((start, end))
            continue
        tail = end - 1
        while tail > max(start, end - _MAX_TITLES_BELOW) and not _ends_as_text(lines[tail - 1].text):
            tail -= 1
        behind = lines[end]
        if (
            start < tail
            and (behind.kind == "byline" or starts_with_dateline(behind.text))
            and ends_sentence(lines[tail - 1].text)
            and not any(line.indent for line in lines[tail:end])
            and not set_lines.fill(end - 1, width, slack)
            and not set_lines.fill(end - 1, width - FIRST_LINE_INDENT, slack)
        ):
            parted += [(start, tail), (tail, end)]
            set_lines.end_block(tail - 1)
        else:
            parted.append((start, end))
    return parted


def _ends_as_text(text: str) -> bool:
    return ends_sentence(text) or text[-1] in "，、；："


def is_title_block(
    lines: Sequence[Line], block: Block, style: PageStyle, set_lines: SetLines, width: float, *, goes_on: bool
) -> bool:
    """Say whether a block's lines can be titles only: few, ending no sentence, not all set to the column's width."""
    start, end = block
    if not 2 <= end - start <= _MAX_TITLE_LINES or lines[start].kind != "text":
        return False
    if (style.indented and lines[start].indent) or lines[end - 1].text[-1] in "。，、；":
        return False
    texts = [line.text for line in lines[start:end]]
    if any("。" in text or text[-1] == "；" or len(text) > _MAX_TITLE_LINE for text in texts):
        return False
    if (
        (
            len(texts) <= 4
            and any(text.endswith("——") or text.startswith("——") for text in texts)
            and not (len(texts) > 2 and texts[-1].endswith("——"))
        )
        or (texts[-1][-1] in "）)" and _COLUMN_NAME.search("".join(texts)))
        or (lines[start].spaced and len(texts) <= 3)
    ) and not starts_with_dateline(texts[0]):
        return True
    slack = style.measure.slack
    full = [set_lines.fill(index, width, slack) for index in range(start, end - 1)]
    full[0] = full[0] or set_lines.fill(start, width - FIRST_LINE_INDENT, slack)
    if sum(full) <= len(full) / 2:
        return True
    too_wide = style.indented or set_lines.least[start] - slack > width - FIRST_LINE_INDENT
    if too_wide and not goes_on and len(texts) <= 4 and not ends_sentence(texts[-1]):
        # Nothing is open above, and the first line is too wide for one of a paragraph.
        return True
    # Full lines are a short paragraph unless the words behind them say that they are titles.
    behind = lines[end] if end < len(lines) else None
    return (
        behind is not None
        and (behind.kind == "byline" or starts_with_dateline(behind.text))
        and not set_lines.fill(end - 1, width, slack)
    )


def title_joins(lines: Sequence[Line], start: int, end: int) -> list[str]:
    """Return for each line of a block of titles behind its first the rule that joins it to the one above, "" for none.

    A title is wrapped at a space of its own, inside brackets, or in its middle.
    """
    joins: list[str] = []
    for index in range(start + 1, end):
        above, line = lines[index - 1], lines[index]
        if above.spaced:
            joins.append("title_space")
        elif opens_pair(above.text) or (
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
            and not (index + 1 < end and (opens_pair(line.text) or line.spaced))
        ):
            joins.append("title_halves")
        else:
            joins.append("")
    return joins


def _are_halves(above: Line, line: Line) -> bool:
    """Say whether two lines are the halves of one: the second as long or one longer, or a word is cut between them.

    Spaces of layout and a mark at the end of the first do not count.
    """
    first, second = [
        len(one.text) - sum(end - start for start, end in layout_spaces(one.text)) for one in (above, line)
    ]
    difference = second - first + (above.text[-1] in "，、")
    return 0 <= difference <= 1 or (difference == -1 and cuts_word(above, line))


def cuts_word(above: Line, line: Line) -> bool:
    """Say whether the segmenter sees a word across the line end."""
    left = above.text[-_AROUND:]
    if not ("\u4e00" <= left[-1] <= "\u9fff" and "\u4e00" <= line.text[0] <= "\u9fff"):
        return False
    position = 0
    # The segmenter takes no lone surrogates.
    meeting = (left + line.text[:_AROUND]).encode("utf-8", "replace").decode("utf-8")
    for word in rjieba.cut(meeting):
        position += len(word)
        if position >= len(left):
            return position > len(left)
    return False


def opens_pair(text: str) -> bool:
    """Say whether a line opens a mark that it does not close."""
    return (
        text.count("“") > text.count("”") or text.count("《") > text.count("》") or text.count("（") > text.count("）")
    )
