"""Raw text of a page → articles, furniture, and a verdict for every line end."""

from collections.abc import Sequence
from dataclasses import replace

from jiceng.reading.article import PageReading
from jiceng.reading.compose.compose import compose
from jiceng.reading.condition import GUESSWORK, ISSUES_OF_ARTICLES, page_issues
from jiceng.reading.interleaving.order import column_order
from jiceng.reading.interleaving.rearranged import read_rearranged
from jiceng.reading.layout.lay_out import lay_out
from jiceng.reading.lines.kinds import mark_bylines, mark_bylines_by_place, mark_furniture
from jiceng.reading.lines.plain import plain
from jiceng.reading.lines.spacing import close_up
from jiceng.reading.lines.split import Line, split_lines
from jiceng.reading.lines.type_size import note_sizes
from jiceng.reading.paragraphs.repair import repair
from jiceng.reading.traditional import simplified
from schemas.page import PageIssue


def read_lines(raw_text: str, sizes: Sequence[float] = ()) -> list[Line]:
    """Return the printed lines of a page, in order, each with its place and kind.

    `sizes` has the size of the type of each, in sizes of the page's text; it is empty where only the text is known.
    """
    return _read_lines(plain(raw_text), sizes)


def _read_lines(text: str, sizes: Sequence[float] = ()) -> list[Line]:
    lines = split_lines(text)
    note_sizes(lines, sizes)
    close_up(text, lines)
    mark_bylines(lines)
    mark_furniture(lines)
    mark_bylines_by_place(lines)
    return lines


def read_articles(raw_text: str, sizes: Sequence[float] = ()) -> PageReading:
    """Return the articles of a page in reading order, its furniture, and the verdict of every run of line ends.

    A page of traditional characters is read, and its articles are given, in simplified ones (see `AsPrinted`).

    `sizes` are those of `read_lines`. Offsets are code points of `raw_text`. Takes any text, in time linear in its
    length; never raises.
    """
    text = plain(raw_text)
    lines = _read_lines(text, sizes)
    issues = page_issues(text, lines)
    if "traditional" in issues:
        text = simplified(text)
        lines = _read_lines(text, sizes)
    return _read_doubtful(text, lines, issues) if issues else _read(text, lines)


def _read(text: str, lines: list[Line]) -> PageReading:
    page = repair(lines)
    return compose(text, page, lay_out(page))


def _read_doubtful(page_text: str, lines: list[Line], issues: tuple[PageIssue, ...]) -> PageReading:
    """Read a page whose text is damaged: its articles have its issues, but columns that are found are put in order."""
    columns = column_order(lines) if "columns_interleaved" in issues else None
    if columns is None:
        reading = _read(page_text, lines)
        certainty = reading.certainty if GUESSWORK.isdisjoint(issues) else 0.0
        reading = replace(reading, certainty=certainty)
    else:
        reading = read_rearranged(page_text, lines, columns, lambda text: _read(text, _read_lines(text)))
    in_order = {"columns_interleaved"} if columns else set()
    of_articles = [issue for issue in ISSUES_OF_ARTICLES if issue in set(issues) - in_order]
    return replace(reading.with_issues(*of_articles), issues=issues)
