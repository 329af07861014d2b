"""Which scan shows a page: an image in raw/ that the page was recognised from, or that is beside its text."""

from pathlib import Path, PurePosixPath

import duckdb
import pyarrow as pa

SHOWN = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
"""Suffixes of images that browsers show."""
_SCHEMA = pa.schema([pa.field("page_id", pa.string()), pa.field("scan", pa.string())])


def create_scans(connection: duckdb.DuckDBPyConnection, raw: Path | None) -> None:
    """Create the table `scans` (page_id, scan: path below `raw`), empty where there is no such folder.

    The connection has `pages`. Hidden folders and links are left out; of several images the first by name is taken.
    """
    images = pa.table(_pages_of_images(raw) if raw is not None and raw.is_dir() else [[], []], schema=_SCHEMA)
    connection.register("images", images)
    connection.execute("CREATE OR REPLACE TEMP TABLE scans AS FROM images SEMI JOIN pages USING (page_id)")
    connection.unregister("images")


def _pages_of_images(raw: Path) -> list[list[str]]:
    found: dict[str, str] = {}
    for path in sorted(raw.glob("*/*/*")):
        name = PurePosixPath(path.relative_to(raw).as_posix())
        hidden = any(part.startswith(".") for part in name.parts)
        if path.suffix.lower() in SHOWN and not hidden and not path.is_symlink():
            found.setdefault(str(name.with_suffix("")), str(name))
    return [list(found), list(found.values())]
