"""Rows of a query as a table, CSV, JSON or Parquet on standard output."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.display import as_text, json_value, show_rows
from flows.faults import CallFault

_Answer = TypeVar("_Answer")

_ROWS_A_BATCH = 10_000
_ROWS_A_TABLE = 1_000


def run_query(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.RecordBatchReader:
    """Return the rows of one SELECT statement, their columns' names made unique.

    Raises CallFault for anything else, and for SQL that DuckDB refuses.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise CallFault(one_line(error)) from None
    if len(statements) != 1:
        raise CallFault(f"the query holds {len(statements)} statements; give one")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise CallFault(f"{statements[0].type.name} is no query: the dataset is read-only; give a SELECT")
    reader = _wait_for(connection, lambda: connection.sql(sql).to_arrow_reader(_ROWS_A_BATCH))
    schema = _unique_names(reader.schema)
    return pa.RecordBatchReader.from_batches(schema, _batches(connection, reader, schema))


def _batches(
    connection: duckdb.DuckDBPyConnection, reader: pa.RecordBatchReader, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    while (batch := _wait_for(connection, lambda: next(reader, None))) is not None:
        yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)


def _wait_for(connection: duckdb.DuckDBPyConnection, answer: Callable[[], _Answer]) -> _Answer:
    """Return what DuckDB answers; raises CallFault for what it refuses.

    It answers in another thread, because in this one it would hear of Ctrl-C only when it has finished.
    """
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(answer)
        try:
            return future.result()
        except KeyboardInterrupt:
            connection.interrupt()
            raise
        except (duckdb.Error, pa.ArrowException) as error:
            raise CallFault(one_line(error)) from None


def _unique_names(schema: pa.Schema) -> pa.Schema:
    """Return the schema with `_2`, `_3` … behind names that a column before has."""
    names: list[str] = []
    for name in schema.names:
        unique, count = name, 1
        while unique in names:
            count += 1
            unique = f"{name}_{count}"
        names.append(unique)
    return pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])


def one_line(error: Exception) -> str:
    """Return the message of DuckDB without its drawing of the statement."""
    message = str(error).split("\n\nLINE ")[0]
    return " ".join(message.split())


def write_rows(reader: pa.RecordBatchReader, query_format: str) -> None:
    """Write the rows to standard output in one of FORMATS; raises CallFault where Parquet would go to a terminal."""
    FORMATS[query_format](reader)


def _write_table(reader: pa.RecordBatchReader) -> None:
    """Write a table for some rows at a time, so that the first are shown before the last are known."""
    rows = ([as_text(value) for value in row] for row in _rows(reader))
    first = list(islice(rows, _ROWS_A_TABLE))
    show_rows(reader.schema.names, first)
    while more := list(islice(rows, _ROWS_A_TABLE)):
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
