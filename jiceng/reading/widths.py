"""How wide the printed lines of a page are, in ems, in either setting of their marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiceng.reading.lines import Line, layout_spaces

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_OPENING = "“‘（《【「『("
_HANGING = "，。、；：？！”’）》】」』…,;:?!)"
_LEAD = re.compile(f"[{_OPENING}]*([0-9A-Za-z.%+/@:_~?=&#-]+)")
_MEETS_CLOSING, _MEETS_OPENING, _CLOSES, _OPENS = 1, 2, 4, 8
_HALVED, _HANGS, _DOTS, _LEADS = 16, 32, 64, 128
_BEYOND = 0x10000
"""Entry of the tables for all characters outside the Basic Multilingual Plane."""


def _table_of_marks() -> NDArray[np.uint8]:
    """Return for each character the bits of what it does in a line."""
    table = np.zeros(_BEYOND + 1, np.uint8)
    table[:0x80] = _LEADS
    for bit, marks in (
        (_HALVED, "，。、；：？！“”‘’（）《》【】「」『』,;:?!()．·"),
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


def _table_of_halves() -> NDArray[np.int8]:
    """Return for each character how many bytes fewer than an ideograph it has in UTF-8: two for a Latin letter."""
    table = np.zeros(_BEYOND + 1, np.int8)
    table[:0x800] = 1
    table[:0x80] = 2
    table[ord("\n")] = 0
    table[_BEYOND] = -1
    return table


_MARKS = _table_of_marks()
_HALVES = _table_of_halves()


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
    """The same where marks are set at half width."""
    leads: Floats
    """Width of what cannot be parted from its first character."""

    def least_at(self, mark: float) -> Floats:
        """Return the least that each line can have been set in where a mark saves so much: half an em or nothing."""
        return self.least_half if mark else self.least

    def set_at(self, mark: float) -> Floats:
        """Return how wide each line is set where a mark saves so much, hanging marks and all."""
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
    codes = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.flatnonzero(codes == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    characters = np.minimum(codes, _BEYOND).astype(np.intp)
    marks = _MARKS[characters]
    narrow = _sums(_HALVES[characters], starts) // 2
    ems: Floats = ends - starts - (narrow + _sums(_layout_spaces(page), starts)) / 2
    halved = _sums(marks & _HALVED, starts) // _HALVED
    hanging, dots = _hanging(lines, marks, ends)
    # An odd digit makes half an em, layout spaces none.
    least = ems - hanging - np.where(halved > 1, _squeezed(marks, starts), 0.0) - ems % 1
    least_half = ems - (halved + hanging + dots) / 2
    return Widths(ems, halved, least, least_half, _leads(lines, marks[starts]))


def _sums(values: NDArray[np.uint8] | NDArray[np.int8], starts: Counts) -> Counts:
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
    """Return how many closing marks stand at each line's end, and how many dots of …… ."""
    last, before = marks[ends - 1], marks[ends - 2]
    hanging, dots = (last & _HANGS != 0).astype(np.int64), (last & _DOTS != 0).astype(np.int64)
    for index in np.flatnonzero(last & before & _HANGS).tolist():
        text = lines[index].text
        hanging[index] = len(text) - len(text.rstrip(_HANGING))
        dots[index] = len(text) - len(text.rstrip("…"))
    return hanging, dots


def _squeezed(marks: NDArray[np.uint8], starts: Counts) -> Floats:
    """Return the ems that neighbouring marks and an opening mark at its head save each line at most."""
    # The bits of a mark that meets one behind it are how many halves of an em that saves.
    halves = marks[:-1] & marks[1:] // _CLOSES & (_MEETS_CLOSING | _MEETS_OPENING)
    saved: Floats = (_sums(halves, starts) + (marks[starts] & _OPENS != 0)) / 2
    return saved


def _leads(lines: Sequence[Line], first_marks: NDArray[np.uint8]) -> Floats:
    """Return how wide what cannot be parted from each line's first character is: a Latin word, a mark and its word."""
    leads = np.ones(len(lines))
    for index in np.flatnonzero(first_marks & _LEADS).tolist():
        text = lines[index].text
        match = _LEAD.match(text)
        leads[index] = len(match[1]) / 2 + match.start(1) if match else 2.0 if text[0] in _OPENING else 0.5
    return leads
