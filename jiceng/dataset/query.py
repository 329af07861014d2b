"""A connection that has every table and view of a build by name."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.load_sql import definitions, literal
from jiceng.dataset.manifest import Manifest, NoDataset, build_folder, read_manifest
from jiceng.storage import Location, parquet_dataset
from schemas import SEARCH_TABLES, TABLES, arrow_schema

if TYPE_CHECKING:
    import pyarrow.dataset as ds

__all__ = ["NoDataset", "open_dataset", "open_tables"]


def open_dataset(folder: Location, **settings: Any) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory with the tables, views and macro of load.sql; the caller closes it.

    `folder` is a build, or an output folder, whose current build is opened; its link is resolved once. The connection
    can neither write nor read other files: DuckDB's own access to files is off, and the tables are read through Arrow.
    `settings` are those of DuckDB. Raises NoDataset.
    """
    build = build_folder(folder)
    manifest = read_manifest(build)
    connection = spilling_connection(python_enable_replacements=False, **settings)
    schemas: dict[str, pa.Schema] = {}
    for table in (*TABLES, *SEARCH_TABLES):
        if table in SEARCH_TABLES and not manifest.files_of(table):  # of a build that had no index yet
            schemas[table] = arrow_schema(SEARCH_TABLES[table])
            connection.register(table, schemas[table].empty_table())
            continue
        files = _files(build, manifest, table)
        connection.register(table, files)
        schemas[table] = files.schema
    for statement in definitions(schemas):
        connection.execute(statement)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def open_tables(folder: Location) -> duckdb.DuckDBPyConnection:
    """Return a connection like that of open_dataset for questions of our own: DuckDB reads only what they need.

    It may read any file, so nobody else's SQL may be run on it. Raises NoDataset.
    """
    build = build_folder(folder)
    manifest = read_manifest(build)
    if not isinstance(build, Path) or not all(manifest.files_of(table) for table in (*TABLES, *SEARCH_TABLES)):
        return open_dataset(folder)
    connection = spilling_connection()
    schemas = {table: arrow_schema(model) for table, model in {**TABLES, **SEARCH_TABLES}.items()}
    for table in schemas:
        paths = ", ".join(literal(str(build / file.path)) for file in manifest.files_of(table))
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{paths}])")
    connection.execute(";".join(definitions(schemas)))
    return connection


def _files(build: Location, manifest: Manifest, table: str) -> "ds.Dataset":
    try:
        return parquet_dataset([build / file.path for file in manifest.files_of(table)])
    except (OSError, pa.ArrowInvalid) as error:
        reason = str(error).splitlines()[0]
        raise NoDataset(f"{build / table}: cannot be read ({reason}); run `jiceng check`, then build again") from None
