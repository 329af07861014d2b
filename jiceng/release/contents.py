"""Which tables a release has, with which columns, and where their rows come from in a build.

All tables of a build but `rejects`. The column `pages.breaks` is a table of its own, `breaks`, so that who wants pages
need not download it.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from jiceng.dataset.load_sql import identifier, literal, model_of
from jiceng.dataset.manifest import Manifest
from jiceng.dataset.tables import description_of
from schemas import TABLES, PageBreak, Row, arrow_schema

RELEASED: dict[str, type[Row]] = {name: model for name, model in TABLES.items() if name != "rejects"}
RELEASED[PageBreak.table] = PageBreak
"""Tables of a release by name, in the order of the contract; `breaks` is the last."""

LEFT_OUT: dict[str, tuple[str, ...]] = {"pages": ("breaks",)}
"""Columns that a table of a release does not have: they are a table of their own."""


def released_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a released table before anything is redacted, fields with their descriptions."""
    left_out = LEFT_OUT.get(table, ())
    return pa.schema([field for field in arrow_schema(RELEASED[table]) if field.name not in left_out])


def described_schema(table: str, schema: pa.Schema, metadata: Mapping[str, str]) -> pa.Schema:
    """Return a released table's schema with what its files say of themselves: table, key, descriptions, versions."""
    described = {field.name: description_of(field) for field in schema}
    return schema.with_metadata(
        {
            "table": table,
            "description": (model_of(table).__doc__ or "").strip(),
            "key": json.dumps(model_of(table).key),
            "columns": json.dumps(described, ensure_ascii=False),
            **metadata,
        }
    )


def create_released_tables(connection: duckdb.DuckDBPyConnection, build: Path, manifest: Manifest) -> None:
    """Create a view for every released table, over the files of a build, rows in the order of the key."""
    for table in TABLES:
        if table not in RELEASED:
            continue
        columns = ", ".join(identifier(name) for name in released_schema(table).names)
        if not manifest.files_of(table):
            connection.register(f"no_{table}", arrow_schema(TABLES[table]).empty_table())
        connection.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM {_files(build, manifest, table)}")
    connection.execute(f"""
        CREATE VIEW breaks AS SELECT page_id, newspaper, issue_date, item.raw_offset, item.verdict, item.reason,
            item.confidence
        FROM (SELECT page_id, newspaper, issue_date, unnest(breaks) AS item FROM {_files(build, manifest, "pages")})
    """)


def _files(build: Path, manifest: Manifest, table: str) -> str:
    paths = ", ".join(literal(str(build / file.path)) for file in manifest.files_of(table))
    return f"read_parquet([{paths}])" if paths else f"no_{table}"


def key_order(table: str) -> str:
    """Return SQL that orders a released table by its key."""
    return ", ".join(identifier(column) for column in RELEASED[table].key)


def count_rows(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, int]:
    """Return table → number of its rows on a connection."""
    found = {}
    for table in tables:
        ((rows,),) = connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchall()
        found[table] = rows
    return found
