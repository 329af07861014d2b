"""Ranges between pairs of marks: quotation marks, titles and brackets, with partners that the print has lost."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

_QUOTATION_MARKS = frozenset("“‘「『")
_STRAIGHT = '"'


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


LostEnd = Callable[[str, int, int], int]
"""(text, start, mark) → where a range ended whose closing mark was lost before the opening mark at `mark`, else 0."""


class PairedMarks:
    """Marks that are paired with each other."""

    def __init__(self, partners: Mapping[str, str], alike: str = "") -> None:
        """Take opening mark → closing mark; those in `alike` close each other's ranges (“…」)."""
        self._opened = {mark: alike[0] if mark in alike else mark for mark in partners}
        self._closed = {partners[mark]: kind for mark, kind in self._opened.items()}
        straight = _STRAIGHT if alike else ""
        self._any = re.compile(f"[{''.join((*self._opened, *self._closed))}{straight}]")

    def offsets(self, text: str) -> list[int]:
        """Return where these marks are in a text."""
        return [match.start() for match in self._any.finditer(text)]

    def ranges(
        self, text: str, offsets: Iterable[int], start: int, end: int, lost_end: LostEnd | None = None
    ) -> list[Marked]:
        """Return the ranges between the marks of the paragraph from `start` to `end`, in the order of their ends.

        Straight marks open and close by turns. A range without its closing mark ends with the paragraph, or where
        `lost_end` says, which is asked at a second opening mark.
        """
        found: list[Marked] = []
        waiting: list[tuple[int, int, str]] = []
        open_counts = dict.fromkeys(self._opened.values(), 0)
        depth = 0
        free = start
        straight = False
        for offset in offsets:
            mark = text[offset]
            if mark == _STRAIGHT:
                mark = "”" if straight else "“"
                straight = not straight
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
                found.append(Marked(at + 1, offset, text[at], depth, True))
            elif not waiting and offset > free:
                found.append(Marked(free, offset, "", 0, True))
            if not waiting:
                free = offset + 1
        found += [Marked(at + 1, end, text[at], outside, False) for at, outside, _ in waiting]
        return found


ALL_MARKS = PairedMarks({"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』"})
"""Each opening mark with its own partner."""
SPEECH_MARKS = PairedMarks({"“": "”", "「": "」"}, alike="“「")
"""The marks of speech. OCR confuses them, so either closing mark ends a range, and so do straight ones."""
