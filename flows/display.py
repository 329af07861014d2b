"""What the command line shows: the progress of a build, its closing table, an explained row."""

import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.logs import complain

if TYPE_CHECKING:  # imported by nobody here: they load the whole of jiceng
    from flows.steps import Outcome, Plan
    from jiceng.dataset.explain import Explanation, MarkedLine, Passage

_WIDE = 1_000_000
"""Columns of a console that is no terminal: nothing is cut or wrapped."""

_PIPED_LINE = 100
"""Columns after which a raw line is continued on the next, where it is not shown on a terminal."""

_MARKER = "▔"
_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = {code: "�" for code in (*range(32), *range(127, 160), *_BIDI_CONTROLS) if chr(code) not in "\t\n"}


class _QuietConsole(Console):
    """A console that leaves a closed pipe to the caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def output_console() -> Console:
    """Return the console for results: as wide as the terminal, without end where there is none."""
    return _QuietConsole(
        file=sys.stdout, markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDE
    )


def printable(text: str) -> str:
    """Return a text without the characters that would move a cursor, change colours or turn the text round."""
    return text.translate(_CONTROLS)


class BuildProgress:
    """Shows on a terminal how far a build is; elsewhere it is silent. A `flows.progress.Progress`."""

    def __init__(self, wanted: bool = True) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not (wanted and console.is_terminal),
        )
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> "BuildProgress":
        self._bar.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bar.stop()

    def expect(self, pages: int) -> None:
        """Show how many pages will be read."""
        self._bar.update(self._task, total=pages, description="reading")

    def advance(self, pages: int) -> None:
        """Show that pages have been read."""
        self._bar.advance(self._task, pages)

    def say(self, step: str) -> None:
        """Show which step begins."""
        self._bar.update(self._task, description=step)


def show_outcome(outcome: "Outcome") -> None:
    """Print the closing table on standard output, then what is at fault on standard error, a line each."""
    console = output_console()
    if outcome.build is not None:
        table = Table("table")
        for column in ("rows", "new", "changed", "removed"):
            table.add_column(column, justify="right")
        for name, change in outcome.build.tables.items():
            table.add_row(name, *(str(count) for count in (change.rows, change.new, change.changed, change.removed)))
        console.print(table)
        console.print(
            f"rejected records: {outcome.build.rejects}; pages that could not be read: {outcome.build.failed_pages}"
        )
    console.print(outcome.summary, soft_wrap=True)
    for broken in outcome.broken:
        complain(printable(str(broken)))
    for fault in outcome.faults:
        complain(printable(str(fault)))


def show_plan(plan: "Plan", all_shards: bool) -> None:
    """Print what a build would do with each shard, fresh ones only where all are asked for, then faults of raw/."""
    console = output_console()
    shown = [shard for shard in plan.planned if all_shards or shard.state != "fresh"]
    if shown:
        table = Table("shard", "state")
        table.add_column("pages", justify="right")
        table.add_column("why")
        for shard in shown:
            why = "; ".join(shard.reasons) or ("not read yet" if shard.state == "new" else "")
            table.add_row(printable(shard.name), shard.state.value, str(shard.pages), printable(why))
        console.print(table)
    pages = sum(len(shard.pages) for shard in plan.stale)
    fresh = sum(shard.state == "fresh" for shard in plan.planned)
    console.print(
        f"{len(plan.stale):,} of {len(plan.shards):,} shards would be read ({pages:,} pages); {fresh:,} are fresh",
        soft_wrap=True,
    )
    for fault in plan.raw.faults:
        print(printable(str(fault)), file=sys.stderr)


def json_value(value: Any) -> Any:
    """Return a number that JSON knows for DuckDB's wide ones, null for what is no number, other values as they are."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def as_text(value: Any) -> str:
    """Return a value as the text of a cell: nothing for null, lists and structs as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(json_value(value))


def show_explanation(explanation: "Explanation") -> None:
    """Print a row, the rules that made it, and the raw lines it was read from with its characters marked."""
    console = output_console()
    for line in explanation_lines(explanation, min(console.width, _PIPED_LINE)):
        console.print(line, soft_wrap=True)


def explanation_lines(explanation: "Explanation", width: int) -> Iterator[Text]:
    """Yield what is known of a row; its raw lines are continued on the next after `width` columns."""
    yield Text(f"{explanation.table} {explanation.row_id}", style="bold")
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
    yield Text(title, style="bold")
    yield from _columns(row)


def _columns(row: dict[str, Any]) -> Iterator[Text]:
    """Yield a line for each column that says something."""
    said = {name: as_text(value) for name, value in row.items() if value is not None and value != []}
    margin = max(map(len, said), default=0) + 2
    for name, text in said.items():
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
    yield Text(f"{printable(passage.label)} in {printable(passage.source_path)}, line {first}{rule}", style="bold")
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
    out, and `…` stands for them.
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
    shown = printable(text).replace("\t", " ")
    styled, markers, position = Text(shown), "", 0
    for start, end in ranges:
        styled.stylize("bold black on yellow", start, end)
        markers += " " * cell_len(shown[position:start]) + _MARKER * cell_len(shown[start:end])
        position = end
    return styled, markers


def chopped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of a text's characters that fill at most so many columns each."""
    start, used = 0, 0
    for offset, character in enumerate(text):
        cells = cell_len(character)
        if used + cells > width and offset > start:
            yield start, offset
            start, used = offset, 0
        used += cells
    if start < len(text):
        yield start, len(text)


def show_rows(names: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print the rows of a query, their cells as text, as a table."""
    table = Table()
    for name in names:
        table.add_column(Text(printable(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    output_console().print(table)
