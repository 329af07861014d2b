"""Spaces between characters, as some OCR engines and PDF files print them (本 报 记 者 张 三): the layout's."""

import re
from collections.abc import Sequence
from functools import cache

from jiceng.reading.lexicon.surnames import common_surnames
from jiceng.reading.lines.plain import NOTHING
from jiceng.reading.lines.split import Line
from jiceng.reading.lines.weights import WEIGHTS

_HAN = "\u3400-\u9fff"
_MARKS = "，。、；：？！“”‘’（）《》【】「」『』…—·"
_SPACE = " \u00a0"
_ANY_SPACE = f"[{_SPACE}\u3000]"
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
_NOTHING = re.compile(NOTHING)
_RUNNING = re.compile("[，。、：；]")
"""A mark that lines of titles and lists of names seldom have."""
_TITLE_ENDS = "记长员任表师民生者人理授事士席总工医警官委"
"""Characters with which a person's title ends (书记, 代表, 居民): before a surname they show that it begins a name."""
_PAIR = re.compile(f"(?<=[{_HAN}])[{_HAN}]")
_PARTED_PAIR = re.compile(f"(?<=[{_HAN}])[{_SPACE}](?=[{_HAN}])")


def close_up(raw: str, lines: Sequence[Line]) -> None:
    """Leave out of the texts of lines what layout puts between characters.

    That is characters of no width, spaces between all characters on a page that prints them, and the one that is set
    into a name of two characters (张　伟).
    """
    if NOTHING in raw:
        for line in lines:
            _leave_out(line, [match.span() for match in _NOTHING.finditer(line.text)])
    if raw.count(" ") * _MIN_SHARE >= len(raw):
        page = "\n".join([line.text for line in lines])
        if len(_PARTED_PAIR.findall(page)) >= _MIN_PARTED and _is_parted(page, WEIGHTS.parted_on_page):
            for line in lines:
                if _is_parted(line.text, WEIGHTS.parted_in_line):
                    _leave_out(line, [match.span() for match in _BETWEEN.finditer(line.text)])
            return
    for line in lines:
        if (" " in line.text or "\u3000" in line.text) and _RUNNING.search(line.text):
            names = [*_parted_name().finditer(line.text), *_parted_name_after_title().finditer(line.text)]
            _leave_out(line, [match.span(group) for match in names for group in range(1, len(match.groups()) + 1)])


def _leave_out(line: Line, ranges: Sequence[tuple[int, int]]) -> None:
    """Leave ranges of the text of a line out of it."""
    if not ranges:
        return
    sources = [offset for start, end in printed_ranges(line) for offset in range(start, end)]
    without = {at for start, end in ranges for at in range(start, end)}
    line.left_out = sorted([*line.left_out, *((sources[at], sources[at] + 1) for at in without)])
    line.text = "".join([character for at, character in enumerate(line.text) if at not in without])


@cache
def _parted_name() -> re.Pattern[str]:
    """Return a pattern of names of two characters with spaces between them, which are its group."""
    before = f"(?:(?<![{_HAN}]|{_ANY_SPACE})|(?<=[{_TITLE_ENDS}]))"
    given = f"(?=[{_HAN}])(?![{_HAN}]{{1,3}}{_ANY_SPACE})"
    return re.compile(f"{before}{_surname()}({_ANY_SPACE}{{1,2}}){given}")


@cache
def _parted_name_after_title() -> re.Pattern[str]:
    """Return a pattern of such names after a title, with spaces around them, too (书记 李　丹 说): its groups."""
    name = f"{_surname()}(\u3000{{1,2}})[{_HAN}]"
    return re.compile(f"(?<=[{_TITLE_ENDS}])({_ANY_SPACE}{{1,2}}){name}({_ANY_SPACE}?)(?=[{_HAN}，、。])")


def _surname() -> str:
    """Return a pattern of a surname of one character."""
    return f"[{''.join(sorted(common_surnames()))}]"


def is_spaced(lines: Sequence[Line]) -> bool:
    """Return whether spaces were left out of most lines of a page."""
    return sum([len(line.left_out) * _MIN_SHARE > len(line.text) for line in lines]) * 2 > len(lines)


def _is_parted(text: str, share: float) -> bool:
    """Return whether more than a share of a text's neighbouring ideographs have a space between them."""
    parted = len(_PARTED_PAIR.findall(text))
    return parted > share * (parted + len(_PAIR.findall(text)))


def printed_ranges(line: Line) -> list[tuple[int, int]]:
    """Return the half-open ranges of raw offsets of what a line's text has: all of it but what is left out."""
    ranges: list[tuple[int, int]] = []
    start = line.start
    for left, right in line.left_out:
        if start < left:
            ranges.append((start, left))
        start = right
    return [*ranges, (start, line.end)]


def without_spaces(text: str) -> str:
    """Return a text without its single spaces beside Chinese characters and marks."""
    return _BETWEEN.sub("", text) if " " in text or "\u00a0" in text else text
