"""Files and folders of this machine or of object storage (s3://…, by fsspec): listed, read and written alike.

On this machine a folder is written under a temporary name and renamed, which is atomic. Object storage has no rename:
there the files of a folder are put one by one, and last the one that says that the folder is complete.
"""

import errno
import io
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

if TYPE_CHECKING:
    import pyarrow.dataset as ds

Location = Path | UPath
"""A file or folder: a path of this machine, or an address of object storage."""

CREDENTIALS_REFUSED = "the address has credentials in it; leave them to the environment of its storage"
_WITH_CREDENTIALS = re.compile(
    r"^[a-z0-9+.-]+://([^/?#]*@|.*[?&](x-amz-(signature|credential|security-token)|awsaccesskeyid|sig|signature"
    r"|access_token|api_?key|password|secret)=)",
    re.IGNORECASE,
)

TEMPORARY = ".tmp-"
"""Prefix of the names of files and folders that are not finished."""

_NOT_SUPPORTED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""Errors of a file system that has no such operation."""
_KINDS = {
    stat.S_IFREG: "a file",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


def has_credentials(address: str) -> bool:
    """Return whether an address carries a name, a password or a token, which would be written wherever it is."""
    return _WITH_CREDENTIALS.search(address) is not None


def location_of(address: str | Location) -> Location:
    """Return the location of a path or an address (s3://bucket/folder, file:///folder).

    Raises ValueError if no installed library knows the address, it cannot be reached, or it has credentials in it.
    """
    if not isinstance(address, str):
        return address
    if has_credentials(address):
        raise ValueError(CREDENTIALS_REFUSED)
    scheme, separator, rest = address.partition("://")
    if not separator:
        return Path(address)
    if scheme in ("file", "local"):
        return Path(rest)
    try:
        location = UPath(address)
        _ = location.fs
    except ImportError as error:
        raise ValueError(f"{address}: needs a library that is not installed ({error})") from None
    except ValueError as error:
        raise ValueError(f"{address}: {error}") from None
    except OSError as error:  # some libraries connect at once
        raise ValueError(f"{address}: cannot be reached ({error.strerror or error})") from None
    return location


def absolute(location: Location) -> Location:
    """Return a location that does not depend on the working directory."""
    return location.absolute() if isinstance(location, Path) else location


@dataclass(frozen=True, slots=True)
class Stamp:
    """Tells whether a file has changed, without reading it."""

    size: int
    """Bytes."""
    version: str
    """Differs after every change: times and inode of a file of this machine, the entity tag on object storage."""
    changed: float
    """Time of the last change in seconds since 1970; 0 if the storage does not say."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder in a folder."""

    name: str
    is_folder: bool
    stamp: Stamp | None
    """None for a folder, and for a file that cannot be looked at."""
    special: str = ""
    """What it is where it is neither a folder nor a regular file: a named pipe, a device."""


class Listing:
    """The folders below a root; each is listed when it is asked for, on object storage all of them at once."""

    def __init__(self, root: Location) -> None:
        self.root = root
        self._tree = None if isinstance(root, Path) else _tree_of(root)

    def entries(self, folder: str = "") -> list[Entry]:
        """Return the entries of a folder below the root, by name; raises OSError."""
        if self._tree is None:
            return _scanned(cast("Path", self.root) / folder)
        return sorted(self._tree.get(folder, {}).values(), key=lambda entry: entry.name)

    def folders(self, folder: str = "") -> list[str]:
        """Return the names of the folders in a folder, none if it does not exist; raises OSError."""
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
        seen = found.stat()
    except OSError:
        return Entry(found.name, False, None)
    if not stat.S_ISREG(seen.st_mode):
        return Entry(found.name, False, None, kind_of_mode(seen.st_mode))
    version = f"{seen.st_mtime_ns}-{seen.st_ctime_ns}-{seen.st_ino}"
    return Entry(found.name, False, Stamp(seen.st_size, version, max(seen.st_mtime, seen.st_ctime)))


def _tree_of(root: UPath) -> dict[str, dict[str, Entry]]:
    """Return folder below the root → name → entry; takes one request per thousand files."""
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


def open_regular(path: Path) -> io.BufferedReader:
    """Open a regular file of this machine to read; raises OSError, for a named pipe or device at once."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, f"is {kind_of_mode(mode)}, not a regular file", str(path))
    return io.BufferedReader(io.FileIO(descriptor))


def read_file(location: Location, most: int) -> bytes:
    """Return the bytes of a regular file, at most so many; raises OSError."""
    with open_regular(location) if isinstance(location, Path) else location.open("rb") as file:
        data: bytes = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"has more than {most:,} bytes", str(location))
    return data


def sha256_of(location: Location) -> str:
    """Return the SHA-256 of a regular file in hexadecimal; reads it as a stream. Raises OSError."""
    if isinstance(location, Path):
        with open_regular(location) as file:
            return file_digest(file, "sha256").hexdigest()
    with location.open("rb") as remote:
        return file_digest(cast("Any", remote), "sha256").hexdigest()


def read_parquet(location: Location, columns: Sequence[str] | None = None, filters: Any = None) -> pa.Table:
    """Return the rows of a Parquet file; raises OSError and ArrowInvalid."""
    source = location if isinstance(location, Path) else io.BytesIO(location.read_bytes())
    if filters is not None:
        return pq.read_table(source, columns=columns, filters=filters)
    table = pq.ParquetFile(source).read(columns)  # read_table imports all of Arrow's datasets, and pandas
    return table if columns is None else table.select(columns)


def parquet_dataset(locations: Sequence[Location]) -> "ds.Dataset":
    """Return Parquet files of one storage as one dataset; raises OSError and ArrowInvalid."""
    import pyarrow.dataset as ds  # imports pandas where there is one

    first = locations[0]
    if isinstance(first, Path):
        return ds.dataset([str(location) for location in locations], format="parquet")
    return ds.dataset([cast("UPath", location).path for location in locations], filesystem=first.fs, format="parquet")


@contextmanager
def temporary_folder(parent: Location) -> Iterator[Path]:
    """Make a temporary folder: in `parent`, or on this machine if `parent` is elsewhere; remove it in the end."""
    if isinstance(parent, Path):
        folder = parent / f"{TEMPORARY}{uuid4().hex}"
        folder.mkdir(parents=True)
    else:
        folder = Path(mkdtemp(prefix="jiceng-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_into_place(folder: Path, target: Location, last: str = "manifest.json") -> None:
    """Move a finished folder to its target atomically, its files flushed to disk; an existing target is left as it is.

    On object storage the files are put one by one, and last the one that says that the folder is complete: `last`.
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
    """Flush a file or folder to disk, where the file system can do that."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _atomically_replaced(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of a file; what is written to it replaces the file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def replace_file(location: Location, data: bytes, mode: int = 0o666) -> None:
    """Write a file atomically: readers see the old bytes or the new ones. Raises OSError.

    `mode` are the rights of a file of this machine, before the umask takes from them.
    """
    if not isinstance(location, Path):
        location.fs.pipe_file(location.path, data)
        location.fs.invalidate_cache()
        return
    with _atomically_replaced(location) as temporary:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(data)
        _sync(temporary)


def put_file(source: Path, location: Location) -> None:
    """Copy a file of this machine to a location atomically: it is there whole or not at all. Raises OSError."""
    if not isinstance(location, Path):
        location.fs.put_file(str(source), location.path)
        location.fs.invalidate_cache()
        return
    with _atomically_replaced(location) as temporary:
        shutil.copyfile(source, temporary)
        _sync(temporary)


def link_or_copy(old: Path, new: Path) -> None:
    """Make `new` a hard link to `old`, or a copy if the file system has no hard links."""
    with _atomically_replaced(new) as temporary:
        try:
            os.link(old, temporary)
        except OSError:
            shutil.copyfile(old, temporary)


def copy_file(old: Location, new: Location) -> None:
    """Copy a file within one storage; on object storage nothing is downloaded."""
    if isinstance(old, Path) or isinstance(new, Path):
        new.write_bytes(old.read_bytes())
    else:
        new.fs.cp_file(old.path, new.path)


def kind_of(path: Path) -> str | None:
    """Return in words what is at a path, links not followed: `a file`, `a folder` …; None if nothing is."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    return kind_of_mode(mode)


def kind_of_mode(mode: int) -> str:
    """Return in words what a file of a mode is."""
    return _KINDS.get(stat.S_IFMT(mode), "of an unknown kind")


def require_kind(path: Path, kind: Literal["a file", "a folder"]) -> None:
    """Raise FileExistsError if something else than a file or folder, or a link to one, is at a path."""
    is_fit = path.is_file() if kind == "a file" else path.is_dir()
    if not is_fit and (found := kind_of(path)) is not None:
        raise FileExistsError(f"{path}: is {found}, not {kind}; move it away")


def remove_folder(folder: Location) -> None:
    """Remove a folder or a file; a folder is renamed first, so that a half removed one is never taken for whole."""
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
    """Return whether a file has not changed for some seconds: a later change might not show in its stamp otherwise."""
    return 0 < stamp.changed < time.time() - seconds


@contextmanager
def local_copies(locations: Sequence[Location]) -> Iterator[list[Path]]:
    """Give files as files of this machine, in the same order; those of object storage are downloaded, then removed."""
    folder: Path | None = None
    paths: list[Path] = []
    try:
        for number, location in enumerate(locations):
            if isinstance(location, Path):
                paths.append(location)
                continue
            folder = folder or Path(mkdtemp(prefix="jiceng-"))
            copy = folder / f"{number:06d}-{location.name}"
            location.fs.get_file(location.path, str(copy))
            paths.append(copy)
        yield paths
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
