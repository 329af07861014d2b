"""Writes a site: the explorer's own files, and beside them the data that it shows."""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from jiceng.dataset.database import write_database
from jiceng.dataset.manifest import DATABASE
from jiceng.site.overview import overview
from jiceng.site.quality import measured
from jiceng.site.source import SiteSource
from jiceng.site.tables import write_tables
from jiceng.steps import tracked

ASSETS = Path(__file__).parent / "assets"
"""The explorer's files as they were built (`make explorer`); no part of the source."""
DATA = "data"
FACTS = "site.json"


class NoAssets(Exception):
    """The explorer's files were not built; the message says how to."""


class NotWritten(Exception):
    """A site may not be written where it should; the message says why and what to do."""


def require_assets() -> None:
    """Raise NoAssets unless the explorer was built."""
    if not (ASSETS / "index.html").is_file():
        raise NoAssets("the explorer is not built; run `make explorer` once (it needs Node.js)")


def write_site(source: SiteSource, folder: Path) -> None:
    """Write a site into a folder that is new, empty or holds a site, which it replaces as a whole.

    Raises NoAssets, NotWritten, and OSError.
    """
    require_assets()
    _require_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        shutil.copytree(ASSETS, beside, dirs_exist_ok=True)
        write_data(source, beside / DATA)
        beside.chmod(0o755)
        if folder.exists():
            _swap(folder, beside)
        else:
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_data(source: SiteSource, folder: Path) -> None:
    """Write what a site shows into a new folder: tables, database, and site.json with the figures."""
    folder.mkdir()
    parts: tuple[Callable[[], None], ...] = (
        lambda: write_tables(source.connection, folder, source.raw),
        lambda: _write_database(source, folder / DATABASE),
    )
    for write in tracked(parts, "parts of the site"):
        write()
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    facts = {
        "dataset": source.facts,
        "bytes": sizes,
        **overview(source.connection),
        "measured": measured(source.facts["rules_version"]),
    }
    (folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _write_database(source: SiteSource, path: Path) -> None:
    """Copy the database file that was published, or write it where none was."""
    if source.database.is_file():
        shutil.copyfile(source.database, path)
    else:
        write_database(path, source.files, source.schemas).chmod(0o644)


def _require_replaceable(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotWritten(f"{folder}: is no folder; give another --out")
    if any(folder.iterdir()) and not (folder / DATA / FACTS).is_file():
        raise NotWritten(f"{folder}: holds other files than a site; give an empty or new folder")


def _swap(folder: Path, beside: Path) -> None:
    """Put the folder `beside` in the place of `folder`, whose files go."""
    old = beside.with_name(f"{beside.name}-old")
    folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old)
