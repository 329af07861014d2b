"""One SELECT on the dataset, which Ctrl-C can stop."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import duckdb
import pyarrow as pa

from flows.faults import CallFault

_Answer = TypeVar("_Answer")

_ROWS_PER_BATCH = 10_000


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
        raise CallFault(f"{statements[0].type.name} is not a query: the dataset is read-only; give a SELECT")
    reader = _wait_for(connection, lambda: connection.sql(sql).to_arrow_reader(_ROWS_PER_BATCH))
    schema = _unique_names(reader.schema)
    return pa.RecordBatchReader.from_batches(schema, _batches(connection, reader, schema))


def _batches(
    connection: duckdb.DuckDBPyConnection, reader: pa.RecordBatchReader, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    while (batch := _wait_for(connection, lambda: next(reader, None))) is not None:
        yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)


def _wait_for(connection: duckdb.DuckDBPyConnection, answer: Callable[[], _Answer]) -> _Answer:
    """Return what DuckDB answers; raises CallFault if it refuses.

    It runs in another thread: in this one, Ctrl-C would be heard only after it has finished.
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
    """Return the schema with `_2`, `_3` … after names that an earlier column has."""
    names: list[str] = []
    for name in schema.names:
        unique, count = name, 1
        while unique in names:
            count += 1
            unique = f"{name}_{count}"
        names.append(unique)
    return pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])


def one_line(error: Exception) -> str:
    """Return the message of DuckDB without the excerpt of the statement."""
    message = str(error).split("\n\nLINE ")[0]
    return " ".join(message.split())
