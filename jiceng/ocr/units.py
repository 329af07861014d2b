"""Lines → units: what is never divided when a page is cut into columns."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from jiceng.ocr.boxes import Box, TextLine, box_around
from jiceng.ocr.type_size import is_vertical, size_of

MIN_GUTTER = 0.3
"""Least width of a gutter in ems: PaddleOCR's boxes reach into it from both sides."""
_BETWEEN_VERTICAL = 2.0
"""Most widths of a line between two lines of one piece of vertical text."""
_OPENING_MARK, _CLOSING_MARK = 0.4, 0.6
"""Ems of a mark at the left and at the right edge of a column that may hang over it, or are white."""
_OPENING = "“‘《（「『【〔(﹃﹁"
_CLOSING = "，。、；：？！”’》）」』】〕,;:?!)"


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that are never divided: one line, or a block of the engine that geometry confirms."""

    lines: tuple[TextLine, ...]
    box: Box
    size: float
    left: float
    right: float
    """The edges of its text, without the half of an em that a mark at them leaves white or hangs over."""
    vertical: bool = False


def units_of(lines: Sequence[TextLine]) -> list[Unit]:
    """Return the units of a page: pieces of vertical text, blocks that are one column, else lines."""
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


def _unit(lines: Sequence[TextLine], *, vertical: bool = False) -> Unit:
    box = box_around([line.box for line in lines])
    size = median_low([size_of(line) for line in lines])
    if vertical:
        return Unit(tuple(lines), box, size, box.left, box.right, vertical)
    left = min(line.box.left + _OPENING_MARK * size * (line.text[0] in _OPENING) for line in lines)
    right = max(line.box.right - _CLOSING_MARK * size * (line.text[-1] in _CLOSING) for line in lines)
    return Unit(tuple(lines), box, size, left, right, vertical)


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
