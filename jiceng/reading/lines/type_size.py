"""What the size of type tells of lines, on pages that engines gave with boxes."""

from collections.abc import Sequence

from jiceng.reading.lines.split import Line

LARGE = 1.18
"""Least size of a line that belongs to titles, in sizes of the text.

Section headings are up to 1.15 times as large as the text on the pages that were measured; kickers and subheadlines are
1.2 to 2 times, headlines 1.5 to 5 times as large."""
_OTHER_SIZE = 1.2
"""Ratio from which two lines are of different sizes: widths of boxes tell sizes to within a tenth."""


def note_sizes(lines: Sequence[Line], sizes: Sequence[float]) -> None:
    """Give each printed line of a page its size; `sizes` has one per line, or is empty."""
    if len(sizes) == len(lines):
        for line, size in zip(lines, sizes, strict=True):
            line.size = size


def is_large(size: float | None) -> bool:
    """Return whether a size is known, and larger than that of text."""
    return size is not None and size >= LARGE


def is_larger(size: float, other: float) -> bool:
    """Return whether a size is clearly larger than another."""
    return size > _OTHER_SIZE * other
