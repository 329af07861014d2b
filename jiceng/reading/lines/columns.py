"""The line model: how wide the columns of a page are set, and how full a line is."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from jiceng.reading.lines.split import SENTENCE_ENDS, Line
from jiceng.reading.lines.weights import WEIGHTS
from jiceng.reading.lines.widths import Counts, Widths, measure_lines

FIRST_LINE_INDENT = 2.0
"""Ems by which the first line of a paragraph is shorter than its column."""
_PARAGRAPH_ENDS = SENTENCE_ENDS | {"："}
"""Characters with which paragraphs end."""
_SHORT_LINES = 20
"""Characters per line of a page that prints no paragraph per line: its titles are not as many as that."""
_MEASURED = 240
"""Lines, taken evenly from all over a page, that are enough to find its measure."""

Block = tuple[int, int]
"""Lines in one piece: the index of the first, and the index after the last."""


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
    """How a whole page is set."""

    measure: Measure
    indented: bool
    """Whether first lines of paragraphs are printed with their white space."""
    paragraph_per_line: bool = False
    """Whether lines are not wrapped."""


class SetLines:
    """How wide the lines of a page are set where its marks are set in one way.

    Line `i` fills every width from `least[i]` up to, but not including, `reach[i]`, in ems: it fits into the width, and
    what follows it in its block would not have.
    """

    __slots__ = ("ems", "leads", "least", "reach", "width")

    def __init__(self, widths: Widths, blocks: Sequence[Block], mark: float) -> None:
        self.ems: list[float] = widths.ems.tolist()
        """Of each line, its width where every mark is set full."""
        self.leads: list[float] = widths.leads.tolist()
        """Of each line, the width of what cannot be parted from its first character."""
        self.least: list[float] = widths.least_at(mark).tolist()
        self.width: list[float] = widths.set_at(mark).tolist()
        """Of each line, its width as set, hanging marks and all."""
        following = [*self.leads[1:], 1.0][: len(self.leads)]
        for _, end in blocks:
            following[end - 1] = 1.0
        self.reach: list[float] = [width + lead for width, lead in zip(self.width, following, strict=True)]

    def end_block(self, index: int) -> None:
        """Make a line the last of its block."""
        self.reach[index] = self.width[index] + 1.0

    def fill(self, index: int, width: float, slack: float) -> bool:
        """Return whether a line fills a width, in ems, that it may miss by `slack`."""
        return self.least[index] - slack <= width < self.reach[index] + slack


def _fit(least: Sequence[float], reach: Sequence[float]) -> tuple[float, int]:
    """Return the width that most lines fill without leaving it, and how many do; linear in the number of lines.

    A line fills the widths from its `least` up to, but not including, its `reach`.
    """
    begin, end = Counter(least), Counter(reach)
    best, width, count = 0, 0.0, 0
    for ems in sorted({*begin, *end}):
        count += begin.get(ems, 0) - end.get(ems, 0)
        if count > best:
            if count > WEIGHTS.wider_column * best:
                width = ems
            best = count
    return width, best


def prints_paragraph_per_line(lines: Sequence[Line]) -> bool:
    """Return whether the lines of a page are not wrapped: long ones, and nearly all of them end a sentence."""
    if not lines or lines[-1].end - lines[0].start <= _SHORT_LINES * len(lines):
        return False
    running = [line.text for line in lines if line.kind == "text" and ("，" in line.text or "。" in line.text)]
    if sum(map(len, running)) <= WEIGHTS.paragraph_length * len(running):
        return False
    return sum([text[-1] in _PARAGRAPH_ENDS for text in running]) > WEIGHTS.paragraph_per_line * len(running)


def blocks_of(lines: Sequence[Line], *, paragraph_per_line: bool = False) -> list[Block]:
    """Return the blocks of a page: the lines between blank lines, furniture and bylines.

    On a page that prints a paragraph per line each paragraph is a block.
    """
    starts = [
        index
        for index, (above, line) in enumerate(pairwise(lines), start=1)
        if line.gap or line.kind != "text" or above.kind != "text"
    ]
    if paragraph_per_line:
        starts = sorted({*starts, *_starts_of_paragraphs(lines)})
    return list(pairwise([0, *starts, len(lines)])) if lines else []


def _starts_of_paragraphs(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the lines that are paragraphs or follow one, where lines are not wrapped."""
    starts: list[int] = []
    above = False
    for index, line in enumerate(lines):
        text = line.text
        bracketed = text[0] in "（(" and text[-1] in "）)"
        long = len(text) > WEIGHTS.paragraph_length
        paragraph = above if bracketed else long or line.indent > 0 or "。" in text or text[-1] in "：；"
        if index and (above or paragraph):
            starts.append(index)
        above = paragraph
    return starts


def inner_lines(lines: Sequence[Line], block: Block, *, indented: bool) -> Sequence[int]:
    """Return the indices of a block's lines that are between two lines of a paragraph, as far as indents tell."""
    start, end = block
    if not indented:
        return range(start + 1, end - 1)
    return [i for i in range(start + 1, end - 1) if not lines[i].indent and not lines[i + 1].indent]


def read_style(
    lines: Sequence[Line], blocks: Sequence[Block], *, paragraph_per_line: bool = False
) -> tuple[PageStyle, SetLines]:
    """Return the measure of most lines of a page, whether it prints indents, and how its lines are set by it."""
    indents = [line.indent for line in lines if line.kind == "text"]
    indented = (len(indents) - indents.count(0)) * WEIGHTS.lines_per_indent > len(indents)
    inner = list(chain.from_iterable([inner_lines(lines, block, indented=indented) for block in blocks]))
    if not indented:
        ends = [line.text[-1] in _PARAGRAPH_ENDS for line in lines]
        # Without the lines that may be the last or first ones of paragraphs, except where hardly any would be left.
        between = [index for index in inner if not ends[index] and not ends[index - 1]]
        inner = between if len(between) >= WEIGHTS.measured_lines else inner
    measured = np.array(inner[:: 1 + len(inner) // _MEASURED], np.int64)
    widths = measure_lines(lines)
    width, fits = _fit_at(widths, measured, 0.0)
    half_width, half_fits = _fit_at(widths, measured, 0.5)
    share = max(fits, half_fits) / len(measured) if len(measured) else 0.0
    slack = 0.0 if share >= WEIGHTS.even else WEIGHTS.uneven_slack
    measure = Measure(half_width, 0.5, slack) if half_fits > fits else Measure(width, 0.0, slack)
    if paragraph_per_line:
        measure = Measure(math.inf, measure.mark)  # a column that no line fills
    return PageStyle(measure, indented, paragraph_per_line), SetLines(widths, blocks, measure.mark)


def _fit_at(widths: Widths, inner: Counts, mark: float) -> tuple[float, int]:
    """Return the width that most inner lines of a page fill where a mark saves `mark` ems, and how many do."""
    reach = widths.set_at(mark)[inner] + widths.leads[inner + 1]
    return _fit(widths.least_at(mark)[inner].tolist(), reach.tolist())


def block_measures(
    lines: Sequence[Line], blocks: Sequence[Block], style: PageStyle, set_lines: SetLines
) -> list[Measure]:
    """Return the measure of each block: its own where it has lines enough and the page's does not fit."""
    least, reach = set_lines.least, set_lines.reach
    page, width = style.measure, style.measure.width
    measures = []
    for block in blocks:
        measure = page
        if block[1] - block[0] >= WEIGHTS.own_width_lines + 2:
            inner = inner_lines(lines, block, indented=style.indented)
            fitting = sum([least[i] <= width < reach[i] for i in inner])
            if len(inner) >= WEIGHTS.own_width_lines and fitting < WEIGHTS.own_width_fitting * len(inner):
                own, fits = _fit([least[i] for i in inner], [reach[i] for i in inner])
                if fits > fitting + WEIGHTS.own_width_gain:
                    measure = Measure(own, page.mark, page.slack)
        measures.append(measure)
    return measures
