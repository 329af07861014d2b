"""The tables of a release, made in layers: each step of redaction reads the layer below and defines the next one."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.load_sql import literal
from jiceng.release.contents import RELEASED


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
        """Return the name under which a table stands now, for SQL."""
        return self._names[table]

    def names(self) -> dict[str, str]:
        """Return table → the name under which it stands now."""
        return dict(self._names)

    def replace(self, table: str, query: str) -> None:
        """Let a table be what a query gives; it names the layer below by what `layers[table]` was before."""
        self._count += 1
        name = f"layer{self._count}_{table}"
        self.connection.execute(f"CREATE VIEW {name} AS {query}")
        self._names[table] = name

    def replace_by_rows(self, table: str, rows: Iterable[pa.Table], schema: pa.Schema) -> None:
        """Let a table have the given rows, which are written to the disk as they come."""
        self.spill.mkdir(parents=True, exist_ok=True)
        path = self.spill / f"{self._count + 1}-{table}.parquet"
        with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
            for some in rows:
                writer.write_table(some.select(schema.names).cast(schema))
        self.replace(table, f"SELECT * FROM read_parquet({literal(str(path))})")

    def publish(self) -> None:
        """Give the redacted tables the names of the tables."""
        for table, name in self._names.items():
            self.connection.execute(f"CREATE VIEW {table} AS FROM {name}")
