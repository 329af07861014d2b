"""The manifest of a build, and where builds are."""

import re
from pathlib import Path
from typing import overload

from pydantic import BaseModel, ConfigDict, ValidationError

from jiceng.dataset.seals import seal_of
from jiceng.storage import Location, require_kind

BUILDS = "builds"
CURRENT = "current"
MANIFEST = "manifest.json"
LOAD_SQL = "load.sql"
DATABASE = "jiceng.duckdb"
BUILD_MEMORY = "256MB"
"""What the queries of a build may take; 1,000 pages have been proved with 64MB."""
DATABASE_BYTES = 8 * 2**20
"""A build has jiceng.duckdb if its Parquet files are not larger: that is written whole whenever a page changes, which
takes half a second and a tenth of a second per MB; a build after one changed page takes nine (docs/operate.md)."""
_LONGEST_POINTER = 200
"""Bytes of a pointer file at most."""


class NoDataset(Exception):
    """A folder has no dataset, or its manifest cannot be read; the message says which, and what to do."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BuildFault(_Model):
    """A file of raw/ that is not in the build, or not with its text."""

    path: str
    message: str
    offset: int | None
    place: str | None = None


class BuildFile(_Model):
    """A file of a build."""

    path: str
    """Below the build's folder, with forward slashes."""
    table: str | None
    """None for load.sql, jiceng.duckdb and partial rows."""
    rows: int | None
    bytes: int
    sha256: str
    section: str | None = None
    """The part of the table that is written together: a newspaper's year, or a bucket of entities."""


class BuildShard(_Model):
    """A shard whose rows are in the build."""

    name: str
    fingerprint: str
    pages: int
    """Page files, including those that could not be opened."""
    failed_pages: int
    characters: int
    """Of its pages, without white space."""
    rows: dict[str, int]
    faults: tuple[BuildFault, ...]


class Manifest(_Model):
    """manifest.json: all that identifies a build, and the hash of every file of it."""

    build_id: str
    created: str
    """UTC, ISO 8601."""
    dataset_version: str
    schema_version: str
    rules_version: str
    libraries: dict[str, str]
    inputs: str
    """Hash of everything that decides the content of the build: without a change of it, no new build is written."""
    previous: str | None
    """Id of the build that was current when this one was made."""
    failed_pages: int
    shards: tuple[BuildShard, ...]
    sections: dict[str, str]
    """<table>/<section> → hash of what decides its bytes."""
    buckets: dict[str, int]
    """Table of entities → number of its buckets."""
    files: tuple[BuildFile, ...]
    """Those of a table in the order of its sections, which is key order for newspapers' years."""
    faults: tuple[BuildFault, ...]
    seal: str | None = None
    """Hash of all of the above (seals.py)."""

    def files_of(self, table: str) -> list[BuildFile]:
        """Return the files of a table."""
        return [file for file in self.files if file.table == table]

    def rows_of(self, table: str) -> int:
        """Return the number of rows of a table."""
        return sum(file.rows or 0 for file in self.files_of(table))


def manifest_text(manifest: Manifest) -> str:
    """Return the text of manifest.json, sealed."""
    sealed = manifest.model_copy(update={"seal": seal_of(manifest.model_dump(mode="json"))})
    return sealed.model_dump_json(indent=1) + "\n"


def read_manifest(folder: Location) -> Manifest:
    """Return a build's manifest; raises NoDataset if it is missing, wrong or not what was written."""
    path = folder / MANIFEST
    try:
        if isinstance(path, Path):
            require_kind(path, "a file")
        manifest = Manifest.model_validate_json(path.read_bytes())
        if manifest.seal not in (None, seal_of(manifest.model_dump(mode="json"))):
            raise NoDataset(f"{path}: is damaged: has other content than was written; `jiceng build` mends it")
        return manifest
    except OSError as error:
        raise NoDataset(f"{path}: cannot be read ({_reason(error)}); give the folder of a build") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoDataset(f"{path}: is not a manifest of a build ({where or 'JSON'}: {first['msg']})") from None


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__


@overload
def current_build(output: Path) -> Path | None: ...


@overload
def current_build(output: Location) -> Location | None: ...


def current_build(output: Location) -> Location | None:
    """Return the folder of the current build, its link resolved; None if there is none.

    On object storage `manifest.json` in the output says which build it is; where links cannot be made, the pointer file
    `current`.
    """
    if isinstance(output, Path):
        link = output / CURRENT
        current = link if link.is_dir() else pointed_build(output)
        return None if current is None else current.resolve()
    if not (output / MANIFEST).is_file():
        return None
    return output / BUILDS / read_manifest(output).build_id


def pointed_build(output: Path) -> Path | None:
    """Return the folder of the build that the pointer file `current` names; None if it is no such file."""
    pointer = output / CURRENT
    if not pointer.is_file() or pointer.stat().st_size > _LONGEST_POINTER:
        return None
    named = re.fullmatch(rf"{BUILDS}/([\w-]+)\n", pointer.read_bytes().decode("ascii", "replace"))
    folder = output / BUILDS / named[1] if named else None
    return folder if folder is not None and folder.is_dir() else None


def published_manifest(output: Location) -> Manifest | None:
    """Return the manifest of the published build; None if there is none, or none that can be read."""
    try:
        current = current_build(output)
        return None if current is None else read_manifest(current)
    except NoDataset:
        return None


@overload
def build_folder(folder: Path) -> Path: ...


@overload
def build_folder(folder: Location) -> Location: ...


def build_folder(folder: Location) -> Location:
    """Return the folder of a build, given that or its output folder, the link resolved; raises NoDataset if none."""
    if isinstance(folder, Path):
        for candidate in (folder, current_build(folder)):
            if candidate is not None and (candidate / MANIFEST).is_file():
                return candidate.resolve()
    elif (folder / MANIFEST).is_file():
        published = folder / BUILDS / read_manifest(folder).build_id
        return published if (published / MANIFEST).is_file() else folder
    raise NoDataset(f"{folder}: holds no dataset; `jiceng build` makes one")
