"""The database file of a site: every released table for questions in SQL."""

from pathlib import Path

import duckdb

from jiceng.dataset.load_sql import identifier
from jiceng.release.contents import RELEASED, key_order

STORAGE = "v1.4.0"
"""Format of the file: that of the DuckDB which a browser runs; newer formats cannot be read there."""
BLOCK_BYTES = 16_384
"""The smallest: a column of a small table fills a block all the same, and a browser fetches whole blocks."""


def write_database(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the released tables on a connection into a new DuckDB file, sorted by key."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS site (STORAGE_VERSION '{STORAGE}', BLOCK_SIZE {BLOCK_BYTES})")
    try:
        for table in RELEASED:
            connection.execute(
                f"CREATE TABLE site.{identifier(table)} AS FROM {identifier(table)} ORDER BY {key_order(table)}"
            )
    finally:
        connection.execute("DETACH site")
