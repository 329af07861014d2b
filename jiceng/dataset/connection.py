"""A connection to DuckDB in memory that spills to disk what does not fit, and may have a limit of time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import duckdb

_BUILD_THREADS = 4
"""Threads of a connection with little memory at most: each has buffers of its own."""
_BETWEEN_INTERRUPTS = 0.1
"""Seconds; a block may go on to its next query after the first interrupt."""


class TooLong(Exception):
    """What a connection was asked took longer than it may; the message says how long that is."""


def spilling_connection(**settings: Any) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that spills into its own folder in the system's temporary folder.

    `settings` are further settings of DuckDB.
    """
    spill = Path(gettempdir()) / f"jiceng-{uuid4().hex}"
    return duckdb.connect(config={"temp_directory": str(spill), **settings})


def build_connection(memory: str) -> duckdb.DuckDBPyConnection:
    """Return a connection for the rows of a whole build, which spills what takes more memory (256MB).

    What cannot spill raises duckdb.OutOfMemoryException.
    """
    return spilling_connection(memory_limit=memory, threads=min(os.cpu_count() or 1, _BUILD_THREADS))


@contextmanager
def time_limit(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt the connection's queries of a block after so many seconds; raises TooLong."""
    ended, over = threading.Event(), threading.Event()

    def watch() -> None:
        if not ended.wait(seconds):
            over.set()
            while not ended.wait(_BETWEEN_INTERRUPTS):
                connection.interrupt()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except duckdb.InterruptException:
        if not over.is_set():
            raise
        raise TooLong(f"takes more than {seconds:g} seconds") from None
    finally:
        ended.set()
        watcher.join()
