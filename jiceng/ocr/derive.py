"""Lines with boxes → the raw text of a page: RAW_TEXT_RULE, written out in docs/ocr-formats.md.

White space in the raw text shows the layout of the page, as in text files of pages: a line end at the end of a printed
line, a blank line where something else begins, two ideographic spaces where a paragraph is indented.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from jiceng.ocr.boxes import TextLine
from jiceng.ocr.captions import captions_last
from jiceng.ocr.page import OcrPage, Scored
from jiceng.ocr.regions import reading_order
from jiceng.ocr.rows import SAME_ROW, Row, rows_of
from jiceng.ocr.type_size import fit_to_type
from jiceng.ocr.upright import turn_upright

RAW_TEXT_RULE = 2
"""Version of the rule; another rule gives other raw texts, and all that is read from them changes."""
INDENT = "\u3000\u3000"
MIN_INDENT = 1.2
"""Ems from the left edge of its column from which a line is indented."""
MAX_INDENT = 3.6
"""Ems above which a line is centred or set to the right: an indent has two, and up to 1.5 before an opening mark."""
LARGE = 1.18
"""Least size of a title, in sizes of the text."""
SIZE_CHANGE = 1.15
"""Ratio of the sizes of two lines from which one belongs to titles and the other to text."""
_TITLES_CHANGE = 1.35
"""Ratio from which two lines of titles are surely two titles; below that, reading decides with their words."""
WIDE_LEADING = 1.4
"""Distance of two lines, in usual distances, above which something else begins."""
_BLOCK_LEADING = 1.1
"""WIDE_LEADING where the engine says that a block begins."""
_EDGE_LINES = 0.15
"""Least share of a column's lines that begin at its left edge."""


def derive_page(lines: Sequence[TextLine]) -> OcrPage:
    """Return the page of an engine's lines; its raw text is "" for none.

    It has exactly the characters of the lines that are not white space, and ends with a line end.
    """
    regions = [rows_of(region) for region in reading_order(fit_to_type(turn_upright(lines)))]
    regions = [rows for rows in regions if rows]
    page = _page_style(regions)
    regions = captions_last(regions, page.size, LARGE)
    text = "\n".join("".join(_written(rows, page)) for rows in regions)
    rows = [row for rows in regions for row in rows]
    return OcrPage(text, tuple(round(row.size / page.size, 2) for row in rows), tuple(_scored(text, rows)))


def _scored(text: str, rows: Sequence[Row]) -> Iterator[Scored]:
    """Yield the scores of a raw text's characters, whose lines are those rows."""
    offset = 0
    for row in rows:
        start = text.index(row.text, offset)
        offset = start + len(row.text)
        printed = [start + number for number, character in enumerate(row.text) if not character.isspace()]
        for count, score in row.scores:
            run, printed = printed[:count], printed[count:]
            if run:
                yield Scored(run[0], run[-1] + 1, score)


@dataclass(frozen=True, slots=True)
class _PageStyle:
    """Measures of the whole page, for regions that have too few lines to be measured."""

    size: float
    em: float
    leading: float
    """Distance of two lines, in sizes of their characters."""


def _page_style(regions: Sequence[Sequence[Row]]) -> _PageStyle:
    rows = [row for region in regions for row in region]
    if not rows:
        return _PageStyle(1.0, 1.0, 1.0)
    size = _most_common([(row.size, len(row.text)) for row in rows])
    ems = [row.em for row in rows if row.em is not None and row.size < LARGE * size]
    leadings = [
        distance / above.size
        for region in regions
        for above, below in pairwise(region)
        if (distance := below.middle - above.middle) > 0.5 * above.size
        and max(above.size, below.size) < SIZE_CHANGE * min(above.size, below.size)
    ]
    return _PageStyle(size, median(ems) if ems else size, median(leadings) if leadings else 1.5)


def _most_common(sizes: Sequence[tuple[float, int]]) -> float:
    """Return the median size of all characters."""
    ordered = sorted(sizes)
    half = sum(count for _, count in ordered) / 2
    passed = 0
    for size, count in ordered:
        passed += count
        if passed >= half:
            return size
    return ordered[-1][0]


def _written(rows: Sequence[Row], page: _PageStyle) -> Iterator[str]:
    """Yield the lines of the raw text of a region, blank lines included."""
    leading = _leading(rows, page)
    edge = _left_edge(rows, page)
    width = max(row.box.right for row in rows) - edge
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        if above is not None and _something_else_begins(above, row, leading, page):
            yield "\n"
        if not row.vertical and _is_indented(row, edge, width, page):
            yield INDENT
        yield f"{row.text}\n"


def _leading(rows: Sequence[Row], page: _PageStyle) -> float:
    """Return the usual distance of two lines of a region."""
    distances = [
        below.middle - above.middle for above, below in pairwise(rows) if below.middle - above.middle > 0.5 * above.size
    ]
    usual = page.leading * median_low([row.size for row in rows])
    # A short region has too few distances; in a longer one, more than half may be wider than usual.
    return min(median(distances), 1.25 * usual) if len(distances) >= 3 else usual


def _something_else_begins(above: Row, row: Row, leading: float, page: _PageStyle) -> bool:
    """Return whether a blank line belongs between two lines of a region."""
    if row.vertical or above.vertical:
        low, high = sorted((above.size, row.size))
        return high > LARGE * page.size and high > SIZE_CHANGE * low
    distance = row.middle - above.middle
    if distance < SAME_ROW * min(above.size, row.size):
        return True
    low, high = sorted((above.size, row.size))
    if high > LARGE * page.size and high > (_TITLES_CHANGE if low > LARGE * page.size else SIZE_CHANGE) * low:
        return True
    if low > LARGE * page.size:
        leading = max(leading, page.leading * low)
    blocks_differ = above.block is not None and row.block is not None and above.block != row.block
    return distance > leading * (_BLOCK_LEADING if blocks_differ else WIDE_LEADING)


def _left_edge(rows: Sequence[Row], page: _PageStyle) -> float:
    """Return the left edge of a region: the leftmost position where enough lines of the text's size begin."""
    of_text = [row.box.left for row in rows if row.size < LARGE * page.size]
    lefts = sorted(of_text or [row.box.left for row in rows])
    needed = max(1, math.ceil(_EDGE_LINES * len(lefts)))
    start = 0
    for index, left in enumerate(lefts):
        while left - lefts[start] > 0.6 * page.em:
            start += 1
        if index - start + 1 >= needed:
            return median(lefts[start : index + 1])
    return lefts[0]


def _is_indented(row: Row, edge: float, width: float, page: _PageStyle) -> bool:
    """Return whether a line is indented as the first line of a paragraph."""
    if row.size > LARGE * page.size:
        return False
    indent = row.box.left - edge
    if not MIN_INDENT * page.em <= indent <= MAX_INDENT * page.em:
        return False
    right = width - indent - row.box.width
    # Equal space on both sides: a centred line, unless the left space is that of an indent.
    return indent <= 2.6 * page.em or abs(right - indent) > 0.8 * page.em
