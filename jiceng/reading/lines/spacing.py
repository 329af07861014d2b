"""Spaces between characters, as some OCR engines and PDF files print them (本 报 记 者 张 三): the layout's."""

import re
from collections.abc import Sequence

from jiceng.reading.lines.split import Line
from jiceng.reading.lines.weights import WEIGHTS

_HAN = "\u3400-\u9fff"
_MARKS = "，。、；：？！“”‘’（）《》【】「」『』…—·"
_SPACE = " \u00a0"
_BETWEEN = re.compile(
    f"[{_SPACE}](?:(?<=[{_HAN}{_MARKS}].)(?=[{_HAN}{_MARKS}0-9])|(?<=[0-9%].)(?=[{_HAN}{_MARKS}])"
    f"|(?<=[A-Za-z].)(?=[{_MARKS}])|(?<=[{_MARKS}].)(?=[A-Za-z]))",
    re.DOTALL,
)
"""A single space beside a Chinese character or mark, which no text has."""
_MIN_PARTED = 8
"""Pairs of ideographs with a space between them on the smallest page that prints it."""
_MIN_SHARE = 10
"""Of so many characters of a page that prints spaces between them, one is a space at least."""
_PAIR = re.compile(f"(?<=[{_HAN}])[{_HAN}]")
_PARTED_PAIR = re.compile(f"(?<=[{_HAN}])[{_SPACE}](?=[{_HAN}])")


def close_up(raw: str, lines: Sequence[Line]) -> None:
    """Leave the spaces between characters out of the texts of lines, on a page that prints them."""
    if raw.count(" ") * _MIN_SHARE < len(raw):
        return
    page = "\n".join([line.text for line in lines])
    if len(_PARTED_PAIR.findall(page)) < _MIN_PARTED or not _is_parted(page, WEIGHTS.parted_on_page):
        return
    for line in lines:
        if _is_parted(line.text, WEIGHTS.parted_in_line):
            line.text = without_spaces(line.text)


def is_spaced(lines: Sequence[Line]) -> bool:
    """Return whether spaces were left out of most lines of a page."""
    return sum([len(line.text) != line.end - line.start for line in lines]) * 2 > len(lines)


def _is_parted(text: str, share: float) -> bool:
    """Return whether more than a share of a text's neighbouring ideographs have a space between them."""
    parted = len(_PARTED_PAIR.findall(text))
    return parted > share * (parted + len(_PAIR.findall(text)))


def printed_ranges(raw: str, line: Line) -> list[tuple[int, int]]:
    """Return the half-open ranges of raw offsets of what a line's text has: all of it but spaces that are left out."""
    if len(line.text) == line.end - line.start:
        return [(line.start, line.end)]
    ranges: list[tuple[int, int]] = []
    start = line.start
    for space in _BETWEEN.finditer(raw[line.start : line.end]):
        ranges.append((start, line.start + space.start()))
        start = line.start + space.end()
    return [*ranges, (start, line.end)]


def without_spaces(text: str) -> str:
    """Return a text without its single spaces beside Chinese characters and marks."""
    return _BETWEEN.sub("", text) if " " in text or "\u00a0" in text else text
