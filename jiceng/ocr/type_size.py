"""How large the type of a line is: by the widths of characters, as engines' boxes are higher than what is printed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.words import ems_of, is_wide

_LONG = 6.0
"""Ems of a line that shows how high the engine's boxes are."""
_FEW = 3
"""Fewest such lines of a page."""
_TELLING = 3.0
"""Ems of a line whose width tells its type size."""
_SPREAD = 1.15
"""How much larger than its height a line's type is by its width: more is letters set apart."""
_CHINESE = 0.6
"""Least share of Chinese characters of such a line: Latin letters are of different widths."""
_CLEARLY = 1.35
"""By how much a line of fewer ems must be higher than the text to be of another size."""
_OPENING = "“‘《（「『【〔"
_CLOSING = "，。、；：？！”’》）」』】〕"
_MARKS = _OPENING + _CLOSING
_FLAT_TEXT = re.compile("[—―─－_…一·.-]+")
_FLAT = 0.6
"""Least size of a line of flat characters (——), as a share of its width per em."""


def is_vertical(line: TextLine) -> bool:
    """Return whether a line of several characters is printed from top to bottom."""
    return len(line.text) > 1 and line.box.height > TALL * line.box.width


TALL = 1.5
"""Least height of a line of vertical text, in widths of its box."""


def size_of(line: TextLine) -> float:
    """Return the size of a line's type, in the unit of the boxes; by its height alone where it is not known yet."""
    if line.size is not None:
        return line.size
    if is_vertical(line):
        return line.box.width
    return max(line.box.height, _FLAT * line.box.width / max(ems_of(line.text), 1.0))


def fit_to_type(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return lines with their type sizes, and boxes that are no higher than the type.

    An engine's boxes are higher than the type by a ratio that is the same all over a page: 0.8 to 1.6, and the
    more, the worse the image. Across the direction of the text each box is divided by it; lower boxes stay.
    """
    lengths = [(line, _set_ems(line.text), is_vertical(line)) for line in lines]
    ratios = [
        (line.box.width / (line.box.height / ems) if vertical else line.box.height / (line.box.width / ems))
        for line, ems, vertical in lengths
        if ems >= _LONG
    ]
    ratio = median(ratios) if len(ratios) >= _FEW else 1.0
    widths = [max(line.box.width, line.box.height) / ems for line, ems, _ in lengths if ems >= _LONG]
    text = median(widths) if len(widths) >= _FEW else None
    return [
        replace(line, box=_lower(line.box, max(ratio, 1.0), vertical=vertical), size=_size(line, ems, ratio, text))
        for line, ems, vertical in lengths
    ]


def _set_ems(text: str) -> float:
    """Return the width of a text as it is set, in ems: marks beside each other and at its ends take half of one."""
    ems = ems_of(text)
    ems -= 0.5 * ((text[0] in _OPENING) + (text[-1] in _CLOSING))
    ems -= 0.5 * sum(
        (left in _CLOSING and right in _MARKS) or (left in _OPENING and right in _OPENING)
        for left, right in pairwise(text)
    )
    return max(ems, 0.5)


def _lower(box: Box, ratio: float, *, vertical: bool) -> Box:
    if vertical:
        x, half = (box.left + box.right) / 2, box.width / ratio / 2
        return Box(x - half, box.top, x + half, box.bottom)
    y, half = (box.top + box.bottom) / 2, box.height / ratio / 2
    return Box(box.left, y - half, box.right, y + half)


def _size(line: TextLine, ems: float, ratio: float, text: float | None) -> float:
    """Return the size of a line's type: its width per character, unless its height shows that this is spread.

    A line of one or two characters, or of Latin letters, has the size of the text, unless it is much higher or lower.
    """
    along, across = sorted((line.box.width, line.box.height), reverse=True)
    if not is_vertical(line):
        along, across = line.box.width, line.box.height
    by_height = across / ratio
    by_width = along / max(ems, 1.0)
    if ems < _TELLING or sum(map(is_wide, line.text)) < _CHINESE * len(line.text):
        size = max(by_height, _FLAT * by_width) if _FLAT_TEXT.fullmatch(line.text) else by_height
        return text if text is not None and 1 / _CLEARLY < size / text < _CLEARLY else size
    return by_width if _FLAT_TEXT.fullmatch(line.text) else min(by_width, _SPREAD * by_height)
