"""How likely each line of a page goes on in another: by the words across, by their widths, by their marks.

A log-linear model of named features; `links.toml` says how much each weighs.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import rjieba

from jiceng.reading.lines.columns import blocks_of, prints_paragraph_per_line, read_style
from jiceng.reading.lines.split import Line
from jiceng.weights import read_features

FILE = Path(__file__).with_name("links.toml")
REACH = 4
"""Characters on either side of a line end in which a word across it is looked for."""
_MOST_SEEN = 3
"""How often at most a pair of characters is counted on its page."""
_SIZES = {"small": 50, "medium": 150, "large": math.inf}
"""Lines at most: the fewer a page has, the less it tells that a pair of characters is nowhere else on it."""
_INDENT = 2.0
"""Ems by which the first line of a paragraph is shorter than its column."""
_UNITS = frozenset("年月日时分万亿个名人元多位户家项所条%％.")
_KINDS = {
    **dict.fromkeys("。！？…；", "stop"),
    **dict.fromkeys("，、：", "comma"),
    **dict.fromkeys("“‘（《「『", "opening"),
    **dict.fromkeys("”’）》」』", "closing"),
}


@cache
def link_weights() -> dict[str, float]:
    """Return how much each feature weighs."""
    return read_features(FILE)


class Links:
    """The lines of a page, and how likely each goes on in each other one."""

    def __init__(self, lines: Sequence[Line], weights: Mapping[str, float] | None = None) -> None:
        """Take lines in any order, none of them furniture."""
        self._texts = [line.text for line in lines]
        self._settings = _settings(lines)
        self._size = next(size for size, most in _SIZES.items() if len(lines) <= most)
        self._pairs = Counter([text[at : at + 2] for text in self._texts for at in range(len(text) - 1)])
        self._marks = [_marks(text) for text in self._texts]
        self._weights = link_weights() if weights is None else weights
        self._known: dict[tuple[int, int], float] = {}

    def odds(self, upper: int, lower: int) -> float:
        """Return the logarithm of the odds that a line, by its index, goes on in another."""
        known = self._known.get((upper, lower))
        if known is None:
            weight = self._weights.get
            known = sum([weight(feature, 0.0) for feature in self.features(upper, lower)])
            self._known[upper, lower] = known
        return known

    def ends_sentence(self, line: int) -> bool:
        """Return whether a line ends a sentence."""
        return self._settings[line].endswith("ended")

    def begins_paragraph(self, upper: int, lower: int) -> bool:
        """Return whether a line may begin a paragraph, or something else, after one that ends a sentence."""
        return self.ends_sentence(upper) and not self._settings[lower].startswith("full")

    def may_be_title(self, line: int) -> bool:
        """Return whether a line is set as titles are: not as wide as a column, and ends no sentence."""
        return self._settings[line] in ("narrower open", "wider open", "wider ended")

    def features(self, upper: int, lower: int) -> list[str]:
        """Return what speaks for and against one line going on in another, by name."""
        end, start = self._texts[upper][-1], self._texts[lower][0]
        found = [f"set: {self._settings[upper]} {self._settings[lower]}"]
        if is_ideograph(end) and is_ideograph(start):
            length = word_across(self._texts[upper], self._texts[lower])
            seen = min(self._pairs[end + start], _MOST_SEEN)
            found.append(f"across: word of {min(length, REACH)}, pair seen {seen}, {self._size} page")
        elif _kind(start) not in ("stop", "comma", "closing"):  # which begin a line only where typesetting is careless
            below = "unit" if end.isdigit() and start in _UNITS else _kind(start)
            found.append(f"meets: {_kind(end)}, {below}")
        opened, closes, opens = self._marks[upper][0], *self._marks[lower][1:]
        if opened:
            found.append(f"marks: open, {'closes' if closes else 'opens' if opens else 'none'}")
        elif closes:
            found.append("marks: none open, closes")
        return found


def word_across(upper: str, lower: str) -> int:
    """Return the length of the word across the line end between two lines, 0 where none is."""
    end = upper[-REACH:]
    position = 0
    for word in rjieba.cut(end + lower[:REACH]):
        position += len(word)
        if position >= len(end):
            return len(word) if position > len(end) else 0
    return 0


def is_ideograph(character: str) -> bool:
    """Return whether a character is one of the common ideographs."""
    return "\u4e00" <= character <= "\u9fff"


def _kind(character: str) -> str:
    if is_ideograph(character):
        return "character"
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "letter"
    return _KINDS.get(character, "other")


def _marks(text: str) -> tuple[bool, bool, bool]:
    """Return whether a line leaves quotation marks open, and whether its first one closes or opens."""
    closing, opening = text.find("”"), text.find("“")
    closes = closing >= 0 and (opening < 0 or closing < opening)
    return text.count("“") > text.count("”"), closes, opening >= 0 and not closes


def _settings(lines: Sequence[Line]) -> list[str]:
    """Return how each line is set: as wide as its column or as first lines in it, narrower, wider; and how it ends."""
    unwrapped = prints_paragraph_per_line(lines)
    blocks = blocks_of(lines, paragraph_per_line=unwrapped)
    style, set_lines = read_style(lines, blocks, paragraph_per_line=unwrapped)
    width, slack = style.measure.width, style.measure.slack
    found = []
    for line, least, wide in zip(lines, set_lines.least, set_lines.width, strict=True):
        least, reach = least - slack, wide + 1.0 + slack
        full, first = least <= width < reach, least <= width - _INDENT < reach
        size = "full" if full else "first" if first else "wider" if least > width else "narrower"
        found.append(f"{size} {'ended' if line.text[-1] in '。！？”…；：' else 'open'}")
    return found
