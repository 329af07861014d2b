"""A page read column by column → its reading, as if its lines had been printed in that order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jiceng.reading.article import PageReading, ReadArticle, ReadBreak
from jiceng.reading.interleaving.weights import WEIGHTS
from jiceng.reading.lines.split import Line, break_offsets
from jiceng.sourced import SourcedText
from schemas import Spans
from schemas.page import Verdict

OTHER_COLUMN = "columns_in_turn"
"""Reason of the verdict of a line end after which another column is printed."""


def read_rearranged(
    raw: str, lines: Sequence[Line], columns: Sequence[Sequence[int]], read: Callable[[str], PageReading]
) -> PageReading:
    """Return the reading of a page whose lines are those of some columns in turn.

    `columns` has the indices of each column's lines, each line once; `read` reads a raw text. Every offset is one of
    `raw`, also where a space that a text shows stands for the line end below a line.
    """
    order = [index for column in columns for index in column]
    text, sources = _printed_in_order(raw, lines, columns)
    reading = read(text)
    articles = tuple(_moved(article, sources) for article in reading.articles)
    spans = sorted(
        part
        for start, end in reading.furniture.ranges()
        for part in SourcedText.of(text, start, end).moved(sources).spans().ranges()
    )
    furniture = Spans(*zip(*spans, strict=True))
    moved = replace(reading, articles=articles, furniture=furniture, certainty=WEIGHTS.certainty)
    return replace(moved.with_issues("order_uncertain"), breaks=tuple(_breaks(raw, lines, order, reading, moved)))


def _printed_in_order(raw: str, lines: Sequence[Line], columns: Sequence[Sequence[int]]) -> tuple[str, list[int]]:
    """Return a raw text with the columns one after the other, and the raw offset of each of its characters."""
    pieces: list[str] = []
    sources: list[int] = []
    for column in columns:
        for index in column:
            line = lines[index]
            pieces.append(raw[line.start : line.end] + "\n")
            sources += [*range(line.start, line.end), line.stop]
    return "".join(pieces), sources


def _moved(article: ReadArticle, sources: Sequence[int]) -> ReadArticle:
    titles = tuple(title._replace(text=title.text.moved(sources)) for title in article.titles)
    paragraphs = tuple(paragraph._replace(text=paragraph.text.moved(sources)) for paragraph in article.paragraphs)
    return replace(article, titles=titles, paragraphs=paragraphs)


def _breaks(
    raw: str, lines: Sequence[Line], order: Sequence[int], read: PageReading, moved: PageReading
) -> Iterator[ReadBreak]:
    """Yield the verdict of every run of line ends of the raw text."""
    decided = dict(zip(order, read.breaks, strict=True))
    """By the line above, as read in order."""
    below = dict(pairwise(order))
    owner_of, neighbours = _places(moved)
    offsets, first = break_offsets(raw, lines)
    for offset, index in zip(offsets, range(first, first + len(offsets)), strict=True):
        above = index - 1
        if index in (0, len(lines)):
            yield decided[order[-1]]._replace(raw_offset=offset)
            continue
        upper, lower = lines[above].end - 1, lines[index].start
        joined = neighbours.get(upper) == lower
        if below.get(above) == index and (decided[above].verdict == "joined") is joined:
            yield decided[above]._replace(raw_offset=offset)
            continue
        owners = owner_of.get(upper), owner_of.get(lower)
        verdict: Verdict = "furniture" if None in owners else "part" if owners[0] == owners[1] else "article"
        yield ReadBreak(offset, "joined" if joined else verdict, OTHER_COLUMN, WEIGHTS.other_column)


def _places(reading: PageReading) -> tuple[dict[int, int], dict[int, int]]:
    """Return by raw offset the number of the article that a character is in, and the printed character after it."""
    owner_of: dict[int, int] = {}
    neighbours: dict[int, int] = {}
    for number, article in enumerate(reading.articles):
        for text in (*(title.text for title in article.titles), *(paragraph.text for paragraph in article.paragraphs)):
            printed = [at for at, shown in zip(text.raw_offsets(), text.text, strict=True) if not shown.isspace()]
            owner_of.update(dict.fromkeys(printed, number))
            neighbours.update(pairwise(printed))
    return owner_of, neighbours
