"""Lines with boxes → the raw text of a page: RAW_TEXT_RULE, written out in docs/ocr-formats.md.

White space in the raw text shows the layout of the page, as in text files of pages: a line end at the end of a printed
line, a blank line where something else begins, two ideographic spaces where a paragraph is indented.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_low

from jiceng.ocr.boxes import Box, TextLine, box_around
from jiceng.ocr.regions import FAR_APART, GAP_IN_LINE, Region, is_vertical, reading_order, size_of
from jiceng.ocr.words import Word, ems_of, join_words

RAW_TEXT_RULE = 1
"""Version of the rule; another rule gives other raw texts, and all that is read from them changes."""
INDENT = "\u3000\u3000"
MIN_INDENT = 1.2
"""Ems from the left edge of its column from which a line is indented."""
MAX_INDENT = 3.6
"""Ems above which a line is centred or set to the right: an indent has two, and up to 1.5 before an opening mark."""
SIZE_CHANGE = 1.25
"""Ratio of the sizes of two lines from which one is a title and the other text."""
_WIDTH_CHANGE = 1.12
"""Ratio of the widths of their characters that must confirm it: the height of a line depends on its characters."""
WIDE_LEADING = 1.4
"""Distance of two lines, in usual distances, above which something else begins."""
_BLOCK_LEADING = 1.1
"""WIDE_LEADING where the engine says that a block begins."""
_SAME_ROW = 0.5
"""Least overlap of two parts of a printed line, as a share of the smaller height."""
_SAME_SIZE = 1.6
_MANY_PAIRS = 0.3
"""Share of rows with parts side by side above which they are columns that geometry could not divide."""
_MIN_SKEW = 0.003
_MAX_SKEW = 0.18
"""A page is turned upright if its slope is between these: 0.2 to 10 degrees."""
_MIN_SLOPES = 3
_LONG = 4.0
"""Least length of a line whose slope counts, in heights of the line."""
_EDGE_LINES = 0.15
"""Least share of a column's lines that begin at its left edge."""
_MIN_EMS = 3.0
"""Least length in ems of a line by which the width of a character is measured."""


def derive_raw_text(lines: Sequence[TextLine]) -> str:
    """Return the raw text of a page from its lines; "" for none.

    It has exactly the characters of the lines that are not white space, and ends with a line end.
    """
    regions = [_rows(region) for region in reading_order(turn_upright(lines))]
    regions = [rows for rows in regions if rows]
    page = _page_style(regions)
    return "\n".join("".join(_written(rows, page)) for rows in regions)


def turn_upright(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a slanted page, turned upright; boxes have the size of the line itself."""
    slopes = [line.slope for line in lines if line.slope is not None and line.box.width > _LONG * line.box.height]
    skew = median(slopes) if len(slopes) >= _MIN_SLOPES else 0.0
    if not _MIN_SKEW < abs(skew) < _MAX_SKEW:
        return list(lines)
    cosine, sine = math.cos(math.atan(skew)), math.sin(math.atan(skew))
    return [replace(line, box=_turned(line, cosine, sine)) for line in lines]


def _turned(line: TextLine, cosine: float, sine: float) -> Box:
    box = line.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    width, height = box.width, box.height
    if line.hull:
        # The upright box around a slanted line is wider and higher than the line.
        both = cosine**2 - sine**2
        own_width = (width * cosine - height * abs(sine)) / both
        own_height = (height * cosine - width * abs(sine)) / both
        width = own_width if own_width > 0.3 * width else width
        height = own_height if own_height > 0.3 * height else height
    x, y = x * cosine + y * sine, y * cosine - x * sine
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line, its parts joined."""

    text: str
    box: Box
    size: float
    em: float | None
    """Width of a character; None if the line is too short to tell."""
    block: int | None
    vertical: bool = False

    @property
    def middle(self) -> float:
        """The vertical centre of the line."""
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class _PageStyle:
    """Measures of the whole page, for regions that have too few lines to be measured."""

    size: float
    em: float
    leading: float
    """Distance of two lines, in sizes of their characters."""


def _rows(region: Region) -> list[_Row]:
    """Return the printed lines of a region from top to bottom; those of vertical text in reading order."""
    if region.vertical:
        return [_row([line]) for line in region.lines]
    rows: list[list[TextLine]] = []
    ordered = sorted(region.lines, key=lambda line: (line.box.top + line.box.bottom, line.box, line.text))
    for line in ordered:
        if rows and _goes_on(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    rows = [sorted(row, key=lambda line: (line.box, line.text)) for row in rows]
    if len(rows) > 2 and sum(len(row) > 1 for row in rows) > _MANY_PAIRS * len(rows):
        # Columns that geometry could not divide: only the engine's blocks are left to go by.
        lines = [line for row in rows for line in row]
        return [_row([line]) for line in sorted(lines, key=lambda line: -1 if line.block is None else line.block)]
    return [_row(list(piece)) for row in rows for piece in _pieces(row)]


def _goes_on(row: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a line is next to the last one of a row, at the same height."""
    last = row[-1].box
    box = line.box
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    low, high = sorted((last.height, box.height))
    if is_vertical(line) or is_vertical(row[-1]) or shared < _SAME_ROW * low or high > _SAME_SIZE * low:
        return False
    left, right = sorted((last, box))
    return right.left > left.right - 0.5 * low


def _pieces(row: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the printed lines of a row: parts with a small gap between them are one line; smaller if blocks differ."""
    piece = [row[0]]
    for left, right in pairwise(row):
        gap = right.box.left - left.box.right
        most = FAR_APART if left.block == right.block else GAP_IN_LINE
        if gap <= most * max(size_of(left), size_of(right)):
            piece.append(right)
        else:
            yield piece
            piece = [right]
    yield piece


def _row(lines: Sequence[TextLine]) -> _Row:
    text = join_words([Word(line.text, line.box) for line in lines]) if len(lines) > 1 else lines[0].text
    box = box_around([line.box for line in lines])
    ems = ems_of(text)
    vertical = is_vertical(lines[0]) and len(lines) == 1
    long = box.height if vertical else box.width
    em = long / ems if ems >= _MIN_EMS else None
    return _Row(text, box, median_low([size_of(line) for line in lines]), em, lines[0].block, vertical)


def _page_style(regions: Sequence[Sequence[_Row]]) -> _PageStyle:
    rows = [row for region in regions for row in region]
    if not rows:
        return _PageStyle(1.0, 1.0, 1.0)
    size = _most_common([(row.size, len(row.text)) for row in rows])
    ems = [row.em for row in rows if row.em is not None and row.size < SIZE_CHANGE * size]
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


def _written(rows: Sequence[_Row], page: _PageStyle) -> Iterator[str]:
    """Yield the lines of the raw text of a region, blank lines included."""
    leading = _leading(rows, page)
    edge = _left_edge(rows, page)
    width = max(row.box.right for row in rows) - edge
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        if above is not None and _something_else_begins(above, row, leading):
            yield "\n"
        if not row.vertical and _is_indented(row, edge, width, page):
            yield INDENT
        yield f"{row.text}\n"


def _leading(rows: Sequence[_Row], page: _PageStyle) -> float:
    """Return the usual distance of two lines of a region."""
    distances = [
        below.middle - above.middle for above, below in pairwise(rows) if below.middle - above.middle > 0.5 * above.size
    ]
    usual = page.leading * median_low([row.size for row in rows])
    # A short region has too few distances; in a longer one, more than half may be wider than usual.
    return min(median(distances), 1.25 * usual) if len(distances) >= 3 else usual


def _something_else_begins(above: _Row, row: _Row, leading: float) -> bool:
    """Return whether a blank line belongs between two lines of a region."""
    if row.vertical or above.vertical:
        return False
    distance = row.middle - above.middle
    if distance < _SAME_ROW * min(above.size, row.size):
        return True
    low, high = sorted((above.size, row.size))
    if high > SIZE_CHANGE * low and _characters_differ(above, row):
        return True
    blocks_differ = above.block is not None and row.block is not None and above.block != row.block
    return distance > leading * (_BLOCK_LEADING if blocks_differ else WIDE_LEADING)


def _characters_differ(above: _Row, row: _Row) -> bool:
    if above.em is None or row.em is None:
        return True
    small, large = (above, row) if above.size < row.size else (row, above)
    return (large.em or 0.0) > _WIDTH_CHANGE * (small.em or 0.0)


def _left_edge(rows: Sequence[_Row], page: _PageStyle) -> float:
    """Return the left edge of a region: the leftmost position where enough lines of the text's size begin."""
    of_text = [row.box.left for row in rows if row.size < SIZE_CHANGE * page.size]
    lefts = sorted(of_text or [row.box.left for row in rows])
    needed = max(1, math.ceil(_EDGE_LINES * len(lefts)))
    start = 0
    for index, left in enumerate(lefts):
        while left - lefts[start] > 0.6 * page.em:
            start += 1
        if index - start + 1 >= needed:
            return median(lefts[start : index + 1])
    return lefts[0]


def _is_indented(row: _Row, edge: float, width: float, page: _PageStyle) -> bool:
    """Return whether a line is indented as the first line of a paragraph."""
    if row.size > SIZE_CHANGE * page.size and (row.em or page.em) > _WIDTH_CHANGE * page.em:
        return False
    indent = row.box.left - edge
    if not MIN_INDENT * page.em <= indent <= MAX_INDENT * page.em:
        return False
    right = width - indent - row.box.width
    # Equal space on both sides: a centred line, unless the left space is that of an indent.
    return indent <= 2.6 * page.em or abs(right - indent) > 0.8 * page.em
