"""Where files are: folders of this machine, or addresses that fsspec knows (s3://…), listed, read and written alike.

On this machine a folder is written beside and renamed. Object storage knows no rename: there a folder's files are
put one by one, the one that says that it is whole last.
"""

import io
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any, cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from upath import UPath

Place = Path | UPath
"""A file or folder: a path of this machine, or an address of object storage."""

TEMPORARY = ".tmp-"
"""How the name of a folder begins that is not finished."""


def place_of(address: str | Place) -> Place:
    """Return the place that a path or an address (s3://bucket/folder, file:///folder) names.

    Raises ValueError where no installed library knows the address.
    """
    if not isinstance(address, str):
        return address
    scheme, separator, rest = address.partition("://")
    if not separator:
        return Path(address)
    if scheme in ("file", "local"):
        return Path(rest)
    try:
        place = UPath(address)
        _ = place.fs
    except ImportError as error:
        raise ValueError(f"{address}: needs a library that is not installed ({error})") from None
    except ValueError as error:
        raise ValueError(f"{address}: {error}") from None
    return place


def absolute(place: Place) -> Place:
    """Return a place that means the same from every working directory."""
    return place.absolute() if isinstance(place, Path) else place


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading it whether a file is still the one that was read."""

    size: int
    """Bytes."""
    version: str
    """Another one with every change: times and number of the file here, the entity tag on object storage."""
    changed: float
    """When it was last changed, in seconds since 1970; 0 where storage does not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder holds under a name."""

    name: str
    is_folder: bool
    stamp: Stamp | None
    """None of a folder, and of a file that cannot be looked at."""


class Listing:
    """The folders below a root, listed as they are asked for; object storage is asked once for all of them."""

    def __init__(self, root: Place) -> None:
        self.root = root
        self._tree = None if isinstance(root, Path) else _tree_of(root)

    def entries(self, folder: str = "") -> list[Entry]:
        """Return what a folder below the root holds, by name; raises OSError."""
        if self._tree is None:
            return _scanned(cast("Path", self.root) / folder)
        return sorted(self._tree.get(folder, {}).values(), key=lambda entry: entry.name)

    def folders(self, folder: str = "") -> list[str]:
        """Return the names of the folders that a folder holds, none where it is not there; raises OSError."""
        try:
            return [entry.name for entry in self.entries(folder) if entry.is_folder]
        except FileNotFoundError:
            return []


def _scanned(folder: Path) -> list[Entry]:
    with os.scandir(folder) as found:
        return sorted((_entry(each) for each in found), key=lambda entry: entry.name)


def _entry(found: "os.DirEntry[str]") -> Entry:
    if found.is_dir():
        return Entry(found.name, True, None)
    try:
        stat = found.stat()
    except OSError:
        return Entry(found.name, False, None)
    version = f"{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_ino}"
    return Entry(found.name, False, Stamp(stat.st_size, version, max(stat.st_mtime, stat.st_ctime)))


def _tree_of(root: UPath) -> dict[str, dict[str, Entry]]:
    """Return folder below the root → name → entry, with one request for each thousand files."""
    tree: dict[str, dict[str, Entry]] = {}
    base = PurePosixPath(root.path)
    root.fs.invalidate_cache()
    for path, detail in root.fs.find(root.path, detail=True).items():
        below = PurePosixPath("/" * root.path.startswith("/") + path.lstrip("/")).relative_to(base)
        for parent in below.parents:
            if parent != below.parent and (child := _child_of(parent, below)):
                tree.setdefault(_name_of(parent), {}).setdefault(child, Entry(child, True, None))
        tree.setdefault(_name_of(below.parent), {})[below.name] = Entry(below.name, False, _stamp_of(detail))
    return tree


def _name_of(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath(".") else folder.as_posix()


def _child_of(parent: PurePosixPath, below: PurePosixPath) -> str:
    return below.relative_to(parent).parts[0]


def _stamp_of(detail: dict[str, Any]) -> Stamp:
    changed = next((detail[name] for name in ("LastModified", "created", "mtime") if detail.get(name)), None)
    seconds = changed.timestamp() if isinstance(changed, datetime) else float(changed or 0)
    return Stamp(int(detail.get("size") or 0), str(detail.get("ETag") or f"{seconds:.6f}"), seconds)


def sha256_of(place: Place) -> str:
    """Return the SHA-256 of a file's bytes, read as a stream; raises OSError."""
    if isinstance(place, Path):
        with place.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    with place.open("rb") as remote:
        return file_digest(cast("Any", remote), "sha256").hexdigest()


def read_parquet(place: Place, columns: Sequence[str] | None = None, filters: Any = None) -> pa.Table:
    """Return the rows of a Parquet file; raises OSError and ArrowInvalid."""
    source = place if isinstance(place, Path) else io.BytesIO(place.read_bytes())
    return pq.read_table(source, columns=columns, filters=filters)


def parquet_dataset(places: Sequence[Place]) -> ds.Dataset:
    """Return Parquet files of one storage as one dataset; raises OSError and ArrowInvalid."""
    first = places[0]
    if isinstance(first, Path):
        return ds.dataset([str(place) for place in places], format="parquet")
    return ds.dataset([cast("UPath", place).path for place in places], filesystem=first.fs, format="parquet")


@contextmanager
def written_beside(parent: Place) -> Iterator[Path]:
    """Give a new temporary folder in `parent`, or of this machine; whatever is left of it in the end is removed."""
    if isinstance(parent, Path):
        folder = parent / f"{TEMPORARY}{uuid4().hex}"
        folder.mkdir(parents=True)
    else:
        folder = Path(mkdtemp(prefix="jiceng-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path, target: Place, last: str = "manifest.json") -> None:
    """Give a finished folder its place, its files on the disk first; a target that stands already is left as it is.

    `last` names the file that says that the folder is whole: on object storage it is put after all others.
    """
    if not isinstance(target, Path):
        _put(folder, target, last)
        return
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise
    _sync(target.parent)


def _put(folder: Path, target: UPath, last: str) -> None:
    if (target / last).exists():
        return
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    for name in sorted(names, key=lambda name: name == last):
        target.fs.put_file(str(folder / name), (target / name).path)
    target.fs.invalidate_cache()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a new name beside a file; what was written there takes the file's place, or is removed where that failed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def replace_file(place: Place, data: bytes) -> None:
    """Write a file at once: whoever reads it sees the old bytes or the new ones; raises OSError."""
    if not isinstance(place, Path):
        place.fs.pipe_file(place.path, data)
        place.fs.invalidate_cache()
        return
    with _replacing(place) as beside:
        beside.write_bytes(data)
        _sync(beside)


def put_file(source: Path, place: Place) -> None:
    """Copy a file of this machine to a place at once: it is there whole or not at all; raises OSError."""
    if not isinstance(place, Path):
        place.fs.put_file(str(source), place.path)
        place.fs.invalidate_cache()
        return
    with _replacing(place) as beside:
        shutil.copyfile(source, beside)
        _sync(beside)


def link_or_copy(old: Path, new: Path) -> None:
    """Make a file a hard link to another, or a copy of it where the file system has no hard links."""
    with _replacing(new) as beside:
        try:
            os.link(old, beside)
        except OSError:
            shutil.copyfile(old, beside)


def copy_file(old: Place, new: Place) -> None:
    """Copy a file within one storage; of object storage nothing is fetched for it."""
    if isinstance(old, Path) or isinstance(new, Path):
        new.write_bytes(old.read_bytes())
    else:
        new.fs.cp_file(old.path, new.path)


def remove_folder(folder: Place) -> None:
    """Remove a folder, or a file; here it loses its name first, so that a half removed one is never taken for whole."""
    if not isinstance(folder, Path):
        folder.fs.rm(folder.path, recursive=True)
        folder.fs.invalidate_cache()
        return
    if not folder.is_dir() or folder.is_symlink():
        folder.unlink(missing_ok=True)
        return
    dead = folder.parent / f"{TEMPORARY}{uuid4().hex}"
    folder.rename(dead)
    shutil.rmtree(dead, ignore_errors=True)


def is_settled(stamp: Stamp, seconds: float = 2.0) -> bool:
    """Say whether a file was left alone for some seconds: one that changes now may change again within its stamp."""
    return 0 < stamp.changed < time.time() - seconds


@contextmanager
def local_copies(places: Sequence[Place]) -> Iterator[list[Path]]:
    """Give files as files of this machine, in the same order: what is elsewhere is fetched and removed in the end."""
    folder: Path | None = None
    paths: list[Path] = []
    try:
        for number, place in enumerate(places):
            if isinstance(place, Path):
                paths.append(place)
                continue
            folder = folder or Path(mkdtemp(prefix="jiceng-"))
            copy = folder / f"{number:06d}-{place.name}"
            place.fs.get_file(place.path, str(copy))
            paths.append(copy)
        yield paths
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
