"""The Parquet files of a release's tables: the same bytes for the same rows."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.load_sql import literal
from jiceng.dataset.tables import rows_per_group, write_parts
from jiceng.release.contents import key_order
from jiceng.release.folders import table_path
from jiceng.storage import TEMPORARY, sha256_of
from schemas import ReleaseFacts, ReleaseFile

FILE_BYTES = 2 * 2**30
"""A table's file is closed when it has grown to this size: one or few files a table, so that a download is simple."""


def file_metadata(facts: ReleaseFacts) -> dict[str, str]:
    """Return what every Parquet file of a release says of the release."""
    return {
        "release": facts.version,
        "dataset_version": facts.dataset_version,
        "schema_version": facts.schema_version,
        "rules_version": facts.rules_version,
        "text": facts.text,
        "private_people": facts.private_people,
    }


def rows_in_order(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[pa.Table]:
    """Yield the rows of a table on a connection in key order, a row group at a time."""
    rows = connection.sql(f"FROM {table} ORDER BY {key_order(table)}").to_arrow_reader(rows_per_group(table))
    for batch in rows:
        yield pa.Table.from_batches([batch])


def write_table(
    rows: Iterable[pa.Table], folder: Path, table: str, schema: pa.Schema, file_bytes: int = FILE_BYTES
) -> list[ReleaseFile]:
    """Write a table's rows, which come in key order, into one file, or into several of about `file_bytes`."""
    stem = folder / f"{TEMPORARY}{table}"
    parts = write_parts(rows, schema, stem, rows_per_group(table), file_bytes)
    if not parts:
        parts = [stem]
        pq.write_table(schema.empty_table(), stem, compression="zstd")
    files = []
    for number, part in enumerate(parts):
        path = part.rename(folder / table_path(table, number, len(parts)))
        files.append(listed_table(path, table))
    return files


def listed_table(path: Path, table: str) -> ReleaseFile:
    """Return what a release lists of a file of a table."""
    rows = pq.read_metadata(path).num_rows
    return ReleaseFile(path=path.name, table=table, rows=rows, bytes=path.stat().st_size, sha256=sha256_of(path))


def create_tables(connection: duckdb.DuckDBPyConnection, files: Mapping[str, list[Path]]) -> None:
    """Create a view for every table of a release, over its files."""
    for table, paths in files.items():
        listed = ", ".join(literal(str(path)) for path in paths)
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
