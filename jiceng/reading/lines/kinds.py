"""What kind of line each printed line of a page is: text, a byline line, or furniture."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from jiceng.reading.lines.bylines import goes_on_as_byline, parse_byline
from jiceng.reading.lines.folio import dates_the_page, is_folio_line, is_repeated_head, is_running_head, needs_company
from jiceng.reading.lines.split import Line

_MAX_TITLE_LINE = 30
"""Characters of the longest line of a title above a byline in brackets."""
_LONGEST_HEAD = 8
"""Characters of the name of a newspaper or section that no list has."""
_MIN_REPEATED = 3
"""How often a page prints a running head that has no date."""


def mark_bylines(lines: Sequence[Line]) -> None:
    """Mark the byline lines that their words alone show to be some; not yet those in brackets."""
    for line in lines:
        text = line.text
        if "。" in text or ("，" in text and "记者" not in text) or text[0] in "（(":
            continue
        if parse_byline(text) is not None:
            line.kind = "byline"


def mark_bylines_by_place(lines: Sequence[Line]) -> None:
    """Mark the byline lines that only their place shows to be some: （记者 张三） below a title, the rest of a list."""
    for above, line in pairwise(lines):
        if line.kind != "text":
            continue
        if above.kind == "byline":
            if not line.gap and goes_on_as_byline(above.text, line.text):
                line.kind = "byline"
        elif line.text[0] in "（(" and above.kind == "text" and _may_end_title(above) and parse_byline(line.text):
            line.kind = "byline"


def _may_end_title(line: Line) -> bool:
    return len(line.text) <= _MAX_TITLE_LINE and line.text[-1] not in "。，、；：…”）)"


def mark_furniture(lines: Sequence[Line]) -> None:
    """Mark as furniture the folio lines in one piece with the top or the foot of the page, and running heads inside it.

    Other folio lines inside the page are text (a date, a section's name). So are, at the top and the foot, lines that
    articles print too (a telephone number; at the foot, a date) without a line beside them that can only be furniture.
    """
    top = 0
    while top < len(lines) and (is_folio_line(lines[top].text) or _heads_folio(lines, top)):
        top += 1
    if all(needs_company(line.text, at_foot=False) for line in lines[:top]):
        top = 0
    foot = len(lines)
    while foot > top and is_folio_line(lines[foot - 1].text):
        foot -= 1
    if all(needs_company(line.text, at_foot=True) for line in lines[foot:]):
        foot = len(lines)
    for line in (*lines[:top], *lines[foot:], *_running_heads(lines[top:foot])):
        line.kind = "furniture"


def _heads_folio(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is the newspaper's or a section's name, with the page's date directly below it."""
    if index + 1 >= len(lines) or lines[index + 1].gap or not dates_the_page(lines[index + 1].text):
        return False
    text = lines[index].text
    return len(text) <= _LONGEST_HEAD and text.isalpha()


def _running_heads(lines: Sequence[Line]) -> list[Line]:
    """Return the lines inside a page that are folio lines wherever they are printed, or repeated as no text is."""
    candidates = [line for line in lines if "版" in line.text or line.text[0].isdigit()]
    times = Counter([line.text for line in candidates])
    repeated = {text for text, number in times.items() if number >= _MIN_REPEATED and is_repeated_head(text)}
    return [line for line in candidates if line.text in repeated or is_running_head(line.text)]
