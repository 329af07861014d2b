"""The tables of a release, made in layers: each step of redaction reads the layer below and defines the next one."""

from pathlib import Path

import duckdb

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

    def materialise(self, table: str, query: str) -> None:
        """Let a table be what a query gives now; for small tables that many queries read."""
        self._count += 1
        name = f"layer{self._count}_{table}"
        self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        self._names[table] = name

    def publish(self) -> None:
        """Give the redacted tables the names of the tables."""
        for table, name in self._names.items():
            self.connection.execute(f"CREATE VIEW {table} AS FROM {name}")
