"""Rows of a query on standard output: a table, or a block per row if it is too wide; CSV, JSON, Markdown, Parquet."""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from flows.console.cells import as_text, json_value
from flows.console.escapes import json_text, printable, printable_line
from flows.console.output import output_console
from flows.faults import CallFault

_ROWS_PER_TABLE = 1_000
_READABLE = 20
"""Columns of the terminal that a table's column has at least, unless all its cells are narrower."""
_FRAME = 3
"""Columns of the terminal between two cells of a table."""
_FORMULA = tuple("=+-@＝＋－＠")
"""First characters that spreadsheet programs take for a formula's."""


def write_rows(
    reader: pa.RecordBatchReader, query_format: str, safe_csv: bool = False, *, byte_order_mark: bool = False
) -> None:
    """Write the rows to standard output in one of FORMATS.

    CSV is made safe for spreadsheet programs, and begins with a byte-order mark, if so wished. Raises CallFault if
    Parquet would go to a terminal, or if another format than CSV is to be so.
    """
    if query_format != "csv" and (safe_csv or byte_order_mark):
        raise CallFault(f"{'--safe-csv' if safe_csv else '--bom'}: is about CSV; give --format csv")
    if byte_order_mark and not sys.stdout.isatty():
        sys.stdout.write("\ufeff")
    if safe_csv:
        _write_csv(reader, _not_a_formula)
    else:
        FORMATS[query_format](reader)


def _write_table(reader: pa.RecordBatchReader) -> None:
    """Write a table for some rows at a time, so that the first are shown before the last are known."""
    rows = ([as_text(value) for value in row] for row in _rows(reader))
    first = list(islice(rows, _ROWS_PER_TABLE))
    shown = 0
    for some in chain([first], iter(lambda: list(islice(rows, _ROWS_PER_TABLE)), [])):
        show_rows(reader.schema.names, some, shown + 1)
        shown += len(some)


def _write_csv(reader: pa.RecordBatchReader, safe: Callable[[Any], str] = as_text) -> None:
    shown = printable if sys.stdout.isatty() else str  # in a file the data stay what they are
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([shown(safe(name)) for name in reader.schema.names])
    for row in _rows(reader):
        writer.writerow([shown(safe(value)) for value in row])


def _not_a_formula(value: Any) -> str:
    """Return the text of a cell, after an apostrophe where a spreadsheet program would compute it; numbers stay."""
    text = as_text(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip().startswith(_FORMULA) else text


def _write_json(reader: pa.RecordBatchReader) -> None:
    before = "["
    for record in _records(reader):
        sys.stdout.write(before + "\n" + record)
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")


def _write_json_lines(reader: pa.RecordBatchReader) -> None:
    for record in _records(reader):
        sys.stdout.write(record + "\n")


def _records(reader: pa.RecordBatchReader) -> Iterator[str]:
    """Yield each row as a JSON object."""
    names = reader.schema.names
    for row in _rows(reader):
        yield json_text({name: json_value(value) for name, value in zip(names, row, strict=True)})


def _write_markdown(reader: pa.RecordBatchReader) -> None:
    names = reader.schema.names
    sys.stdout.write(_markdown_row(names) + "|---" * len(names) + "|\n")
    for row in _rows(reader):
        sys.stdout.write(_markdown_row([as_text(value) for value in row]))


def _markdown_row(cells: Iterable[str]) -> str:
    shown = (printable(cell).replace("|", "\\|").replace("\n", "<br>").replace("\t", " ") for cell in cells)
    return "| " + " | ".join(shown) + " |\n"


def _write_parquet(reader: pa.RecordBatchReader) -> None:
    if sys.stdout.isatty():
        raise CallFault("Parquet is not for a terminal; send it into a file with > rows.parquet")
    with pq.ParquetWriter(sys.stdout.buffer, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


FORMATS: dict[str, Callable[[pa.RecordBatchReader], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "jsonl": _write_json_lines,
    "markdown": _write_markdown,
    "parquet": _write_parquet,
}
"""How the rows of a query can be written."""


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def show_rows(names: Sequence[str], rows: Sequence[Sequence[str]], first: int = 1, width: int | None = None) -> None:
    """Print the rows of a query, their cells as text: as a table, or a block each if that were unreadably narrow.

    `first` is the number of the first row; `width` is in columns (default: the terminal's).
    """
    console = output_console(width)
    shown_names = [printable_line(name) for name in names]
    shown_rows = [[printable(cell) for cell in row] for row in rows]
    if rows and _table_width(shown_names, shown_rows) > console.width:
        for number, row in enumerate(shown_rows, first):
            console.print(_block(number, shown_names, row), soft_wrap=True)
        return
    table = Table()
    for name in shown_names:
        table.add_column(Text(name), overflow="fold")
    for row in shown_rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _table_width(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return the columns of a terminal that a table needs to be read."""
    widths = [min(cell_len(name), _READABLE) for name in names]
    for row in rows:
        for column, cell in enumerate(row):
            if widths[column] < _READABLE:
                widest = max((cell_len(line[:_READABLE]) for line in cell.split("\n")), default=0)
                widths[column] = max(widths[column], min(widest, _READABLE))
    return sum(widths) + _FRAME * len(widths) + 1


def _block(number: int, names: Sequence[str], row: Sequence[str]) -> Text:
    """Return a row as a heading and a line per column."""
    margin = max(map(cell_len, names), default=0) + 2
    block = Text(f"─── row {number} ───", style="bold")
    for name, cell in zip(names, row, strict=True):
        block.append("\n" + name + " " * (margin - cell_len(name)), style="not bold dim")
        block.append(cell.replace("\n", "\n" + " " * margin), style="not bold")
    return block
