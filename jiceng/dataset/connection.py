"""A connection to DuckDB in memory that spills to disk what does not fit."""

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import duckdb


def spilling_connection(**settings: Any) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that spills into its own folder in the system's temporary folder.

    `settings` are further settings of DuckDB.
    """
    spill = Path(gettempdir()) / f"jiceng-{uuid4().hex}"
    return duckdb.connect(config={"temp_directory": str(spill), **settings})
