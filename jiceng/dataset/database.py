"""jiceng.duckdb: all tables, views, macros and comments of a dataset in one file that DuckDB 1.2 and later open.

DuckDB writes memory that it has not initialized into its files, and chooses compression by chance. So the file is
written by a process of its own, which has seen nothing but the tables, with one thread, without FSST, and with memory
that its allocator has zeroed. On Linux the same tables then have the same bytes (measured); where DuckDB is built
without that allocator, only the same content. Whoever proves the file compares its rows with those of the tables.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from jiceng.dataset import database_process
from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.load_sql import definitions, identifier, literal, model_of
from jiceng.dataset.manifest import DATABASE, Manifest
from jiceng.escapes import first_line
from schemas import SEARCH_TABLES, TABLES

_STORAGE = "v1.2.0"
"""The oldest DuckDB that opens the file: the browser's is 1.4, whose own format 1.2 and 1.3 cannot read."""
_BLOCKS = ((8 * 2**20, 16_384), (64 * 2**20, 65_536))
"""Bytes of Parquet up to which a file has blocks of a size, for each column takes a block at least."""
_LARGE_BLOCK = 262_144
_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
"""What the process is told of this one's environment; nothing secret is in its memory."""


_TABLES = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'written'"


class NotWritten(OSError):
    """A database file could not be written; the message is DuckDB's."""


def write_database(path: Path, files: Mapping[str, Sequence[Path]], schemas: Mapping[str, pa.Schema]) -> Path:
    """Write tables, each in its key's order, and what load.sql defines, into a new database file; return it.

    `files` is table → its Parquet files, `schemas` table → its Arrow schema with descriptions. Nobody may write the
    file: clients open it read-only. Raises NotWritten.
    """
    size = sum(file.stat().st_size for paths in files.values() for file in paths)
    block = next((block for most, block in _BLOCKS if size <= most), _LARGE_BLOCK)
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with TemporaryDirectory(prefix="jiceng-") as spill:
        statements = [
            "SET threads = 1",
            "SET disabled_compression_methods = 'fsst'",
            f"SET temp_directory = {literal(spill)}",
            f"ATTACH {literal(str(path))} AS written (STORAGE_VERSION '{_STORAGE}', BLOCK_SIZE {block})",
            "USE written",
            "BEGIN",  # each of the many statements alone would wait for the disk
            *(_create_table(table, files[table], schema) for table, schema in schemas.items()),
            ";\n".join(definitions(schemas, of_tables="TABLE")),
            "COMMIT",
            "USE memory",
            "DETACH written",
        ]
        written = subprocess.run(
            [sys.executable, "-I", database_process.__file__],
            input=json.dumps(statements).encode(),
            env={**environment, "DUCKDB_JE_MALLOC_CONF": "zero:true"},
            capture_output=True,
            check=False,
        )
    if written.returncode:
        reason = written.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotWritten(f"{path.name}: cannot be written ({reason or f'exit code {written.returncode}'})")
    path.chmod(0o444)
    return path


def _create_table(table: str, files: Sequence[Path], schema: pa.Schema) -> str:
    columns = ", ".join(identifier(name) for name in schema.names)
    order = ", ".join(identifier(column) for column in model_of(table).key)
    return f"CREATE TABLE {table} AS SELECT {columns} FROM {_parquet(files)} ORDER BY {order}"


def _parquet(files: Iterable[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(file)) for file in files)}])"


def check_database(
    path: Path, files: Mapping[str, Iterable[Path]], connection: duckdb.DuckDBPyConnection
) -> Iterator[Broken]:
    """Prove that a database file has the rows of some tables' Parquet files, and no other table."""
    yield from _check_against(path, {table: _parquet(paths) for table, paths in files.items()}, connection)


def check_database_of(build: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove the database file of a build, where it has one; the connection has all tables of the build by name."""
    if any(file.path == DATABASE for file in manifest.files):
        sources = {table: f"memory.main.{identifier(table)}" for table in (*TABLES, *SEARCH_TABLES)}
        yield from _check_against(build / DATABASE, sources, connection)


def _check_against(path: Path, sources: Mapping[str, str], connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove a database file; `sources` is table → SQL for its Parquet files."""
    try:
        connection.execute(f"ATTACH {literal(str(path))} AS written (READ_ONLY)")
        yield from _check_tables(path, sources, connection)
        connection.execute("DETACH written")
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        yield Broken("files", "", path.name, f"cannot be read ({first_line(error)})")


def _check_tables(path: Path, sources: Mapping[str, str], connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    found = connection.execute(_TABLES).fetchall()
    there = {name if schema == "main" else f"{schema}.{name}" for schema, name in found}
    for table in sorted(there ^ sources.keys()):
        what = "has a table that the dataset does not have" if table in there else "lacks the table"
        yield Broken("files", "", path.name, f"{what}: {table}")
    for table in sorted(sources.keys() & there):
        yield from _check_rows(connection, path.name, table, sources[table])


def _check_rows(connection: duckdb.DuckDBPyConnection, name: str, table: str, source: str) -> Iterator[Broken]:
    sources = (source, f"written.main.{identifier(table)}")
    described = "SELECT column_name, column_type FROM (DESCRIBE FROM {})"
    ours, theirs = (connection.execute(described.format(each)).fetchall() for each in sources)
    if ours != theirs:
        yield Broken("files", table, name, f"has other columns of {table} than the Parquet files")
        return
    digest = "SELECT count(*), sum(hash(each)::HUGEINT) FROM {} AS each"
    (rows,), (other,) = (connection.execute(digest.format(each)).fetchall() for each in sources)
    if rows[0] != other[0]:
        yield Broken("files", table, name, f"has {other[0]} rows of {table}, the Parquet files have {rows[0]}")
    elif rows != other:
        yield Broken("files", table, name, f"has other rows of {table} than the Parquet files")
