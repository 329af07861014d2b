"""Tesseract's TSV → lines with boxes.

Source: what Tesseract 5 writes: level, page_num, block_num, par_num, line_num, word_num, left, top, width, height,
conf, text; level 5 is a word.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from jiceng.ocr.boxes import NOT_A_PAGE, Box, OcrFault, TextLine
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import at
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import Word, box_of_line, join_words, scores_of, share, slope_of_words
from schemas.page import SourceFormat

FORMAT: SourceFormat = "tesseract"
COLUMNS = (
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
)
_PAGE, _WORD = 1, 5
"""Levels."""


def read_tsv(document: str) -> list[FoundPage]:
    """Return the pages of a TSV file; raises OcrFault if Tesseract did not write it, or it is cut off."""
    rows = [line.split("\t") for line in document.rstrip("\n").split("\n")]
    if tuple(name.strip() for name in rows[0]) != COLUMNS:
        raise OcrFault("is TSV but not Tesseract's: its first line is not level, page_num, …, text", at(1), NOT_A_PAGE)
    pages: defaultdict[int, dict[tuple[int, int, int], list[tuple[Word, str]]]] = defaultdict(dict)
    for number, row in enumerate(rows[1:], 2):
        if len(row) < len(COLUMNS) - 1:
            raise OcrFault(f"is cut off or damaged: it has {len(row)} columns where {len(COLUMNS)} are", at(number))
        try:
            level, page, block, paragraph, line, _, left, top, width, height = map(int, row[:10])
        except ValueError:
            raise OcrFault("is damaged: a number is none", at(number)) from None
        lines = pages[page]
        text = row[11] if len(row) > 11 else ""
        if level == _WORD and text.strip():
            box = Box(left, top, left + width, top + height) if min(width, height) > 0 and min(left, top) >= 0 else None
            word = Word(text, box, score=share(row[10], 100))
            lines.setdefault((block, paragraph, line), []).append((word, at(number)))
    return [FoundPage(_lines(pages[number])) for number in sorted(pages)]


def _lines(lines: dict[tuple[int, int, int], list[tuple[Word, str]]]) -> list[TextLine]:
    found = []
    for (block, _, _), placed in lines.items():
        words, place = [word for word, _ in placed], placed[0][1]
        box, slope, fault = box_or_fault(partial(_placed, words, place))
        found.append(TextLine(join_words(words), box, block, slope, scores=scores_of(words), fault=fault))
    return found


def _placed(words: Sequence[Word], place: str) -> tuple[Box, float | None]:
    return box_of_line(None, words, place, "left, top, width, height"), slope_of_words(words)
