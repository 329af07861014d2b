"""The line model: how wide the columns of a page are set, and how full a line is."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.reading.lines import Line

FIRST_LINE_INDENT = 2.0
"""Ems by which the first line of a paragraph is shorter than its column."""
_OWN_WIDTH_LINES = 3
"""Inner lines that a block must have before it may differ from its page."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How a run of lines is set."""

    width: float
    """Of its column, in ems."""
    mark: float
    """What a mark at half width saves: 0.5 where marks are set half an em wide, else 0."""
    slack: float = 0.0
    """Ems by which lines may miss the width: above 0 where a page is set unevenly."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What holds for the whole page."""

    measure: Measure
    indented: bool
    """Whether first lines of paragraphs are printed with their white space."""


def _fit(lines: Sequence[Line], inner: Sequence[int], mark: float) -> tuple[float, int]:
    """Return the width that most inner lines fill without leaving it, and how many do.

    A line fills the widths from its own, less hanging marks, up to where the next line's first word would have fitted.
    Widths are counted in quarter ems; linear in the number of lines.
    """
    change: dict[int, int] = {}
    for index in inner:
        line = lines[index]
        low = round(4 * narrowest(line, mark))
        high = round(4 * (line.ems - line.marks * mark + lines[index + 1].lead))
        change[low] = change.get(low, 0) + 1
        change[high] = change.get(high, 0) - 1
    best, width, count = 0, 0, 0
    for quarter in sorted(change):
        count += change[quarter]
        if count > best:
            # A wider column must fit clearly more lines: odd digits alone make half an em.
            if count > 1.02 * best:
                width = quarter
            best = count
    return width / 4, best


_EVEN = 0.9
"""Share of the inner lines that an evenly set page has at its width."""
_UNEVEN_SLACK = 1.0


def estimate_measure(lines: Sequence[Line], inner: Sequence[int]) -> tuple[Measure, float]:
    """Return the measure that fits lines followed by another of their paragraph, and the share of them it fits."""
    full, fits_full = _fit(lines, inner, 0.0)
    half, fits_half = _fit(lines, inner, 0.5)
    share = max(fits_full, fits_half) / len(inner) if inner else 0.0
    slack = 0.0 if share >= _EVEN else _UNEVEN_SLACK
    return (Measure(half, 0.5, slack) if fits_half > fits_full else Measure(full, 0.0, slack)), share


def blocks_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the half-open ranges of lines between blank lines, furniture and bylines."""
    blocks: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap or lines[index].kind != "text" or lines[index - 1].kind != "text":
            blocks.append((start, index))
            start = index
    return blocks if lines else []


def inner_lines(lines: Sequence[Line], block: tuple[int, int], *, indented: bool) -> list[int]:
    """Return the lines of a block that stand between two lines of a paragraph, as far as indents tell."""
    start, end = block
    if not indented:
        return list(range(start + 1, end - 1))
    return [i for i in range(start + 1, end - 1) if not lines[i].indent and not lines[i + 1].indent]


def read_style(lines: Sequence[Line], blocks: Sequence[tuple[int, int]]) -> PageStyle:
    """Return the measure of most lines of a page and whether it prints indents."""
    texts = [line for line in lines if line.kind == "text"]
    indented = sum(1 for line in texts if line.indent) * 12 > len(texts)
    inner = [i for block in blocks for i in inner_lines(lines, block, indented=indented)]
    measure, _ = estimate_measure(lines, inner)
    return PageStyle(measure, indented)


def block_measures(lines: Sequence[Line], blocks: Sequence[tuple[int, int]], style: PageStyle) -> list[Measure]:
    """Return the measure of each block: its own where it has lines enough and the page's does not fit."""
    measures = []
    for block in blocks:
        inner = inner_lines(lines, block, indented=style.indented)
        measure = style.measure
        if len(inner) >= _OWN_WIDTH_LINES:
            even = Measure(measure.width, measure.mark)
            fitting = sum(1 for i in inner if fills(lines[i], lines[i + 1].lead, even, even.width))
            if fitting < 0.7 * len(inner):
                width, fits = _fit(lines, inner, measure.mark)
                if fits > fitting + 1:
                    measure = Measure(width, measure.mark, measure.slack)
        measures.append(measure)
    return measures


def fills(line: Line, next_lead: float, measure: Measure, width: float) -> bool:
    """Say whether a line fills a width: what follows would not have fitted, and only marks hang over the edge."""
    slack = measure.slack
    return (
        line.ems - line.marks * measure.mark + next_lead + slack > width
        and narrowest(line, measure.mark) - slack <= width
    )


def narrowest(line: Line, mark: float) -> float:
    """Return the least ems a line can have been set in: marks hung over the edge, neighbouring marks squeezed."""
    if mark:
        return line.ems - line.marks * mark - line.hanging * mark - line.dots * (1.0 - mark)
    return line.ems - line.hanging - line.squeeze
