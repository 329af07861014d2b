"""Boxes → regions in reading order: columns, and what spans them.

The method is the recursive X-Y cut (Nagy and Seth 1984, "Hierarchical representation of optically scanned documents"),
over the boxes of lines instead of pixels (Ha, Haralick and Phillips 1995, "Recursive X-Y cut using bounding boxes of
connected components"). It differs in two points. Vertical cuts come first, and horizontal ones only where a set of
gutters ends, or where white space crosses columns of text: the space between two paragraphs is often wider than a
gutter. And a line that is alone in the middle of a region and larger than its text spans its columns, even if it would
fit into one.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low
from typing import NamedTuple

from jiceng.ocr.boxes import Box, TextLine, box_around
from jiceng.ocr.units import MIN_GUTTER, Unit, units_of

FAR_APART = 3.0
"""Ems between two lines side by side, above which they are in two columns even if no other line shows it."""
WIDE_VALLEY = 1.5
"""Ems of white space across all columns below which other text begins; at least twice the usual space."""
_TITLE_VALLEY = 0.4
"""Ems above the usual space across all columns below which titles begin."""
_MAX_VALLEYS = 8
_TEXT_LINES = 4
"""Least number of lines of a column of text: titles have fewer."""
GAP_IN_LINE = 2.0
"""Most ems between two parts of a line that the engine has put into different blocks."""
_GUTTER_LINES = 2
"""Least number of lines on each side of a gutter; with fewer, a gap may be a space inside a line."""
_CLEAR_GUTTER = 3.0
"""Least width of a gutter, in ems times lines beside it, unless its column begins where others of the page do."""
_EDGE_LINES = 6
"""Least number of lines that begin at the edge of a column."""
_SAME_EDGE = 0.6
"""Ems by which lines may miss the edge of their column."""
_FOLIO_LINES = 8
"""Most lines of a folio strip."""
_BELOW_FOLIO = 0.8
"""Least ems of white below it."""
_FOLIO = re.compile(
    "[0-9]月[0-9]{1,2}日|星期[一二三四五六日]|第 ?[A-Z]?[0-9一二三四五六七八九十]{1,3} ?版|责任编辑"
    "|^[A-Z]?[0-9]{1,2}( ?版)?$"
)
"""What folio lines print: a date, a page number, editors."""
_ALIGNED = 3
"""Lines of a column that begin exactly below each other, which spaces inside lines do not."""
_ABOVE_HEADLINE = 0.3
"""Least ems of white above a headline that is over all columns."""
_MAX_DEPTH = 32
"""Most nested cuts; no printed page needs more."""
_LARGER = 1.3
"""Least size of a headline, in sizes of the region's text."""
_TITLE = 1.18
"""Least size of the first line of titles, in sizes of the region's text: a kicker is smaller than its headline."""
_OFF_CENTRE = 0.12
"""Most distance of a headline from the middle of its region, as a share of the region's width."""
_BYLINE = 0.6
"""Most width of a line below a headline, as a share of the region's width: columns take all of it."""
_OVERLAP = 0.15
"""Most overlap of neighbours, as a share of a line's height: boxes are not exact."""


class _PageGrid(NamedTuple):
    """What the whole page says of its columns."""

    em: float
    """Size of the text."""
    edges: tuple[float, ...]
    """Where columns begin: places at which many lines of text begin."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read one after the other: a column or a part of one, a headline, a piece of vertical text."""

    lines: tuple[TextLine, ...]
    """In reading order if they are vertical, else in the order given."""
    vertical: bool = False


def reading_order(lines: Sequence[TextLine]) -> list[Region]:
    """Return the regions of a page in the order in which they are read; each line is in one of them.

    The page must be upright. Time is linear in the number of lines, except for sorting.
    """
    if not lines:
        return []
    units = units_of(lines)
    page = _PageGrid(_text_size(units), _column_edges(units))
    folio = _folio_strip(units, page)
    rest = [unit for unit in units if unit not in folio] if folio else units
    return [_as_region(part) for part in ([folio] if folio else []) + _cut(rest, page, 0)]


def _folio_strip(units: Sequence[Unit], page: _PageGrid) -> list[Unit]:
    """Return what is printed above everything else on a page if it is a folio line: few lines, white below them."""
    strip: list[Unit] = []
    bottom = 0.0
    for unit in sorted(units, key=lambda unit: (unit.box.top, unit.box)):
        if strip and unit.box.top - bottom > _BELOW_FOLIO * page.em:
            return strip if any(_FOLIO.search(line.text) for one in strip for line in one.lines) else []
        if len(strip) == _FOLIO_LINES or unit.vertical or len(unit.lines) > _FOLIO_LINES:
            return []
        strip.append(unit)
        bottom = max(bottom, unit.box.bottom)
    return []


def _as_region(units: Sequence[Unit]) -> Region:
    if len(units) == 1 and units[0].vertical:
        return Region(units[0].lines, vertical=True)
    return Region(tuple(line for unit in units for line in unit.lines))


def _cut(units: Sequence[Unit], page: _PageGrid, depth: int) -> list[list[Unit]]:
    """Divide units into regions, in reading order."""
    if len(units) == 1 or depth == _MAX_DEPTH:
        return _uncut(units)
    bands = _bands(units)
    if all(len(band) == 1 for band in bands):
        return _uncut([unit for band in bands for unit in band])
    grid = _PageGrid(min(page.em, _text_size(units)), page.edges)
    parts = _at_headlines(bands, grid)
    if len(parts) < 2:
        parts = _at_valley(bands, grid)
    if len(parts) < 2:
        parts = _columns(units, grid)
    if len(parts) < 2:
        parts = _where_gutters_end(bands, grid)
    if len(parts) < 2:
        return _uncut(units)
    return [region for part in parts for region in _cut(part, page, depth + 1)]


def _uncut(units: Sequence[Unit]) -> list[list[Unit]]:
    """Return the regions of units that cannot be cut: one, or several if there is vertical text among them."""
    ordered = sorted(units, key=lambda unit: (unit.box.top + unit.box.bottom, unit.box))
    regions: list[list[Unit]] = []
    for unit in ordered:
        if regions and not unit.vertical and not regions[-1][-1].vertical:
            regions[-1].append(unit)
        else:
            regions.append([unit])
    return regions


def _column_edges(units: Sequence[Unit]) -> tuple[float, ...]:
    """Return the places at which at least _EDGE_LINES lines of a page begin, from left to right."""
    em = _text_size(units)
    lefts = sorted(line.box.left for unit in units if not unit.vertical for line in unit.lines)
    edges: list[float] = []
    near: list[float] = []
    for left in [*lefts, math.inf]:
        if near and left - near[-1] > _SAME_EDGE * em / 2:
            if len(near) >= _EDGE_LINES:
                edges.append(median(near))
            near = []
        near.append(left)
    return tuple(edges)


def _text_size(units: Iterable[Unit]) -> float:
    """Return the size of most characters."""
    sizes = sorted((unit.size, sum(len(line.text) for line in unit.lines)) for unit in units)
    half = sum(characters for _, characters in sizes) / 2
    passed = 0
    for size, characters in sizes:
        passed += characters
        if passed >= half:
            return size
    return sizes[-1][0]


def _bands(units: Sequence[Unit]) -> list[list[Unit]]:
    """Divide units at every horizontal line that crosses none of them, from top to bottom."""
    bands: list[list[Unit]] = []
    end = 0.0
    for unit in sorted(units, key=lambda unit: (unit.box.top, unit.box)):
        slack = _OVERLAP * min(unit.size, unit.box.height)
        if not bands or unit.box.top + slack >= end:
            bands.append([unit])
            end = unit.box.bottom - slack
        else:
            bands[-1].append(unit)
            end = max(end, unit.box.bottom - slack)
    return bands


def _at_headlines(bands: Sequence[list[Unit]], grid: _PageGrid) -> list[list[Unit]]:
    """Divide bands at headlines: lines alone in the middle, larger than the text, with single lines below them."""
    around = box_around([unit.box for band in bands for unit in band])
    parts: list[list[Unit]] = []
    of_headline = False
    bottom = -math.inf
    for band in bands:
        white = min(unit.box.top for unit in band) - bottom
        bottom = max(unit.box.bottom for unit in band)
        begins = white > _ABOVE_HEADLINE * grid.em and min(unit.size for unit in band) >= _LARGER * grid.em
        if _is_centred(band, around, grid) and (of_headline or begins):
            if not of_headline:
                parts.append([])
            of_headline = True
        elif of_headline or not parts:
            parts.append([])
            of_headline = False
        parts[-1] += band
    return parts


def _is_centred(band: Sequence[Unit], around: Box, grid: _PageGrid) -> bool:
    """Return whether a band is one line, or parts of one, in the middle of a region."""
    if any(unit.vertical or (len(unit.lines) > 1 and unit.box.width < 0.5 * around.width) for unit in band):
        return False
    box = box_around([unit.box for unit in band])
    if len(band) > 1 and box.height > 1.5 * max(unit.size for unit in band):
        return False
    size = max(unit.size for unit in band)
    apart = max((right.box.left - left.box.right for left, right in _neighbours(band)), default=0.0)
    large = size >= _LARGER * grid.em
    if len(band) > 1 and (
        apart > (1.0 if large else GAP_IN_LINE) * size or (not large and box.width > _BYLINE * around.width)
    ):
        return False
    return abs((box.left + box.right) - (around.left + around.right)) / 2 <= _OFF_CENTRE * around.width


def _neighbours(band: Sequence[Unit]) -> Iterable[tuple[Unit, Unit]]:
    across = sorted(band, key=lambda unit: unit.box)
    return pairwise(across)


def _at_valley(bands: Sequence[list[Unit]], grid: _PageGrid) -> list[list[Unit]]:
    """Divide bands at white space across all columns below which other articles begin.

    Without this, a column would be read on into the column of another article that happens to be below it. It is wide
    and has several columns of text above and below it, or it is wider than usual and the first column below it begins
    with a title.
    """
    gaps: list[float] = []
    bottom = 0.0
    for band in bands:
        gaps.append(min(unit.box.top for unit in band) - bottom)
        bottom = max(bottom, *(unit.box.bottom for unit in band))
    inside = [gap for band in bands for unit in band for gap in _gaps_inside(unit)]
    usual = median_low([*gaps[1:], *inside] or [0.0])
    wide, narrow = max(WIDE_VALLEY * grid.em, 2 * usual), usual + _TITLE_VALLEY * grid.em
    valleys = [(-gap, number) for number, gap in enumerate(gaps) if number and gap > narrow]
    for gap, number in sorted(valleys)[:_MAX_VALLEYS]:
        parts = [[unit for band in part for unit in band] for part in (bands[:number], bands[number:])]
        if not _columns_of_text(parts[0], grid) > 1:
            continue
        if _begins_with_title(parts[1], grid) or (-gap > wide and _columns_of_text(parts[1], grid) > 1):
            return parts
    return [[unit for band in bands for unit in band]]


def _begins_with_title(units: Sequence[Unit], grid: _PageGrid) -> bool:
    """Return whether the first column of some units begins with a line of large type."""
    first = min(_columns(units, grid)[0], key=lambda unit: (unit.box.top, unit.box))
    return first.size >= _TITLE * grid.em


def _gaps_inside(unit: Unit) -> list[float]:
    """Return the heights of the gaps between the lines of a block."""
    boxes = sorted((line.box for line in unit.lines), key=lambda box: (box.top, box))
    return [below.top - above.bottom for above, below in pairwise(boxes)]


def _columns_of_text(units: Sequence[Unit], grid: _PageGrid) -> int:
    """Return the number of columns that have text, not only titles."""
    return sum(
        sum(len(unit.lines) for unit in column if unit.size < _LARGER * grid.em) >= _TEXT_LINES
        for column in _columns(units, grid)
    )


def _columns(units: Sequence[Unit], grid: _PageGrid) -> list[list[Unit]]:
    """Divide units at every gutter that crosses all of them; from left to right, vertical text from the right."""
    columns: list[list[Unit]] = []
    ends: list[float] = []
    for unit in sorted(units, key=lambda unit: (unit.left, unit.box)):
        if columns and unit.left - ends[-1] < MIN_GUTTER * grid.em:
            columns[-1].append(unit)
            ends[-1] = max(ends[-1], unit.right)
        else:
            columns.append([unit])
            ends.append(unit.right)
    parts = columns[:1]
    for column, end in zip(columns[1:], ends, strict=False):
        if _is_gutter(parts[-1], column, end, grid):
            parts.append(column)
        else:
            parts[-1] = parts[-1] + column
    vertical = sum(len(line.text) for unit in units if unit.vertical for line in unit.lines)
    mostly_vertical = 2 * vertical > sum(len(line.text) for unit in units for line in unit.lines)
    return parts[::-1] if mostly_vertical else parts


def _is_gutter(left: Sequence[Unit], right: Sequence[Unit], end: float, grid: _PageGrid) -> bool:
    """Return whether white beside two groups of units is a gutter, not space that is in the same place in few lines."""
    start = min(unit.left for unit in right)
    gap = start - end
    if gap > FAR_APART * grid.em:
        return True
    lines = min(map(_line_count, (left, right)))
    at_edge = any(abs(start - edge) < _SAME_EDGE * grid.em for edge in grid.edges)
    at_edge = at_edge or sum(_begins_at(line, start, grid.em) for unit in right for line in unit.lines) >= _ALIGNED
    return lines >= _GUTTER_LINES and (at_edge or gap * lines >= _CLEAR_GUTTER * grid.em)


def _begins_at(line: TextLine, edge: float, em: float) -> bool:
    return abs(line.box.left - edge) < _SAME_EDGE * em / 2


def _line_count(units: Sequence[Unit]) -> int:
    """Return the number of lines from top to bottom; each character of vertical text counts as one."""
    return sum(max(len(line.text) for line in unit.lines) if unit.vertical else len(unit.lines) for unit in units)


def _where_gutters_end(bands: Sequence[list[Unit]], grid: _PageGrid) -> list[list[Unit]]:
    """Divide bands into the longest runs that a gutter crosses, and runs of bands without gutters."""
    parts: list[list[Unit]] = []
    covered: list[tuple[float, float]] = []
    for band in bands:
        own = _covered([], band, grid)
        both = _covered(covered, band, grid) if parts else own
        if parts and (len(both) > 1 or (len(covered) == 1 and len(own) == 1)):
            parts[-1] += band
            covered = both
        else:
            parts.append(list(band))
            covered = own
    joined: list[list[Unit]] = []
    before = False
    for part in parts:
        has_gutter = len(_columns(part, grid)) > 1
        if joined and not has_gutter and not before:
            joined[-1] += part
        else:
            joined.append(part)
        before = has_gutter
    return joined


def _covered(
    covered: Sequence[tuple[float, float]], band: Sequence[Unit], grid: _PageGrid
) -> list[tuple[float, float]]:
    """Return the covered ranges of x with those of a band added; ranges closer than a gutter are merged."""
    ranges: list[tuple[float, float]] = []
    for left, right in sorted([*covered, *((unit.left, unit.right) for unit in band)]):
        if ranges and left - ranges[-1][1] < MIN_GUTTER * grid.em:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], right))
        else:
            ranges.append((left, right))
    return ranges
