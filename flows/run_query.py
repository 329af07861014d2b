"""One SELECT on the dataset, with a limit of time, which Ctrl-C ends at once."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import suppress
from time import monotonic
from typing import TypeVar

import duckdb
import pyarrow as pa

from flows.faults import CALL_AT_FAULT, INTERRUPTED, CallFault
from flows.logs import complain

_Answer = TypeVar("_Answer")

_ROWS_PER_BATCH = 10_000
_LISTENS = 0.05
"""Seconds after which a wait hears Ctrl-C at the latest."""
_STOP_SECONDS = 1.0
"""Seconds that DuckDB may take to stop; then this process ends without it."""


class _Asked:
    """A connection that is asked one thing, and the seconds that it may still take to answer."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._connection, self._seconds, self._left = connection, seconds, seconds

    def wait_for(self, answer: Callable[[], _Answer]) -> _Answer:
        """Return what DuckDB answers; raises CallFault if it refuses or takes too long.

        It runs in another thread: in this one, Ctrl-C would be heard only after it has finished.
        """
        future: Future[_Answer] = Future()
        began = monotonic()
        threading.Thread(target=_carry_out, args=(answer, future), daemon=True).start()
        try:
            while monotonic() - began < self._left and not future.done():
                wait([future], _LISTENS)  # a signal may have come to another thread, which wakes nobody
            return future.result(0)
        except TimeoutError:
            message = f"the query takes more than {self._seconds:g} seconds; ask for less, or set query_seconds"
            self._stop(future, CALL_AT_FAULT, message)
            raise CallFault(message) from None
        except KeyboardInterrupt:
            self._stop(future, INTERRUPTED, "interrupted")
            raise
        except duckdb.OutOfMemoryException:
            raise CallFault("the query needs more memory than query_memory allows; ask for less, or set it") from None
        except (duckdb.Error, pa.ArrowException) as error:
            raise CallFault(one_line(error)) from None
        finally:
            self._left -= monotonic() - began

    def _stop(self, future: "Future[_Answer]", code: int, message: str) -> None:
        """Stop DuckDB; end this process where it does not listen, since closing the connection would wait for it."""
        self._connection.interrupt()
        wait([future], _STOP_SECONDS)
        if not future.done():
            complain(f"jiceng: {message}")
            with suppress(OSError):
                sys.stdout.flush()
            os._exit(code)


def _carry_out(answer: Callable[[], _Answer], future: "Future[_Answer]") -> None:
    try:
        future.set_result(answer())
    except BaseException as error:
        future.set_exception(error)


def run_query(connection: duckdb.DuckDBPyConnection, sql: str, seconds: float = 600.0) -> pa.RecordBatchReader:
    """Return the rows of one SELECT statement, their columns' names made unique.

    Raises CallFault for anything else, for SQL that DuckDB refuses, and, also from the reader, where finding the rows
    takes more than so many seconds or more memory than the connection has.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise CallFault(one_line(error)) from None
    if len(statements) != 1:
        raise CallFault(f"the query holds {len(statements)} statements; give one")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise CallFault(f"{statements[0].type.name} is not a query: the dataset is read-only; give a SELECT")
    asked = _Asked(connection, seconds)
    reader = asked.wait_for(lambda: connection.sql(sql).to_arrow_reader(_ROWS_PER_BATCH))
    schema = _unique_names(reader.schema)
    return pa.RecordBatchReader.from_batches(schema, _batches(asked, reader, schema))


def _batches(asked: _Asked, reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while (batch := asked.wait_for(lambda: next(reader, None))) is not None:
        yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)


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
