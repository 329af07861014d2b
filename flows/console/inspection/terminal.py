"""How a page was read, in a terminal: raw lines with their verdicts, and the articles beside or below them."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from flows.console.escapes import printable
from flows.console.inspection.colours import DOUBT_FILL, article_fill, ink_on
from flows.console.inspection.labels import (
    DOUBT_MEANING,
    DOUBT_SYMBOL,
    FURNITURE_MEANING,
    FURNITURE_SYMBOL,
    MEANINGS,
    SYMBOLS,
    UNREAD_MEANING,
    UNREAD_SYMBOL,
    article_facts,
    articles_by_first_line,
    comes_from,
    counts,
    goes_on,
    line_symbols,
    page_facts,
    piece_label,
    short_title,
    usual_width,
)
from flows.console.output import chopped, output_console
from jiceng.inspection import FURNITURE, InspectedArticle, InspectedLine, Inspection, Stretch, is_doubtful
from jiceng.page import RawPage
from jiceng.reading.article import ReadBreak

_TWO_PANES = 110
"""Columns from which the articles are shown beside the raw lines, not below them."""
_ARTICLE_PANE = 38
"""Columns that the articles have beside the raw lines, at least."""
_SHORTEST_LINE = 16
_MARGIN = 2


def show_inspection(page: RawPage, inspection: Inspection) -> None:
    """Print how a page was read: two panes on a wide terminal; elsewhere lines, then articles."""
    console = output_console()
    for line in inspection_lines(page, inspection, console.width if console.is_terminal else None):
        console.print(line, soft_wrap=True)


def inspection_lines(page: RawPage, inspection: Inspection, width: int | None) -> Iterator[Text]:
    """Yield how a page was read, in lines of at most `width` columns; None for no terminal: nothing is wrapped."""
    yield Text(printable(page.file.page_id), style="bold")
    yield from _wrapped(" · ".join(f"{name} {value}" for name, value in page_facts(page)), width)
    yield from _wrapped(" · ".join(f"{name} {number}" for name, number in counts(inspection)), width, "bold")
    if inspection.doubtful_lines:
        numbers = ", ".join(map(str, inspection.doubtful_lines))
        yield from _wrapped(f"doubtful breaks after lines {numbers}", width)
    if inspection.unread_lines:
        yield from _wrapped(f"unread characters in lines {', '.join(map(str, inspection.unread_lines))}", width)
    yield Text()
    yield from _legend(inspection, width)
    yield Text()
    for article in inspection.articles:
        label = f" {article.position} {article.read.kind}  {printable(short_title(article))}"
        yield _cut(Text.assemble(_badge(article.letter, article.position), label), width)
    yield Text()
    if width is not None and width >= _TWO_PANES:
        yield from _two_panes(inspection, width)
        return
    columns = _Columns(inspection, width)
    for raw_line in inspection.lines:
        yield from columns.line(raw_line)
    for article in inspection.articles:
        yield Text()
        yield from _whole_article(article, width)


def _legend(inspection: Inspection, width: int | None) -> Iterator[Text]:
    for verdict, symbol in SYMBOLS.items():
        yield from _wrapped(f"{symbol} {verdict} ({inspection.verdicts.get(verdict, 0)}): {MEANINGS[verdict]}", width)
    if inspection.doubtful_lines:
        yield from _wrapped(f"{DOUBT_SYMBOL} {DOUBT_MEANING}", width)
    if inspection.furniture_lines:
        yield from _wrapped(f"{FURNITURE_SYMBOL} before a line: {FURNITURE_MEANING}", width)
    if inspection.unread_lines:
        yield from _wrapped(f"{UNREAD_SYMBOL} before a line: {UNREAD_MEANING}", width)


class _Columns:
    """Raw lines in columns: number, raw offset, article, text, verdict."""

    def __init__(self, inspection: Inspection, width: int | None, beside: int = 0) -> None:
        """Fit the columns into `width`, `beside` of which are for something else; None for no limit."""
        lines = inspection.lines
        verdicts = [line.break_after for line in lines if line.break_after is not None]
        self._number = len(str(len(lines)))
        self._offset = len(str(lines[-1].offset)) if lines else 1
        self._badge = max((cell_len(_badges(line).plain) for line in lines), default=3)
        fixed = self._number + self._offset + self._badge + 3
        usual = usual_width(lines)
        self._named = True
        self._verdict = max((cell_len(self._verdict_text(decided).plain) for decided in verdicts), default=0)
        if width is not None and fixed + usual + 1 + self._verdict > width - beside:
            self._named = False
            self._verdict = max((cell_len(self._verdict_text(decided).plain) for decided in verdicts), default=0)
        self._folds = width is not None
        room = usual if width is None else width - beside - fixed - 1 - self._verdict
        self._text = max(_SHORTEST_LINE, min(usual, room))
        self.width = fixed + self._text + 1 + self._verdict

    def line(self, line: InspectedLine) -> Iterator[Text]:
        """Yield a raw line; one too long for its column is continued on the next."""
        margin = Text(f"{line.number:>{self._number}} {line.offset:>{self._offset}} ", style="dim")
        badges = _badges(line)
        margin = Text.assemble(margin, badges, " " * (self._badge - cell_len(badges.plain) + 1))
        shown = printable(line.text).replace("\t", " ").rstrip()
        pieces = [shown[a:b] for a, b in chopped(shown, self._text)] if self._folds else [shown]
        style = "dim" if line.pieces == (FURNITURE,) else ""
        for piece in pieces[:-1]:
            yield Text.assemble(margin, (piece, style))
            margin = Text(" " * cell_len(margin.plain))
        last = pieces[-1] if pieces else ""
        whole = Text.assemble(margin, (last, style))
        if line.break_after is not None:
            whole.append(" " * (self._text - cell_len(last) + 1)).append_text(self._verdict_text(line.break_after))
        if not line.break_after:
            whole.rstrip()
        yield whole

    def _verdict_text(self, decided: ReadBreak) -> Text:
        name = f"{decided.verdict:<9} " if self._named else ""
        label = f"{SYMBOLS[decided.verdict]} {name}{decided.reason} {decided.confidence:.3f}"
        if is_doubtful(decided):
            return Text(f"{label} {DOUBT_SYMBOL}", style=f"{ink_on(DOUBT_FILL)} on {DOUBT_FILL}")
        return Text(label, style="dim" if decided.verdict == "joined" else "")


def _two_panes(inspection: Inspection, width: int) -> Iterator[Text]:
    columns = _Columns(inspection, width, _ARTICLE_PANE + _MARGIN)
    right = max(_ARTICLE_PANE, width - columns.width - _MARGIN)
    first_lines = articles_by_first_line(inspection)
    for stretch in inspection.stretches:
        raw = [text for line in stretch.lines for text in columns.line(line)]
        read = list(_stretch_as_read(stretch, first_lines, right))
        for left, beside in zip_longest(raw, read, fillvalue=Text()):
            if not beside:
                yield left
                continue
            gap = " " * (columns.width - cell_len(left.plain) + _MARGIN)
            yield Text.assemble(left, gap, beside)


def _stretch_as_read(
    stretch: Stretch, first_lines: dict[int, list[InspectedArticle]], width: int | None
) -> Iterator[Text]:
    for line in stretch.lines:
        for article in first_lines.get(line.number, ()):
            yield from _card(article, width)
    for part in stretch.parts:
        before, after = comes_from(part), goes_on(part)
        text = (f"({before}) … " if before else "") + part.text + (f" … ({after})" if after else "")
        yield from _piece(piece_label(part.piece), part.piece.article or 0, text, part.piece.role, width)


def _whole_article(article: InspectedArticle, width: int | None) -> Iterator[Text]:
    yield from _card(article, width)
    for number, paragraph in enumerate(article.read.paragraphs, start=1):
        label = f"{article.letter}{number} {paragraph.role}"
        yield from _piece(label, article.position, paragraph.text.text, paragraph.role, width)


def _card(article: InspectedArticle, width: int | None) -> Iterator[Text]:
    """Yield an article's heading and what was read of it beside its paragraphs."""
    head = f" article {article.position}, {article.read.kind}"
    yield Text.assemble(_badge(article.letter, article.position), (head, "bold"))
    for name, value in article_facts(article):
        yield from _wrapped(f"  {name}: {value}", width)


def _piece(label: str, position: int, text: str, role: str, width: int | None) -> Iterator[Text]:
    """Yield a title or paragraph after its label."""
    style = "bold" if role in ("kicker", "headline", "subheadline", "heading") else ""
    whole = f"{label}: {printable(text)}"
    for start, end in chopped(whole, width) if width is not None else [(0, len(whole))]:
        line = Text(whole[start:end], style=style)
        if start == 0:
            letter = len(label.split()[0])
            line.stylize(f"not bold {_style(position)}", 0, letter)
        yield line


def _badges(line: InspectedLine) -> Text:
    return Text().join(_badge(symbol, position) for symbol, position in line_symbols(line))


def _badge(symbol: str, position: int | None) -> Text:
    """Return an article's letter in its colour, or a symbol without one, in at least three columns."""
    return Text(f"{symbol:^3}", style=_style(position) if position else "bold")


def _style(position: int) -> str:
    fill = article_fill(position)
    return f"{ink_on(fill)} on {fill}"


def _wrapped(text: str, width: int | None, style: str = "") -> Iterator[Text]:
    """Yield a text, wrapped between words if it is wider than `width` columns."""
    shown = Text(printable(text), style=style)
    yield from [shown] if width is None else shown.wrap(output_console(), width, overflow="fold")


def _cut(line: Text, width: int | None) -> Text:
    if width is not None:
        line.truncate(width, overflow="ellipsis")
    return line
