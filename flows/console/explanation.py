"""A row explained: its columns, its rules, and the raw lines it was read from."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text

from flows.console.cells import as_text
from flows.console.escapes import printable, printable_line
from flows.console.output import chopped, output_console

if TYPE_CHECKING:  # loads all of jiceng
    from jiceng.dataset.explain import Explanation, MarkedLine, Passage

_PIPED_LINE = 100
"""Columns after which a raw line is continued on the next, unless it is shown on a terminal."""

_MARKER = "▔"


def show_explanation(explanation: "Explanation") -> None:
    """Print a row, the rules that made it, and the raw lines it was read from with its characters marked."""
    console = output_console()
    for line in explanation_lines(explanation, min(console.width, _PIPED_LINE)):
        console.print(line, soft_wrap=True)


def explanation_lines(explanation: "Explanation", width: int) -> Iterator[Text]:
    """Yield what is known of a row; its raw lines are continued on the next after `width` columns."""
    yield Text(printable_line(f"{explanation.table} {explanation.row_id}"), style="bold")
    yield from _columns(explanation.row)
    if explanation.article is not None:
        yield from _section("article", explanation.article)
    for rule in explanation.rules:
        yield from _section(f"rule {rule['rule']}", {name: rule[name] for name in rule if name != "rule"})
    for table, rows in explanation.related.items():
        for row in rows:
            yield from _section(table, row)
    for passage in explanation.passages:
        yield Text()
        yield from passage_lines(passage, width)
    if explanation.more_passages:
        yield Text(f"\n… and {explanation.more_passages} more")


def _section(title: str, row: dict[str, Any]) -> Iterator[Text]:
    yield Text()
    yield Text(printable_line(title), style="bold")
    yield from _columns(row)


def _columns(row: dict[str, Any]) -> Iterator[Text]:
    """Yield a line per column that is not empty."""
    filled = {name: as_text(value) for name, value in row.items() if value is not None and value != []}
    margin = max(map(len, filled), default=0) + 2
    for name, text in filled.items():
        line = Text()
        line.append(f"{name:<{margin}}", style="dim")
        yield line.append(printable(text).replace("\n", "\n" + " " * margin))


def passage_lines(passage: "Passage", width: int) -> Iterator[Text]:
    """Yield a heading, then each raw line with its number and, below, a line of markers under its characters.

    A line that is wider than `width` columns is continued on the next; parts of it without marked characters are
    left out.
    """
    first = passage.lines[0].number if passage.lines else 0
    rule = f", rule {passage.rule}" if passage.rule else ""
    yield Text(printable_line(f"{passage.label} in {passage.source_path}, line {first}{rule}"), style="bold")
    digits = len(str(passage.lines[-1].number)) if passage.lines else 1
    for line in passage.lines:
        number = f"{line.number:>{digits}} "
        for text, markers in folded(line, max(20, width - digits - 1)):
            shown = Text()
            shown.append(number, style="dim").append_text(text)
            yield shown
            if markers:
                yield Text(" " * len(number)).append(markers, style="yellow")
            number = " " * len(number)


def folded(line: "MarkedLine", width: int) -> Iterator[tuple[Text, str]]:
    """Yield a raw line in pieces of at most so many columns, each with the markers that belong below it.

    A full-width character is two columns wide, and so are its markers. Pieces without marked characters are left
    out, `…` in their place.
    """
    left_out = False
    for start, end in chopped(line.text, width):
        marked = [(max(a, start) - start, min(b, end) - start) for a, b in line.marked if a < end and b > start]
        if marked:
            yield _marked(line.text[start:end], marked)
        elif not left_out:
            yield Text("…"), ""
        left_out = not marked


def _marked(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Text, str]:
    """Return a text with ranges of it highlighted, and the line of markers below it."""
    styled, markers, position = Text(), "", 0
    for start, end in ranges:
        before, within = _shown(text[position:start]), _shown(text[start:end])
        styled.append(before).append(within, style="bold black on yellow")
        markers += " " * cell_len(before) + _MARKER * cell_len(within)
        position = end
    return styled.append(_shown(text[position:])), markers


def _shown(text: str) -> str:
    return printable(text).replace("\t", " ")
