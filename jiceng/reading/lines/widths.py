"""How wide the printed lines of a page are, in ems, in either setting of their marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.reading.lines.split import Line, layout_spaces

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_OPENING = "“‘（《【「『("
_HANGING = "，。、；：？！”’）》】」』…,;:?!)"
_LEAD = re.compile(f"[{_OPENING}]*([0-9A-Za-z.%+/@:_~?=&#-]+)")
_MEETS_CLOSING, _MEETS_OPENING, _CLOSES, _OPENS = 1, 2, 4, 8
"""Bits of marks that are squeezed side by side. The first two are also the halves of an em that this saves; four times
each is the bit of the mark that must follow."""
_MAY_BE_HALF, _HANGS, _DOTS, _LEADS = 16, 32, 64, 128


def _table_of_marks() -> NDArray[np.uint8]:
    """Return for each character the bits of what it does in a line."""
    table = np.zeros(BEYOND + 1, np.uint8)
    table[:0x80] = _LEADS
    for bit, marks in (
        (_MAY_BE_HALF, "，。、；：？！“”‘’（）《》【】「」『』,;:?!()．·"),
        (_HANGS, _HANGING),
        (_DOTS, "…"),
        (_LEADS, _OPENING),
        (_OPENS, "“‘（《"),
        (_MEETS_OPENING, "，。、；：？！”’）》…"),
        (_CLOSES, "”’）》"),
        (_MEETS_CLOSING, "，。；：？！"),
    ):
        table[[ord(mark) for mark in marks]] |= bit
    return table


def _table_of_narrow() -> NDArray[np.uint8]:
    """Return 1 for each character that is half an em wide: those of ASCII, and Latin letters with accents."""
    table = np.zeros(BEYOND + 1, np.uint8)
    table[:0x80] = 1
    table[ord("\n")] = 0
    table[ord("À") : ord("ɏ") + 1] = 1
    table[[ord(mark) for mark in "×÷"]] = 0
    return table


_MARKS = _table_of_marks()
_NARROW = _table_of_narrow()


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of a page's lines; each array has a number for every line."""

    ems: Floats
    """Width where every mark is set full."""
    marks: Counts
    """How many marks may be set at half width."""
    least: Floats
    """The least that the line can have been set in where marks are set full."""
    least_half: Floats
    """The least that the line can have been set in where marks are set at half width."""
    leads: Floats
    """Width of what cannot be parted from its first character."""

    def least_at(self, mark: float) -> Floats:
        """Return the least that each line can have been set in where a mark saves `mark` ems: 0.5 or nothing."""
        return self.least_half if mark else self.least

    def set_at(self, mark: float) -> Floats:
        """Return how wide each line is set, hanging marks and all, where a mark saves `mark` ems."""
        return self.ems - self.marks * mark


def measure_lines(lines: Sequence[Line]) -> Widths:
    """Return the widths of a page's lines.

    A Latin letter or digit is half an em wide, an ideograph one; layout spaces have no width, others half. Closing
    marks at a line's end may hang over the edge of the column, neighbouring marks are squeezed where marks are set
    full, and …… is a whole em wide in any setting.
    """
    if not lines:
        none = np.zeros(0)
        return Widths(none, none.astype(np.int64), none, none, none)
    page = "\n".join([*[line.text for line in lines], ""])
    codes = code_points(page)
    ends = np.flatnonzero(codes == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    marks = _MARKS[codes]
    narrow = _sums(_NARROW[codes], starts)
    ems: Floats = ends - starts - (narrow + _sums(_layout_spaces(page), starts)) / 2
    half_marks = _sums(marks & _MAY_BE_HALF, starts) // _MAY_BE_HALF
    hanging, dots = _hanging(lines, marks, ends)
    # An odd digit makes half an em, layout spaces none.
    least = ems - hanging - np.where(half_marks > 1, _squeezed(marks, starts), 0.0) - ems % 1
    least_half = ems - (half_marks + hanging + dots) / 2
    return Widths(ems, half_marks, least, least_half, _leads(lines, marks[starts]))


def _sums(values: NDArray[np.integer], starts: Counts) -> Counts:
    """Return the sum of the values of each line's characters."""
    sums: Counts = np.add.reduceat(values, starts, dtype=np.int64)
    return sums


def _layout_spaces(page: str) -> NDArray[np.uint8]:
    """Return 1 for each layout space of a page, 0 for its other characters."""
    spaces = np.zeros(len(page), np.uint8)
    for start, end in layout_spaces(page):
        spaces[start:end] = 1
    return spaces


def _hanging(lines: Sequence[Line], marks: NDArray[np.uint8], ends: Counts) -> tuple[Counts, Counts]:
    """Return how many closing marks each line ends with, and how many dots of ……."""
    # Before a line's only character is the line feed of the line above, which is no mark.
    last, before = marks[ends - 1], marks[ends - 2]
    hanging, dots = (last & _HANGS != 0).astype(np.int64), (last & _DOTS != 0).astype(np.int64)
    for index in np.flatnonzero(last & before & _HANGS).tolist():
        text = lines[index].text
        hanging[index] = len(text) - len(text.rstrip(_HANGING))
        dots[index] = len(text) - len(text.rstrip("…"))
    return hanging, dots


def _squeezed(marks: NDArray[np.uint8], starts: Counts) -> Floats:
    """Return the ems that neighbouring marks and an opening mark at its head can save each line."""
    halves = marks[:-1] & marks[1:] // _CLOSES & (_MEETS_CLOSING | _MEETS_OPENING)
    saved: Floats = (_sums(halves, starts) + (marks[starts] & _OPENS != 0)) / 2
    return saved


def _leads(lines: Sequence[Line], first_marks: NDArray[np.uint8]) -> Floats:
    """Return the ems of what cannot be parted from each line's first character: a Latin word, a mark and its word."""
    leads = np.ones(len(lines))
    for index in np.flatnonzero(first_marks & _LEADS).tolist():
        text = lines[index].text
        match = _LEAD.match(text)
        leads[index] = len(match[1]) / 2 + match.start(1) if match else 2.0 if text[0] in _OPENING else 0.5
    return leads
