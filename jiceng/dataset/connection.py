"""A connection to DuckDB in memory that may hold more than memory does."""

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import duckdb


def spilling_connection(**settings: Any) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that spills into a folder of its own below the system's temporary one.

    `settings` are further ones of DuckDB.
    """
    spill = Path(gettempdir()) / f"jiceng-{uuid4().hex}"
    return duckdb.connect(config={"temp_directory": str(spill), **settings})
