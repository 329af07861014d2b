"""What is printed on a page, line by line: where each line stands, and what kind of line it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from jiceng.reading.lines.bylines import goes_on_as_byline, parse_byline
from jiceng.reading.lines.folio import is_folio_line, needs_company
from schemas import LINE_ENDS

LineKind = Literal["text", "byline", "furniture"]

_LINE_END = re.compile(f"[{LINE_ENDS}]")
_LAYOUT_SPACE = re.compile(" (?:(?<=[0-9] ) *(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] )(?<![电讯] ) *(?=[0-9]))")
_MAX_TITLE_LINE = 30
"""Characters of the longest line of a title."""


@dataclass(slots=True)
class Line:
    """A printed line of the raw text, without the white space at its ends."""

    start: int
    """Raw offset of its first printed character."""
    end: int
    """One behind its last printed character."""
    stop: int
    """Raw offset of the first line end behind it, or the length of the raw text."""
    text: str
    gap: bool
    """Whether a blank line or a form feed stands before it."""
    indent: int
    """Number of white characters before it."""
    kind: LineKind = "text"

    @property
    def spaced(self) -> bool:
        """Whether white space stands between its last printed character and the line end."""
        return self.end < self.stop


def split_lines(raw: str) -> list[Line]:
    """Return the lines of a raw text that print something, in order; CRLF, LF, CR, FF, NEL, LS and PS end a line."""
    lines: list[Line] = []
    start = previous_stop = 0
    for segment in _with_line_feeds(raw).split("\n"):
        stop = start + len(segment)
        text = segment.strip()
        if text:
            indent = 0 if len(text) == len(segment) else len(segment) - len(segment.lstrip())
            gap = False
            if lines and (start - previous_stop > 1 or raw[previous_stop] == "\f"):
                gap = raw[previous_stop:start] != "\r\n"
            first = start + indent
            lines.append(Line(first, first + len(text), stop, text, gap, indent))
            previous_stop = stop
        start = stop + 1
    return lines


def _with_line_feeds(raw: str) -> str:
    """Return a raw text with a line feed for every character that ends a line; offsets stay as they are."""
    for end in LINE_ENDS:
        raw = raw.replace(end, "\n")
    return raw


def break_offsets(raw: str, lines: Sequence[Line]) -> tuple[list[int], int]:
    """Return the raw offset of the first line end of every run of them, and the index of the line behind the first run.

    The run before the first line has index 0, the one behind the last line `len(lines)`.
    """
    offsets = [line.stop for line in lines]
    if offsets and offsets[-1] == len(raw):
        offsets.pop()
    before = _LINE_END.search(raw, 0, lines[0].start if lines else len(raw))
    return ([before.start(), *offsets], 0) if before else (offsets, 1)


def layout_spaces(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the spaces that typesetting puts round digits (1 月 13 日)."""
    return [match.span() for match in _LAYOUT_SPACE.finditer(text)]


def mark_bylines(lines: Sequence[Line]) -> None:
    """Mark the lines that their words alone show to be byline lines; one in brackets is none yet."""
    for line in lines:
        text = line.text
        if "。" in text or ("，" in text and "记者" not in text) or text[0] in "（(":
            continue
        if parse_byline(text) is not None:
            line.kind = "byline"


def mark_bylines_by_place(lines: Sequence[Line]) -> None:
    """Mark as byline lines those that only their place shows to be: （记者 张三） below a title, the rest of a list."""
    for above, line in pairwise(lines):
        if line.kind != "text":
            continue
        if above.kind == "byline":
            if not line.gap and goes_on_as_byline(above.text, line.text):
                line.kind = "byline"
        elif line.text[0] in "（(" and above.kind == "text" and _may_end_title(above) and parse_byline(line.text):
            line.kind = "byline"


def _may_end_title(line: Line) -> bool:
    return len(line.text) <= _MAX_TITLE_LINE and line.text[-1] not in "。，、；：…”）)"


def mark_furniture(lines: Sequence[Line]) -> None:
    """Mark the lines in one piece with the top or the foot of the page that it prints about itself.

    A date or a section's name inside the page is text; so is what articles hold too (a telephone number, at the foot a
    date) where no line beside it can be nothing but furniture.
    """
    top = 0
    while top < len(lines) and is_folio_line(lines[top].text):
        top += 1
    if all(needs_company(line.text, at_foot=False) for line in lines[:top]):
        top = 0
    foot = len(lines)
    while foot > top and is_folio_line(lines[foot - 1].text):
        foot -= 1
    if all(needs_company(line.text, at_foot=True) for line in lines[foot:]):
        foot = len(lines)
    for line in (*lines[:top], *lines[foot:]):
        line.kind = "furniture"
