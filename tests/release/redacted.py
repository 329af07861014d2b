"""A build's tables, redacted, and put back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.manifest import build_folder, read_manifest
from jiceng.release.contents import RELEASED, create_released_tables, key_order, released_schema
from jiceng.release.redaction.redact import Policy, Redaction
from schemas import ReleaseFacts
from schemas.release import InputManifest

Rows = list[dict[str, Any]]


def whole_tables(output: Path) -> dict[str, pa.Table]:
    """Return the released tables of an output's current build, nothing redacted."""
    with released(output) as connection:
        return {table: rows_in_order(connection, table, released_schema(table)) for table in RELEASED}


def released(output: Path) -> duckdb.DuckDBPyConnection:
    build = build_folder(output)
    connection = duckdb.connect()
    create_released_tables(connection, build, read_manifest(build))
    return connection


def rows_in_order(connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema) -> pa.Table:
    found = connection.sql(f"FROM {table} ORDER BY {key_order(table)}").to_arrow_table()
    assert found.schema.names == schema.names
    return found.cast(schema)


@contextmanager
def redacted(connection: duckdb.DuckDBPyConnection, policy: Policy) -> Iterator[Redaction]:
    with TemporaryDirectory() as spill:
        yield Redaction(connection, policy, Path(spill))


def redacted_tables(output: Path, policy: Policy) -> dict[str, pa.Table]:
    with released(output) as connection, redacted(connection, policy) as redaction:
        return {table: rows_in_order(connection, table, schema) for table, schema in redaction.schemas().items()}


def connected(tables: dict[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """Return a connection with tables by name, as with those of a release."""
    connection = duckdb.connect()
    for table, rows in tables.items():
        connection.register(f"{table}_rows", rows)
        connection.execute(f"CREATE VIEW {table} AS FROM {table}_rows")
    return connection


class Written:
    """A writer of tables that keeps what it wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[str, pa.Table] = {}

    def __call__(self, table: str, rows: Iterator[pa.Table]) -> Sequence[Path]:
        schema = released_schema(table)
        whole = pa.concat_tables([some.select(schema.names).cast(schema) for some in rows] or [schema.empty_table()])
        self.tables[table] = whole
        pq.write_table(whole, self.folder / f"{table}.parquet")
        return [self.folder / f"{table}.parquet"]


def facts_of(redaction: Redaction) -> ReleaseFacts:
    """Return the facts of a release that shows what a redaction shows; what else they say is of no dataset."""
    day = datetime(2026, 1, 5, tzinfo=UTC)
    manifest = {"build_id": "b", "created": day, "inputs": "i", "dataset_version": "1", "libraries": {}}
    return ReleaseFacts(
        version="2026.01.05",
        date=day.date(),
        schema_version="1.0.0",
        rules_version="r",
        dataset_version="1",
        text=redaction.text,
        private_people=redaction.policy.private_people,
        promises=redaction.promises,
        redacted=redaction.facts(),
        rows={},
        input=InputManifest.model_validate({**manifest, "failed_pages": 0, "shards": ()}),
    )
