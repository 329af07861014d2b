"""Captions below pictures, which are printed inside the columns of an article and belong to none of its paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jiceng.ocr.rows import Row

_PICTURE = 2.5
"""Least ems of white above a caption inside a column: there is a picture."""
_MOST_LINES = 4
"""Lines of the longest caption."""
_SMALL = 0.955
"""Most size of the type of a caption that its words do not show to be one, in sizes of the text."""
_SAME_TYPE = 0.98
"""Least size of the type of the text, in sizes of the text."""
_NEAR = 1.8
"""Most distance of two lines of a caption, in sizes of their type."""
_CAPTION = re.compile(
    "[上下左右]?图[为：:①②③④]|图片[：:]|.*(?:摄(?:[（(][^（）()]*[）)])?|[（(]新华社发[）)])$",
    re.DOTALL,
)


def captions_last(regions: Sequence[list[Row]], text: float, large: float) -> list[list[Row]]:
    """Return regions with the captions of pictures below the article that they are in: above the next titles.

    `text` is the size of the page's text, `large` that of the smallest title in sizes of the text. Every line is kept.
    """
    ordered: list[list[Row]] = []
    waiting: list[list[Row]] = []
    for rows in (part for region in regions for part in _at_titles(region, large * text)):
        if rows[0].size >= large * text:
            ordered += waiting
            waiting = []
        kept, captions = _divided(rows, text, large * text)
        waiting += captions
        if kept:
            ordered.append(kept)
    return ordered + waiting


def _at_titles(rows: Sequence[Row], large: float) -> list[list[Row]]:
    """Divide the lines of a region above each title that is below text."""
    starts = [number for number in range(1, len(rows)) if rows[number - 1].size < large <= rows[number].size]
    return [list(rows[start:end]) for start, end in pairwise([0, *starts, len(rows)])]


def _divided(rows: list[Row], text: float, large: float) -> tuple[list[Row], list[list[Row]]]:
    """Return the lines of a region without its captions, and these."""
    kept: list[Row] = []
    captions: list[list[Row]] = []
    index = 0
    while index < len(rows):
        below_title = index > 0 and rows[index - 1].size >= large
        end = index if below_title else _end_of_caption(rows, index, text)
        if end > index:
            captions.append(rows[index:end])
        else:
            kept.append(rows[index])
            end = index + 1
        index = end
    return kept, captions


def _end_of_caption(rows: Sequence[Row], start: int, text: float) -> int:
    """Return the index after the caption that begins with a line, that of the line where it begins none."""
    if rows[start].vertical or (start and rows[start].box.top - rows[start - 1].box.bottom < _PICTURE * text):
        return start
    end = start + 1
    while end < len(rows) and end - start < _MOST_LINES and _goes_on(rows[start:end], rows[end], text):
        end += 1
    words = "".join(row.text for row in rows[start:end])
    small = all(row.em is not None and row.em <= _SMALL * text for row in rows[start : max(end - 1, start + 1)])
    ended = end == len(rows) or rows[end].size >= _SAME_TYPE * text
    return end if ended and (_CAPTION.match(words) or (small and end < len(rows) and start > 0)) else start


def _goes_on(caption: Sequence[Row], row: Row, text: float) -> bool:
    last = caption[-1]
    if row.middle - last.middle > _NEAR * max(last.size, row.size) or _CAPTION.fullmatch(last.text[-12:]):
        return False
    return row.em is None or row.em <= _SMALL * text or (len(caption) == 1 and row.text.endswith("摄"))
