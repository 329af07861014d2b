"""The tables of a release, made in layers: each step of redaction reads the layer below and defines the next one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.load_sql import literal
from jiceng.release.contents import RELEASED

Row = dict[str, Any]
"""Column → value."""
_ROWS_A_TIME = 2_000


class Layers:
    """The released tables on a connection, under names of their own while they are redacted."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
        """Take a connection that has the released tables as views, and a folder for rows on their way."""
        self.connection = connection
        self.spill = spill
        self._names = {table: f"whole_{table}" for table in RELEASED}
        self._count = 0
        for table, name in self._names.items():
            connection.execute(f"ALTER VIEW {table} RENAME TO {name}")

    def __getitem__(self, table: str) -> str:
        """Return the present name of a table, for SQL."""
        return self._names[table]

    def names(self) -> dict[str, str]:
        """Return table → its present name."""
        return dict(self._names)

    def replace(self, table: str, query: str) -> None:
        """Make a query's rows the table; it names the layer below by what `layers[table]` was before."""
        self._count += 1
        name = f"layer{self._count}_{table}"
        self.connection.execute(f"CREATE VIEW {name} AS {query}")
        self._names[table] = name

    def materialise(self, table: str, query: str) -> None:
        """Make the rows that a query gives now the table; for small tables that many queries read."""
        self._count += 1
        name = f"layer{self._count}_{table}"
        self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        self._names[table] = name

    def publish(self) -> None:
        """Give the redacted tables the names of the tables."""
        for table, name in self._names.items():
            self.connection.execute(f"CREATE VIEW {table} AS FROM {name}")

    def make(self, table: str, query: str) -> None:
        """Make a temporary table of what a query gives."""
        self.connection.execute(f"CREATE TEMP TABLE {table} AS {query}")

    def make_of(self, table: str, rows: Iterable[Row], schema: pa.Schema) -> None:
        """Make a temporary table of rows, which come while the connection is read and so go to the disk first."""
        path = self.spill / f"{table}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
            for some in _some_at_a_time(rows):
                writer.write_table(pa.Table.from_pylist(some, schema=schema))
        self.make(table, f"FROM read_parquet({literal(str(path))})")

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows that a query gives, some at a time."""
        for batch in self.connection.sql(query).to_arrow_reader(_ROWS_A_TIME):
            yield from batch.to_pylist()

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        ((number,),) = self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        return int(number)


def _some_at_a_time(rows: Iterable[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_A_TIME:
            yield some
            some = []
    if some:
        yield some
