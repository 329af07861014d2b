"""Ranges between pairs of marks: quotation marks, titles and brackets, with partners that the print has lost."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

_QUOTATION_MARKS = frozenset("“‘「『")
_STRAIGHT = '"'
_STOPS = "。，、；！？"
"""Characters that follow a closing mark, never an opening one."""
_ENDS_OF_SENTENCES = "。！？…"
_BEFORE_OPENING = ("：", "，", "")
"""What may be directly before an opening mark; empty for a paragraph's start."""
_BEFORE_TURNED = ("：", "，", "。", "！", "？", "；", "")
"""What may be directly before an opening mark that is printed the wrong way round."""


class Marked(NamedTuple):
    """A range between a pair of marks; `start` and `end` are inside the marks."""

    start: int
    end: int
    mark: str
    """The opening mark: “ ‘ 《 （ 「. Empty where it was lost: then the range starts where the last one ended."""
    depth: int
    """How many pairs of quotation marks enclose the pair."""
    closed: bool
    """Whether the closing mark is in the same paragraph."""
    turned: bool = False
    """Whether one of the two marks is printed the wrong way round, or one is straight and the other is not."""


LostEnd = Callable[[str, int, int], int]
"""(text, start, mark) → where a range ended whose closing mark was lost before the opening mark at `mark`, else 0."""


class PairedMarks:
    """Marks that are paired with each other."""

    def __init__(self, partners: Mapping[str, str], alike: str = "") -> None:
        """Take opening mark → closing mark; those in `alike` close each other's ranges (“…」)."""
        self._opened = {mark: alike[0] if mark in alike else mark for mark in partners}
        self._closed = {partners[mark]: kind for mark, kind in self._opened.items()}
        self._turns = bool(alike)
        straight = _STRAIGHT if alike else ""
        self._any = re.compile(f"[{''.join((*self._opened, *self._closed))}{straight}]")

    def _is_turned(self, opening: str, closing: str) -> bool:
        """Return whether one of the marks of a range is the wrong way round, or only one of them is straight."""
        if not self._turns:
            return False
        if _STRAIGHT in (opening, closing):
            return opening != closing
        return opening in self._closed or closing in self._opened

    def offsets(self, text: str) -> list[int]:
        """Return where these marks are in a text."""
        return [match.start() for match in self._any.finditer(text)]

    def ranges(
        self, text: str, offsets: Iterable[int], start: int, end: int, lost_end: LostEnd | None = None
    ) -> list[Marked]:
        """Return the ranges between the marks of the paragraph from `start` to `end`, in the order of their ends.

        Straight marks open and close by turns. Marks of speech are read by their place where it is plain, whichever
        way round they are printed: after a colon they open, before a stop they close. A range without its closing
        mark ends with the paragraph, or where `lost_end` says, which is asked at a second opening mark.
        """
        found: list[Marked] = []
        waiting: list[tuple[int, int, str]] = []
        open_counts = dict.fromkeys(self._opened.values(), 0)
        depth = 0
        free = start
        straight = False
        for offset, following in pairwise([*offsets, -1]):
            mark = text[offset]
            if mark == _STRAIGHT:
                mark = "”" if straight and waiting else "“"
            if self._turns:
                mark = _read_by_place(text, offset, start, end, mark, bool(waiting))
                if following >= 0:
                    mark = _read_by_next(text, offset, following, start, mark, bool(waiting))
            if text[offset] == _STRAIGHT:
                straight = mark == "“"
            opened = self._opened.get(mark)
            if opened is not None:
                if lost_end is not None and len(waiting) == 1 and (stop := lost_end(text, waiting[0][0] + 1, offset)):
                    at, depth, kind = waiting.pop()
                    open_counts[kind] -= 1
                    found.append(Marked(at + 1, stop, text[at], depth, False))
                waiting.append((offset, depth, opened))
                open_counts[opened] += 1
                depth += opened in _QUOTATION_MARKS
                continue
            closed = self._closed[mark]
            if open_counts[closed]:
                at, depth, kind = waiting.pop()
                while kind != closed:
                    open_counts[kind] -= 1
                    found.append(Marked(at + 1, end, text[at], depth, False))
                    at, depth, kind = waiting.pop()
                open_counts[closed] -= 1
                found.append(Marked(at + 1, offset, text[at], depth, True, self._is_turned(text[at], text[offset])))
            elif not waiting and offset > free:
                found.append(Marked(free, offset, "", 0, True))
            if not waiting:
                free = offset + 1
        found += [Marked(at + 1, end, text[at], outside, False) for at, outside, _ in waiting]
        return found


def _read_by_place(text: str, offset: int, start: int, end: int, mark: str, is_open: bool) -> str:
    """Return a mark of speech as it should be printed where its place tells it, else as it is.

    `is_open` is whether a range is open before it, in the paragraph from `start` to `end`.
    """
    before = text[offset - 1 : offset] if offset > start else ""
    after = text[offset + 1 : offset + 2] if offset + 1 < end else ""
    if not is_open and mark == "”" and before == "：" and after not in _STOPS:
        return "“"
    if is_open and mark == "“" and before not in _BEFORE_OPENING:
        is_straight_end = text[offset] == _STRAIGHT and before in _ENDS_OF_SENTENCES
        return "”" if is_straight_end or (after and after in _STOPS) else mark
    return mark


def _read_by_next(text: str, offset: int, following: int, start: int, mark: str, is_open: bool) -> str:
    """Return a mark of speech as it should be printed where its place and the next mark tell it, else as it is.

    What seems to be a second closing mark opens, as another follows it; a second opening mark after a sentence closes
    if the next one opens by its place.
    """
    before = text[offset - 1 : offset] if offset > start else ""
    if not is_open and mark == "”" and text[following] == "”" and before in _BEFORE_TURNED:
        return "“"
    if is_open and mark == "“" and before and before in _ENDS_OF_SENTENCES and text[following - 1] == "：":
        return "”"
    return mark


ALL_MARKS = PairedMarks({"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』"})
"""Each opening mark with its own partner."""
SPEECH_MARKS = PairedMarks({"“": "”", "「": "」"}, alike="“「")
"""The marks of speech. OCR confuses them, so either closing mark ends a range, and so do straight ones."""

_SINGLE_AFTER_COLON = re.compile("(?<=[：:])[‘『]([^“”「」‘’『』\n]*)[’』]")


def with_double_marks(text: str) -> str:
    """Return a text in which single marks of speech after a colon are double ones, as most newspapers print them.

    Of the same length. Inside double marks single ones stay: there they are the marks of a quote within a quote.
    """
    return _SINGLE_AFTER_COLON.sub(_doubled, text) if "‘" in text or "『" in text else text


def _doubled(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    paragraph = text.rfind("\n", 0, start) + 1
    opened = sum(text.count(mark, paragraph, start) for mark in "“「")
    closed = sum(text.count(mark, paragraph, start) for mark in "”」")
    return match[0] if opened > closed else f"“{match[1]}”"
