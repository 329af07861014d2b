"""Raw text of a page → articles, furniture, and a verdict for every line end."""

from collections.abc import Sequence

from jiceng.reading.article import PageReading
from jiceng.reading.compose.compose import compose
from jiceng.reading.layout.lay_out import lay_out
from jiceng.reading.lines.kinds import mark_bylines, mark_bylines_by_place, mark_furniture
from jiceng.reading.lines.spacing import close_up
from jiceng.reading.lines.split import Line, split_lines
from jiceng.reading.lines.type_size import note_sizes
from jiceng.reading.paragraphs.repair import repair


def read_lines(raw_text: str, sizes: Sequence[float] = ()) -> list[Line]:
    """Return the printed lines of a page, in order, each with its place and kind.

    `sizes` has the size of the type of each, in sizes of the page's text; it is empty where only the text is known.
    """
    lines = split_lines(raw_text)
    note_sizes(lines, sizes)
    close_up(raw_text, lines)
    mark_bylines(lines)
    mark_furniture(lines)
    mark_bylines_by_place(lines)
    return lines


def read_articles(raw_text: str, sizes: Sequence[float] = ()) -> PageReading:
    """Return the articles of a page in reading order, its furniture, and the verdict of every run of line ends.

    `sizes` are those of `read_lines`. Offsets are code points of `raw_text`. Takes any text, in time linear in its
    length; never raises.
    """
    page = repair(read_lines(raw_text, sizes))
    return compose(raw_text, page, lay_out(page))
