"""A slanted page is turned upright, by the slopes of its lines or by where they begin."""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from jiceng.ocr.boxes import Box, TextLine

_MIN_SKEW = 0.003
_MAX_SKEW = 0.18
"""A page is turned upright if its slope is between these: 0.2 to 10 degrees."""
_MIN_SLOPES = 3
_LONG = 4.0
"""Least length of a line whose slope counts, in heights of the line."""
_MIN_LINES = 24
"""Lines of the smallest page whose slope is looked for in its edges."""
_TRIED = np.linspace(-0.06, 0.06, 121)
"""Slopes that are tried where lines have none of their own: up to 3.4 degrees."""
_SHARPER = 1.3
"""How much better the lines of a page must be aligned when it is turned."""


def turn_upright(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a slanted page, turned upright; boxes have the size of the line itself."""
    skew = _skew(lines)
    if not _MIN_SKEW < abs(skew) < _MAX_SKEW:
        return list(lines)
    cosine, sine = math.cos(math.atan(skew)), math.sin(math.atan(skew))
    return [replace(line, box=_turned(line, cosine, sine)) for line in lines]


def _skew(lines: Sequence[TextLine]) -> float:
    slopes = [line.slope for line in lines if line.slope is not None and line.box.width > _LONG * line.box.height]
    if any(slopes):
        return median(slopes) if len(slopes) >= _MIN_SLOPES else 0.0
    return _skew_of_edges([line.box for line in lines])


def _skew_of_edges(boxes: Sequence[Box]) -> float:
    """Return the slope at which most lines begin exactly below each other; 0 where none is clearly better.

    For engines that give upright boxes only: the left edges of a column of a slanted page wander with its height.
    """
    long = [box for box in boxes if box.width > _LONG * box.height]
    if len(long) < _MIN_LINES:
        return 0.0
    left = np.array([box.left for box in long])
    middle = np.array([(box.top + box.bottom) / 2 for box in long])
    step = float(np.median([box.height for box in long])) / 8
    sharpness = [_sharpness(left + slope * middle, step) for slope in _TRIED]
    best = int(np.argmax(sharpness))
    flat = _sharpness(left, step)
    return float(_TRIED[best]) if sharpness[best] > _SHARPER * flat else 0.0


def _sharpness(places: "np.ndarray[tuple[int], np.dtype[np.float64]]", step: float) -> float:
    """Return how many pairs of places fall into one step, the share of neighbouring steps smoothed."""
    indices = np.floor((places - places.min()) / step).astype(np.int64)
    counts = np.pad(np.bincount(indices), 1)
    both = counts[:-1] + counts[1:]
    return float((both.astype(np.float64) ** 2).sum())


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
