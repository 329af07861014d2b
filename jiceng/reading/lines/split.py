"""Raw text → its printed lines, and the offsets of its line ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from schemas import LINE_ENDS

LineKind = Literal["text", "byline", "furniture"]

_LINE_END = re.compile(f"[{LINE_ENDS}]")
_LINE_ENDING = re.compile(f"\r\n|[{LINE_ENDS}]")
_MIN_LINES = 10
"""Lines of the smallest page that tells how many line ends it prints after every line."""
SENTENCE_ENDS = frozenset('。！？!?…；”’」』）)"')
"""Characters with which a line seldom ends inside a paragraph."""
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
    """As it is read: without the spaces between characters that some OCR engines print."""
    gap: bool
    """Whether a form feed or more line ends than its page prints after every line are before it."""
    indent: int
    """Number of white-space characters before it, in its line."""
    kind: LineKind = "text"
    size: float | None = None
    """Size of its type, in sizes of the page's text; None where only the text is known."""
    left_out: Sequence[tuple[int, int]] = ()
    """Raw ranges between its first and last character that its text is without: white space of the layout."""

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
    if sum([line.gap for line in lines]) > len(lines) / 2:
        _see_usual_gaps(raw, lines)
    _drop_stray_indents(lines)
    return lines


def _drop_stray_indents(lines: Sequence[Line]) -> None:
    """Leave no indent where a page prints wider ones: a single space is that of the text."""
    indents = [line.indent for line in lines if line.indent]
    if 0 < indents.count(1) * 2 < len(indents):
        for line in lines:
            if line.indent == 1:
                line.indent = 0


def _see_usual_gaps(raw: str, lines: Sequence[Line]) -> None:
    """Leave a gap only where more line ends are than after every line, on a page that prints blank lines between all.

    Such a page parts lines in mid-sentence; one with a paragraph per line parts its lines where sentences end.
    """
    ends = [len(_LINE_ENDING.findall(raw, above.stop, line.start)) for above, line in pairwise(lines)]
    usual = Counter(ends).most_common(1)[0][0]
    inner = sum([line.text[-1] not in SENTENCE_ENDS for line in lines])
    running = sum(["，" in line.text or "。" in line.text for line in lines])
    if len(lines) < _MIN_LINES or usual < 2 or min(inner, running) * 2 <= len(lines):
        return
    for count, (above, line) in zip(ends, pairwise(lines), strict=True):
        line.gap = count > usual or "\f" in raw[above.stop : line.start]


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
