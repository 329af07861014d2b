"""Regions → their printed lines: parts of a line at one height are one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from jiceng.ocr.boxes import Box, TextLine, box_around
from jiceng.ocr.regions import FAR_APART, GAP_IN_LINE, Region
from jiceng.ocr.type_size import is_vertical, size_of
from jiceng.ocr.words import Word, ems_of, join_words

_OVERLAP = 1.2
"""Most overlap of two pieces of a line that an engine has cut through a character, in heights."""
SAME_ROW = 0.5
"""Least overlap of two parts of a printed line, as a share of the smaller height."""
_SAME_SIZE = 1.6
_MANY_PAIRS = 0.3
"""Share of rows with parts side by side above which they are columns that geometry could not divide."""
_MIN_EMS = 3.0
"""Least length in ems of a line by which the width of a character is measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line, its parts joined."""

    text: str
    box: Box
    size: float
    em: float | None
    """Width of a character; None if the line is too short to tell."""
    block: int | None
    vertical: bool = False
    scores: tuple[tuple[int, float], ...] = ()
    """Those of its parts; see `TextLine`. Empty unless all of them have some."""

    @property
    def middle(self) -> float:
        """The vertical centre of the line."""
        return (self.box.top + self.box.bottom) / 2


def rows_of(region: Region) -> list[Row]:
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
    if is_vertical(line) or is_vertical(row[-1]) or shared < SAME_ROW * low or high > _SAME_SIZE * low:
        return False
    left, right = sorted((last, box))
    overlap = left.right - right.left
    return overlap < max(0.5 * low, min(_OVERLAP * low, 0.5 * right.width)) and right.right > left.right


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


def _row(lines: Sequence[TextLine]) -> Row:
    text = join_words([Word(line.text, line.box) for line in lines]) if len(lines) > 1 else lines[0].text
    box = box_around([line.box for line in lines])
    ems = ems_of(text)
    vertical = is_vertical(lines[0]) and len(lines) == 1
    long = box.height if vertical else box.width
    em = long / ems if ems >= _MIN_EMS else None
    scores = tuple(score for line in lines for score in line.scores) if all(line.scores for line in lines) else ()
    return Row(text, box, median_low([size_of(line) for line in lines]), em, lines[0].block, vertical, scores)
