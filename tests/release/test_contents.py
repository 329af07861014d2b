from pathlib import Path

import duckdb
import pyarrow as pa

from jiceng.dataset.manifest import read_manifest
from jiceng.release.contents import (
    RELEASED,
    count_rows,
    create_released_tables,
    key_order,
    released_schema,
)
from schemas import TABLES


def tables_of(dataset: Path) -> duckdb.DuckDBPyConnection:
    build = (dataset / "current").resolve()
    connection = duckdb.connect()
    create_released_tables(connection, build, read_manifest(build))
    return connection


def test_all_tables_but_rejects_are_released() -> None:
    assert set(TABLES) - set(RELEASED) == {"rejects"}
    assert set(RELEASED) - set(TABLES) == {"breaks"}


def test_breaks_are_a_table_of_their_own(dataset: Path) -> None:
    assert "breaks" not in released_schema("pages").names
    build = (dataset / "current").resolve()
    with tables_of(dataset) as connection:
        paths = [str(build / file.path) for file in read_manifest(build).files_of("pages")]
        expected = connection.execute(f"SELECT sum(len(breaks)) FROM read_parquet({paths})").fetchall()
        assert [(count_rows(connection, RELEASED)["breaks"],)] == expected


def test_rows_fit_the_schemas_in_key_order(dataset: Path) -> None:
    with tables_of(dataset) as connection:
        for table in RELEASED:
            schema = released_schema(table)
            rows = connection.sql(f"FROM {table}").to_arrow_table()
            assert rows.schema.names == schema.names
            rows.cast(pa.schema(schema))
            in_order = connection.sql(f"FROM {table} ORDER BY {key_order(table)}").to_arrow_table()
            assert rows.equals(in_order), table
