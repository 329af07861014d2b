"""Raw text → its printed lines, and the offsets of its line ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schemas import LINE_ENDS

LineKind = Literal["text", "byline", "furniture"]

_LINE_END = re.compile(f"[{LINE_ENDS}]")
_LAYOUT_SPACE = re.compile(" (?:(?<=[0-9] ) *(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] )(?<![电讯] ) *(?=[0-9]))")


@dataclass(slots=True)
class Line:
    """A printed line of the raw text, without the white space at its ends."""

    start: int
    """Raw offset of its first printed character."""
    end: int
    """Raw offset after its last printed character."""
    stop: int
    """Raw offset of the line end after it, or the length of the raw text."""
    text: str
    gap: bool
    """Whether a blank line or a form feed is before it."""
    indent: int
    """Number of white-space characters before it, in its line."""
    kind: LineKind = "text"

    @property
    def spaced(self) -> bool:
        """Whether white space is between its last printed character and the line end."""
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
    """Return the raw offset of the first line end of every run of them, and the index of the line after the first run.

    The run before the first line has index 0, the one after the last line `len(lines)`.
    """
    offsets = [line.stop for line in lines]
    if offsets and offsets[-1] == len(raw):
        offsets.pop()
    before = _LINE_END.search(raw, 0, lines[0].start if lines else len(raw))
    return ([before.start(), *offsets], 0) if before else (offsets, 1)


def layout_spaces(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of the spaces that typesetting puts around digits (1 月 13 日)."""
    return [match.span() for match in _LAYOUT_SPACE.finditer(text)]
