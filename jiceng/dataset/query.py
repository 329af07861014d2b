"""A connection that has every table and view of a build by name."""

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.load_sql import definitions
from jiceng.dataset.manifest import Manifest, NoDataset, build_folder, read_manifest
from jiceng.storage import Location, parquet_dataset
from schemas import TABLES

__all__ = ["NoDataset", "open_dataset"]


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
    for table in TABLES:
        files = _files(build, manifest, table)
        connection.register(table, files)
        schemas[table] = files.schema
    for statement in definitions(schemas):
        connection.execute(statement)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _files(build: Location, manifest: Manifest, table: str) -> ds.Dataset:
    try:
        return parquet_dataset([build / file.path for file in manifest.files_of(table)])
    except (OSError, pa.ArrowInvalid) as error:
        reason = str(error).splitlines()[0]
        raise NoDataset(f"{build / table}: cannot be read ({reason}); run `jiceng check`, then build again") from None
