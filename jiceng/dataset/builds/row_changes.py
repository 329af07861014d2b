"""How the rows of a table differ between two builds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jiceng.dataset.builds.previous import PreviousBuild
from jiceng.dataset.load_sql import literal
from jiceng.dataset.manifest import Manifest
from jiceng.storage import Location, local_copies
from schemas import TABLES


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows a table has, and how many differ from the build that was current."""

    rows: int
    new: int
    changed: int
    removed: int


def count_changes(
    connection: duckdb.DuckDBPyConnection,
    folder: Location,
    manifest: Manifest,
    before: PreviousBuild | None,
    table: str,
) -> TableChange:
    """Count the rows that are new, changed and removed; opens only files that the two builds do not share."""
    rows = manifest.rows_of(table)
    if before is None:
        return TableChange(rows, rows, 0, 0)
    ours = {file.sha256: folder / file.path for file in manifest.files_of(table)}
    theirs = {file.sha256: before.folder / file.path for file in before.manifest.files_of(table)}
    fresh = [path for digest, path in ours.items() if digest not in theirs]
    stale = [path for digest, path in theirs.items() if digest not in ours]
    if not fresh and not stale:
        return TableChange(rows, 0, 0, 0)
    key = TABLES[table].key
    with local_copies(fresh) as new_files, local_copies(stale) as old_files:
        query = f"""
            SELECT count(*) FILTER (old.digest IS NULL), count(*) FILTER (new.digest <> old.digest),
                count(*) FILTER (new.digest IS NULL)
            FROM ({_digests(new_files, key)}) AS new FULL JOIN ({_digests(old_files, key)}) AS old
            USING ({", ".join(key)})
        """
        try:
            ((new, changed, removed),) = connection.execute(query).fetchall()
        except duckdb.Error:  # files of the build before are damaged
            return TableChange(rows, rows, 0, 0)
    return TableChange(rows, new, changed, removed)


def _digests(files: Sequence[Path], key: Sequence[str]) -> str:
    """Return SQL for the key and hash of each row of some files; without files, for no row."""
    if not files:
        return f"SELECT {', '.join(f'NULL AS {column}' for column in key)}, NULL::UBIGINT AS digest WHERE false"
    paths = ", ".join(literal(str(path)) for path in files)
    return f"SELECT {', '.join(key)}, hash(r) AS digest FROM read_parquet([{paths}]) AS r"
