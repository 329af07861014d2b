"""Boxes → regions in reading order: columns, and what spans them.

The method is the recursive X-Y cut (Nagy and Seth 1984, "Hierarchical representation of optically scanned documents"),
over the boxes of lines instead of pixels (Ha, Haralick and Phillips 1995, "Recursive X-Y cut using bounding boxes of
connected components"). It differs in two points. Vertical cuts come first, and horizontal ones only where a set of
gutters ends, or where white space crosses columns of text: the space between two paragraphs is often wider than a
gutter. And a line that is alone in the middle of a region and larger than its text spans its columns, even if it would
fit into one.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from jiceng.ocr.boxes import Box, TextLine, box_around
from jiceng.ocr.words import ems_of

MIN_GUTTER = 0.3
"""Least width of a gutter in ems: PaddleOCR's boxes reach into it from both sides."""
FAR_APART = 3.0
"""Ems between two lines side by side, above which they are in two columns even if no other line shows it."""
WIDE_VALLEY = 1.5
"""Ems of white space across all columns below which other text begins; at least twice the usual space."""
_MAX_VALLEYS = 8
_TEXT_LINES = 4
"""Least number of lines of a column of text: titles have fewer."""
GAP_IN_LINE = 2.0
"""Most ems between two parts of a line that the engine has put into different blocks."""
_GUTTER_LINES = 2
"""Least number of lines on each side of a gutter; with fewer, a gap may be a space inside a line."""
_MAX_DEPTH = 32
"""Most nested cuts; no printed page needs more."""
_LARGER = 1.3
"""Least size of a headline, in sizes of the region's text."""
_OFF_CENTRE = 0.12
"""Most distance of a headline from the middle of its region, as a share of the region's width."""
_BYLINE = 0.6
"""Most width of a line below a headline, as a share of the region's width: columns take all of it."""
_OVERLAP = 0.15
"""Most overlap of neighbours, as a share of a line's height: boxes are not exact."""
_TALL = 1.5
"""Least height of a line of vertical text, in widths of its box."""
_BETWEEN_VERTICAL = 2.0
"""Most widths of a line between two lines of one piece of vertical text."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read one after the other: a column or a part of one, a headline, a piece of vertical text."""

    lines: tuple[TextLine, ...]
    """In reading order if they are vertical, else in the order given."""
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that are never divided: one line, or a block of the engine that geometry confirms."""

    lines: tuple[TextLine, ...]
    box: Box
    size: float
    vertical: bool = False


def is_vertical(line: TextLine) -> bool:
    """Return whether a line of several characters is printed from top to bottom."""
    return len(line.text) > 1 and line.box.height > _TALL * line.box.width


def size_of(line: TextLine) -> float:
    """Return the size of a line's characters: its height, or its width if it is vertical.

    For a line of flat characters (——), a share of its width per em.
    """
    box = line.box
    if is_vertical(line):
        return box.width
    return max(box.height, 0.6 * box.width / max(ems_of(line.text), 1.0))


def reading_order(lines: Sequence[TextLine]) -> list[Region]:
    """Return the regions of a page in the order in which they are read; each line is in one of them.

    The page must be upright. Time is linear in the number of lines, except for sorting.
    """
    if not lines:
        return []
    units = _units(lines)
    return [_as_region(part) for part in _cut(units, 0)]


def _as_region(units: Sequence[_Unit]) -> Region:
    if len(units) == 1 and units[0].vertical:
        return Region(units[0].lines, vertical=True)
    return Region(tuple(line for unit in units for line in unit.lines))


def _units(lines: Sequence[TextLine]) -> list[_Unit]:
    horizontal = [line for line in lines if not is_vertical(line)]
    vertical = [line for line in lines if is_vertical(line)]
    units = [_unit(piece, vertical=True) for piece in _vertical_pieces(vertical)]
    blocks: dict[int, list[TextLine]] = {}
    for line in horizontal:
        if line.block is None:
            units.append(_unit([line]))
        else:
            blocks.setdefault(line.block, []).append(line)
    by_top = sorted(lines, key=lambda line: line.box.top)
    tops = [line.box.top for line in by_top]
    tallest = max(line.box.height for line in lines)
    for block in blocks.values():
        if _is_column(block) and not _holds_others(block, by_top, tops, tallest):
            units.append(_unit(block))
        else:
            units += [_unit([line]) for line in block]
    return units


def _unit(lines: Sequence[TextLine], *, vertical: bool = False) -> _Unit:
    box = box_around([line.box for line in lines])
    return _Unit(tuple(lines), box, median_low([size_of(line) for line in lines]), vertical)


def _is_column(lines: Sequence[TextLine]) -> bool:
    """Return whether no two lines of a block are side by side with a gutter between them."""
    if len(lines) == 1:
        return True
    rows = sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.left))
    for above, below in pairwise(rows):
        left, right = sorted((above.box, below.box))
        shared = min(above.box.bottom, below.box.bottom) - max(above.box.top, below.box.top)
        beside = shared > 0.5 * min(above.box.height, below.box.height)
        if beside and right.left - left.right > MIN_GUTTER * max(size_of(above), size_of(below)):
            return False
    return True


def _holds_others(block: Sequence[TextLine], by_top: Sequence[TextLine], tops: Sequence[float], tallest: float) -> bool:
    """Return whether the box around a block contains the centre of a line of another block."""
    if len(block) == 1:
        return False
    around = box_around([line.box for line in block])
    own = block[0].block
    index = bisect_left(tops, around.top - tallest)
    while index < len(by_top) and tops[index] < around.bottom:
        line = by_top[index]
        x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
        if line.block != own and around.left < x < around.right and around.top < y < around.bottom:
            return True
        index += 1
    return False


def _vertical_pieces(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Divide lines of vertical text into connected pieces, each from right to left."""
    pieces: list[list[TextLine]] = []
    for tier in _parted(lines, _from_top, 0.0):
        wide = _BETWEEN_VERTICAL * median_low([line.box.width for line in tier])
        for piece in _parted(tier, _from_left, wide):
            pieces += _parted(piece, _from_top, 0.0)
    return [sorted(piece, key=lambda line: (-line.box.right, line.box.top, line.text)) for piece in pieces]


def _from_top(box: Box) -> tuple[float, float]:
    return box.top, box.bottom


def _from_left(box: Box) -> tuple[float, float]:
    return box.left, box.right


def _parted(
    lines: Sequence[TextLine], extent: Callable[[Box], tuple[float, float]], gap: float
) -> list[list[TextLine]]:
    """Divide lines at gaps that cross all of them."""
    parts: list[list[TextLine]] = []
    end = 0.0
    for line in sorted(lines, key=lambda line: (extent(line.box), line.box)):
        start, stop = extent(line.box)
        if not parts or start - end > gap:
            parts.append([line])
            end = stop
        else:
            parts[-1].append(line)
            end = max(end, stop)
    return parts


def _cut(units: Sequence[_Unit], depth: int) -> list[list[_Unit]]:
    """Divide units into regions, in reading order."""
    if len(units) == 1 or depth == _MAX_DEPTH:
        return _uncut(units)
    bands = _bands(units)
    if all(len(band) == 1 for band in bands):
        return _uncut([unit for band in bands for unit in band])
    em = _text_size(units)
    parts = _at_headlines(bands, em)
    if len(parts) < 2:
        parts = _at_valley(bands, em)
    if len(parts) < 2:
        parts = _columns(units, em)
    if len(parts) < 2:
        parts = _where_gutters_end(bands, em)
    if len(parts) < 2:
        return _uncut(units)
    return [region for part in parts for region in _cut(part, depth + 1)]


def _uncut(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Return the regions of units that cannot be cut: one, or several if there is vertical text among them."""
    ordered = sorted(units, key=lambda unit: (unit.box.top + unit.box.bottom, unit.box))
    regions: list[list[_Unit]] = []
    for unit in ordered:
        if regions and not unit.vertical and not regions[-1][-1].vertical:
            regions[-1].append(unit)
        else:
            regions.append([unit])
    return regions


def _text_size(units: Iterable[_Unit]) -> float:
    """Return the size of most characters."""
    sizes = sorted((unit.size, sum(len(line.text) for line in unit.lines)) for unit in units)
    half = sum(characters for _, characters in sizes) / 2
    passed = 0
    for size, characters in sizes:
        passed += characters
        if passed >= half:
            return size
    return sizes[-1][0]


def _bands(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Divide units at every horizontal line that crosses none of them, from top to bottom."""
    bands: list[list[_Unit]] = []
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


def _at_headlines(bands: Sequence[list[_Unit]], em: float) -> list[list[_Unit]]:
    """Divide bands at headlines: lines alone in the middle, larger than the text, with single lines below them."""
    around = box_around([unit.box for band in bands for unit in band])
    parts: list[list[_Unit]] = []
    of_headline = False
    for band in bands:
        if _is_centred(band, around, em) and (of_headline or min(unit.size for unit in band) >= _LARGER * em):
            if not of_headline:
                parts.append([])
            of_headline = True
        elif of_headline or not parts:
            parts.append([])
            of_headline = False
        parts[-1] += band
    return parts


def _is_centred(band: Sequence[_Unit], around: Box, em: float) -> bool:
    """Return whether a band is one line, or parts of one, in the middle of a region."""
    if any(unit.vertical or (len(unit.lines) > 1 and unit.box.width < 0.5 * around.width) for unit in band):
        return False
    box = box_around([unit.box for unit in band])
    if len(band) > 1 and box.height > 1.5 * max(unit.size for unit in band):
        return False
    size = max(unit.size for unit in band)
    apart = max((right.box.left - left.box.right for left, right in _neighbours(band)), default=0.0)
    large = size >= _LARGER * em
    if len(band) > 1 and (
        apart > (1.0 if large else GAP_IN_LINE) * size or (not large and box.width > _BYLINE * around.width)
    ):
        return False
    return abs((box.left + box.right) - (around.left + around.right)) / 2 <= _OFF_CENTRE * around.width


def _neighbours(band: Sequence[_Unit]) -> Iterable[tuple[_Unit, _Unit]]:
    across = sorted(band, key=lambda unit: unit.box)
    return pairwise(across)


def _at_valley(bands: Sequence[list[_Unit]], em: float) -> list[list[_Unit]]:
    """Divide bands at white space of more than WIDE_VALLEY ems that has several columns of text above and below it.

    Without this, a column would be read on into the column of another article that happens to be below it.
    """
    gaps: list[float] = []
    bottom = 0.0
    for band in bands:
        gaps.append(min(unit.box.top for unit in band) - bottom)
        bottom = max(bottom, *(unit.box.bottom for unit in band))
    inside = [gap for band in bands for unit in band for gap in _gaps_inside(unit)]
    wide = max(WIDE_VALLEY * em, 2 * median_low([*gaps[1:], *inside] or [0.0]))
    valleys = [(-gap, number) for number, gap in enumerate(gaps) if number and gap > wide]
    for _, number in sorted(valleys)[:_MAX_VALLEYS]:
        parts = [[unit for band in part for unit in band] for part in (bands[:number], bands[number:])]
        if all(_text_columns(part, em) > 1 for part in parts):
            return parts
    return [[unit for band in bands for unit in band]]


def _gaps_inside(unit: _Unit) -> list[float]:
    """Return the heights of the gaps between the lines of a block."""
    boxes = sorted((line.box for line in unit.lines), key=lambda box: (box.top, box))
    return [below.top - above.bottom for above, below in pairwise(boxes)]


def _text_columns(units: Sequence[_Unit], em: float) -> int:
    """Return the number of columns that have text, not only titles."""
    return sum(
        sum(len(unit.lines) for unit in column if unit.size < _LARGER * em) >= _TEXT_LINES
        for column in _columns(units, em)
    )


def _columns(units: Sequence[_Unit], em: float) -> list[list[_Unit]]:
    """Divide units at every gutter that crosses all of them; from left to right, vertical text from the right."""
    columns: list[list[_Unit]] = []
    ends: list[float] = []
    for unit in sorted(units, key=lambda unit: (unit.box.left, unit.box)):
        if columns and unit.box.left - ends[-1] < MIN_GUTTER * em:
            columns[-1].append(unit)
            ends[-1] = max(ends[-1], unit.box.right)
        else:
            columns.append([unit])
            ends.append(unit.box.right)
    parts = columns[:1]
    for column, end in zip(columns[1:], ends, strict=False):
        gap = min(unit.box.left for unit in column) - end
        if gap > FAR_APART * em or min(map(_line_count, (parts[-1], column))) >= _GUTTER_LINES:
            parts.append(column)
        else:
            parts[-1] = parts[-1] + column
    vertical = sum(len(line.text) for unit in units if unit.vertical for line in unit.lines)
    mostly_vertical = 2 * vertical > sum(len(line.text) for unit in units for line in unit.lines)
    return parts[::-1] if mostly_vertical else parts


def _line_count(units: Sequence[_Unit]) -> int:
    """Return the number of lines from top to bottom; each character of vertical text counts as one."""
    return sum(max(len(line.text) for line in unit.lines) if unit.vertical else len(unit.lines) for unit in units)


def _where_gutters_end(bands: Sequence[list[_Unit]], em: float) -> list[list[_Unit]]:
    """Divide bands into the longest runs that a gutter crosses, and runs of bands without gutters."""
    parts: list[list[_Unit]] = []
    covered: list[tuple[float, float]] = []
    for band in bands:
        own = _covered([], band, em)
        both = _covered(covered, band, em) if parts else own
        if parts and (len(both) > 1 or (len(covered) == 1 and len(own) == 1)):
            parts[-1] += band
            covered = both
        else:
            parts.append(list(band))
            covered = own
    joined: list[list[_Unit]] = []
    before = False
    for part in parts:
        has_gutter = len(_columns(part, em)) > 1
        if joined and not has_gutter and not before:
            joined[-1] += part
        else:
            joined.append(part)
        before = has_gutter
    return joined


def _covered(covered: Sequence[tuple[float, float]], band: Sequence[_Unit], em: float) -> list[tuple[float, float]]:
    """Return the covered ranges of x with those of a band added; ranges closer than a gutter are merged."""
    ranges: list[tuple[float, float]] = []
    for left, right in sorted([*covered, *((unit.box.left, unit.box.right) for unit in band)]):
        if ranges and left - ranges[-1][1] < MIN_GUTTER * em:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], right))
        else:
            ranges.append((left, right))
    return ranges
