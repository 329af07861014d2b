"""The words of a line → its text: spaces only where they are printed, not wherever the engine divides words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import StatisticsError, linear_regression, median_low
from typing import Any
from unicodedata import category, east_asian_width

from jiceng.ocr.boxes import Box, OcrFault, box_around, make_box

WIDE_GAP = 0.75
"""Ems between two ideographs above which there is a printed space between them (全会精神 加快推进)."""
_MIN_FILLED = 0.7
"""Least width of a box per em of its text, in heights of the box, for its edges to be trusted."""
_CHINESE_MARKS = "“”‘’—…·"
"""Marks that are Latin, too; they count as Chinese if the line has any Chinese character."""
_MIN_WORDS = 4
_INNER_LINE_END = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as an engine gives it."""

    text: str
    box: Box | None = None
    adjoins: bool = False
    """Whether the engine says that there is no space before it."""
    score: float | None = None
    """From 0 to 1: how sure the engine is."""


@cache
def _width(character: str) -> str:
    return east_asian_width(character)


def is_wide(character: str) -> bool:
    """Return whether a character is one em wide: an ideograph, kana, a full-width form or mark."""
    return character > "\u10ff" and _width(character) in "WF"


def ems_of(text: str) -> float:
    """Return the width of a text in ems: 1 for wide characters and Chinese marks, 0.5 for others."""
    return sum(1.0 if is_wide(character) or character in _CHINESE_MARKS else 0.5 for character in text)


def one_line(text: str) -> str:
    """Return a text stripped, each run of tabs and line ends in it replaced by one space."""
    return _INNER_LINE_END.sub(" ", text).strip()


def split_words(text: str) -> list[str]:
    """Divide a text at the white space of HTML, which formats the file and not the page.

    Printed spaces (U+00A0, U+3000 and their like) do not divide words.
    """
    return [word for word in re.split("[ \t\n\r\f]+", text) if word]


def join_words(words: Sequence[Word]) -> str:
    """Return the text of a line of words.

    Words are joined by a space, but without one next to a Chinese character. Two ideographs get a space if the gap
    between their boxes is more than WIDE_GAP ems wider than is usual in the line.
    """
    texts = [one_line(word.text) for word in words]
    chinese = any(is_wide(character) for text in texts for character in text)
    wide_gap = _wide_gap(words)
    joined: list[str] = []
    before: Word | None = None
    for word, text in zip(words, texts, strict=True):
        if not text:
            continue
        if before is not None and joined and _space_between(joined[-1][-1], text[0], before, word, chinese, wide_gap):
            joined.append(" ")
        joined.append(text)
        before = word
    return "".join(joined).strip()


def _space_between(left: str, right: str, before: Word, word: Word, chinese: bool, wide_gap: float | None) -> bool:
    if not (_is_chinese(left, chinese) or _is_chinese(right, chinese)):
        return not word.adjoins
    if wide_gap is None or not (_is_ideograph(left) and _is_ideograph(right)):
        return False
    return (
        before.box is not None
        and word.box is not None
        and word.box.left - before.box.right > wide_gap
        and _fills_box(before, before.box)
        and _fills_box(word, word.box)
    )


def _fills_box(word: Word, box: Box) -> bool:
    """Return whether the box of a word is as wide as its characters: Tesseract makes some far too narrow."""
    return box.width > _MIN_FILLED * box.height * ems_of(word.text)


def _is_chinese(character: str, chinese: bool) -> bool:
    return is_wide(character) or (chinese and character in _CHINESE_MARKS)


def _is_ideograph(character: str) -> bool:
    return is_wide(character) and category(character) == "Lo"


def _wide_gap(words: Sequence[Word]) -> float | None:
    """Return the gap above which a space is printed, in the unit of the boxes; None if boxes are missing."""
    boxes = [word.box for word in words if word.box is not None]
    if len(boxes) < max(2, len(words)):
        return None
    em = median_low([box.height for box in boxes])
    gaps = [right.left - left.right for left, right in pairwise(boxes)]
    inside = sum(max(len(word.text) - 1, 0) for word in words)
    usual = median_low([*gaps, *[0.0] * inside])
    return max(usual, 0.0) + WIDE_GAP * em


def share(value: Any, of: float = 1.0) -> float | None:
    """Return an engine's score as a share; None for what is none (Tesseract writes -1)."""
    try:
        score = float(value) / of
    except (TypeError, ValueError):
        return None
    return score if 0.0 <= score <= 1.0 else None


def scores_of(words: Sequence[Word]) -> tuple[tuple[int, float], ...]:
    """Return the scores of a line's words, for each of their characters; none unless every word has one."""
    counts = [(len("".join(word.text.split())), word.score) for word in words if word.text.strip()]
    return (
        tuple((count, score) for count, score in counts if score is not None)
        if all(score is not None for _, score in counts)
        else ()
    )


def box_of_line(box: Box | None, words: Sequence[Word], place: str, attributes: str) -> Box:
    """Return the line's own box, else the box around its words; raises OcrFault if there is neither, or it is empty.

    `attributes` names, for the message, where the format has boxes.
    """
    if box is None:
        boxes = [word.box for word in words if word.box is not None]
        if not boxes:
            raise OcrFault(f"a line has no box ({attributes})", place)
        box = box_around(boxes)
    return make_box(box, place)


def slope_of_words(words: Sequence[Word]) -> float | None:
    """Return how far a line falls per unit to the right, by the centres of its words; None for fewer than four."""
    middles = [
        ((word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2)
        for word in words
        if word.box is not None
    ]
    if len(middles) < _MIN_WORDS:
        return None
    try:
        return linear_regression(*zip(*middles, strict=True)).slope
    except StatisticsError:  # all of them are at one place
        return None
