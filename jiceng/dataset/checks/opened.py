"""The tables of a build, opened once for all queries that check it."""

from pathlib import Path

import duckdb

from jiceng.dataset.connection import build_connection
from jiceng.dataset.load_sql import literal
from jiceng.dataset.manifest import Manifest
from schemas import SEARCH_TABLES, TABLES

_MOST_IN_MEMORY = 4 * 2**20
"""Bytes of Parquet files up to which tables are read into memory: opening files for each query takes longer."""


def opened_tables(build: Path, manifest: Manifest, memory: str) -> duckdb.DuckDBPyConnection:
    """Return a connection that has the tables of a build, and of its index, by name; `memory` is all that it takes."""
    connection = build_connection(memory)
    size = sum(file.bytes for file in manifest.files if file.table is not None)
    kind = "TABLE" if size <= _MOST_IN_MEMORY else "VIEW"
    for table in (*TABLES, *SEARCH_TABLES):
        paths = ", ".join(literal(str(build / file.path)) for file in manifest.files_of(table))
        connection.execute(f"CREATE {kind} {table} AS SELECT * FROM read_parquet([{paths}])")
    return connection
