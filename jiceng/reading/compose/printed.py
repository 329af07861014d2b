"""Groups of lines → their text as it was set: no white space of the layout, and marks at full width."""

import re
from collections.abc import Sequence
from typing import TypeVar

from jiceng.reading.lines.spacing import printed_ranges
from jiceng.reading.lines.split import Line, layout_spaces
from jiceng.reading.paragraphs.line_groups import LineGroup
from jiceng.sourced import SourcedText

_HAN = "\u3400-\u9fff"
_HALF_WIDTH = re.compile(
    f"[,;:?!()](?:(?<=[{_HAN}”’》）][,;:?!])(?=[{_HAN}“‘《（]|$)|(?<=\\()(?=[{_HAN}])|(?<=[{_HAN}]\\)))"
)
"""Half-width marks next to Chinese, which are set at full width. The lookbehinds come after the mark, as a search that
begins with the mark is faster."""
_WHITE_BUT_SPACES = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""All white space except the space, written out: searching for it takes half the time of `\\s`."""
_TO_NORMALISE = re.compile(f"[,;:?!() {_WHITE_BUT_SPACES}]")
_UNUSUAL_WHITE = re.compile(f"[{_WHITE_BUT_SPACES}]")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_WHITE = re.compile("\\s+")
_KEPT_SPACES = " \t\u00a0\u3000"
"""White space that is kept between words, as a space."""
_KEPT_SPACE = re.compile(f"[{_KEPT_SPACES}]")

_OfLine = TypeVar("_OfLine")


class PrintedText:
    """The text of a page, by groups of its lines."""

    def __init__(self, raw: str, lines: Sequence[Line]) -> None:
        """Take the raw text of the page and its lines."""
        self._raw = raw
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._starts = [line.start for line in lines]
        self._closed_up = any(line.left_out for line in lines)
        """Whether white space is left out of lines."""

    def of(self, groups: Sequence[LineGroup], *, title: bool) -> SourcedText:
        """Return the text of groups in their order; a title's lines are parted by a space where it was printed."""
        texts = _of_groups(self._texts, groups)
        if self._closed_up or (len(texts) > 1 and (title or min(texts) < "\x80")):
            text = _with_line_ends(self._raw, _of_groups(self._lines, groups), title=title)
        else:
            text = SourcedText.of_pieces(texts, _of_groups(self._starts, groups))
        return text if _TO_NORMALISE.search(text.text) is None else _full_width(_without_layout_spaces(text))


def _of_groups(of_lines: Sequence[_OfLine], groups: Sequence[LineGroup]) -> Sequence[_OfLine]:
    """Return, of a sequence with an item for each line of a page, the items of the lines of groups."""
    if len(groups) == 1:
        return of_lines[groups[0].first : groups[0].end]
    return [item for group in groups for item in of_lines[group.first : group.end]]


def _full_width(text: SourcedText) -> SourcedText:
    """Return the text with half-width marks next to Chinese at full width."""
    return text.normalised({match.start(): _FULL_WIDTH[match[0]] for match in _HALF_WIDTH.finditer(text.text)})


def _with_line_ends(raw: str, lines: Sequence[Line], *, title: bool) -> SourcedText:
    """Return the text of lines, with a space where two Latin words are parted or a title is wrapped at a space."""
    ranges: list[tuple[int, int]] = []
    offsets: list[int] = []
    """In the text: of the line ends and the white space that are read as a space."""
    length = 0
    above = lines[0]
    for line in lines:
        text = line.text
        if ranges:
            space = -1
            if title and above.spaced:
                space = above.end if raw[above.end] in _KEPT_SPACES else -1
            elif _parts_words(above.text, text):
                space = above.stop
            if space >= 0:
                offsets.append(length)
                ranges.append((space, space + 1))
                length += 1
        ranges += printed_ranges(line)
        length += len(text)
        above = line
    printed = SourcedText.of_ranges(raw, ranges)
    return printed.normalised({offset: " " for offset in offsets if printed.text[offset] != " "})


def _parts_words(above: str, below: str) -> bool:
    """Return whether a line end parts two Latin words."""
    if below[0] >= "\x80" or above[-1] >= "\x80" or not below[0].isalpha():
        return False
    return above[-1].isalpha() or (above[-1] in ",.;:" and above[-2:-1].isalpha())


def _without_layout_spaces(text: SourcedText) -> SourcedText:
    """Return the text with one space at most between words, and none between Chinese and digits."""
    layout = layout_spaces(text.text)
    if "  " not in text.text and _UNUSUAL_WHITE.search(text.text) is None:
        return text.without(layout)
    left_out = set(layout)
    dropped: list[tuple[int, int]] = []
    spaces: dict[int, str] = {}
    for match in _WHITE.finditer(text.text):
        start, end = match.span()
        space = None if (start, end) in left_out else _KEPT_SPACE.search(match[0])
        if space is None:
            dropped.append((start, end))
            continue
        kept = start + space.start()
        if space[0] != " ":
            spaces[kept] = " "
        dropped += [(left, right) for left, right in ((start, kept), (kept + 1, end)) if left < right]
    return text.normalised(spaces).without(dropped)
