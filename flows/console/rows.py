"""Rows of a query as a table, CSV, JSON or Parquet on standard output."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.table import Table
from rich.text import Text

from flows.console.cells import as_text, json_value
from flows.console.output import output_console, printable
from flows.faults import CallFault

_ROWS_PER_TABLE = 1_000


def write_rows(reader: pa.RecordBatchReader, query_format: str) -> None:
    """Write the rows to standard output in one of FORMATS; raises CallFault if Parquet would go to a terminal."""
    FORMATS[query_format](reader)


def _write_table(reader: pa.RecordBatchReader) -> None:
    """Write a table for some rows at a time, so that the first are shown before the last are known."""
    rows = ([as_text(value) for value in row] for row in _rows(reader))
    first = list(islice(rows, _ROWS_PER_TABLE))
    show_rows(reader.schema.names, first)
    while more := list(islice(rows, _ROWS_PER_TABLE)):
        show_rows(reader.schema.names, more)


def _write_csv(reader: pa.RecordBatchReader) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(reader.schema.names)
    for row in _rows(reader):
        writer.writerow([as_text(value) for value in row])


def _write_json(reader: pa.RecordBatchReader) -> None:
    names = reader.schema.names
    before = "["
    for row in _rows(reader):
        record = {name: json_value(value) for name, value in zip(names, row, strict=True)}
        sys.stdout.write(before + "\n" + json.dumps(record, ensure_ascii=False, default=str))
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")


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
    "parquet": _write_parquet,
}
"""How the rows of a query can be written."""


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def show_rows(names: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print the rows of a query, their cells as text, as a table."""
    table = Table()
    for name in names:
        table.add_column(Text(printable(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    output_console().print(table)
