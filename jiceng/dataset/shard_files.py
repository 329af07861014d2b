"""The files of shards that are written, each proved by its hash before it is used.

`report.json`, sealed, has the hash of every other file of its shard. A shard whose files are not what was written is
damaged: it is read again from its pages.
"""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.seals import BrokenSeal, unsealed
from jiceng.page import Fault
from jiceng.storage import TEMPORARY, Listing, Location, local_copies, remove_folder, sha256_of

SHARDS = "shards"
REPORT = "report.json"
SOURCES = "sources.json"
_OF_DAMAGE = frozenset(
    {errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EIO, errno.ELOOP, errno.EINVAL, errno.ENXIO, errno.EFBIG}
)
"""Errors of a file that no later attempt will open."""


class WrittenShard(Protocol):
    """Anything that has the name and fingerprint of a shard."""

    @property
    def name(self) -> str:
        """<newspaper>/<YYYY-MM>, or <newspaper>/undated-<division>."""

    @property
    def fingerprint(self) -> str:
        """The hash of its sources."""


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What was read from the pages of a shard."""

    name: str
    fingerprint: str
    rows: dict[str, int]
    characters: int
    """Characters of its pages that are not white space."""
    failed_pages: int
    rejects: int
    faults: tuple[Fault, ...]
    seconds: float
    """Time that reading took; 0 if the shard was already written."""
    files: dict[str, str]
    """File name → SHA-256 of every other file of the shard."""


class DamagedShard(Exception):
    """A file of a shard is not what was written; the message names shard, file and damage."""

    def __init__(self, name: str, fingerprint: str, file: str, damage: str) -> None:
        super().__init__(f"shard {name}: {file} {damage}")
        self.name = name
        self.fingerprint = fingerprint


def shard_folder(output: Location, shard: WrittenShard) -> Location:
    """Return the folder of a shard, whether it is written or not."""
    return output / SHARDS / shard.name / shard.fingerprint


def is_fresh(output: Location, shard: WrittenShard) -> bool:
    """Return whether a shard is written with its present fingerprint; none of its files is proved."""
    return (shard_folder(output, shard) / REPORT).is_file()


def written_shards(output: Location) -> set[str]:
    """Return <name>/<fingerprint> of every complete shard."""
    listing = Listing(output / SHARDS)
    return {
        folder for folder in shard_folders(listing) if any(entry.name == REPORT for entry in listing.entries(folder))
    }


def shard_folders(listing: Listing) -> Iterator[str]:
    """Yield <name>/<fingerprint> of every shard folder in a listing of the folder of shards."""
    for newspaper in listing.folders():
        if newspaper.startswith(TEMPORARY):
            continue
        for month in listing.folders(newspaper):
            for fingerprint in listing.folders(f"{newspaper}/{month}"):
                yield f"{newspaper}/{month}/{fingerprint}"


def read_report(output: Location, shard: WrittenShard) -> ShardReport:
    """Return the report of a shard; raises DamagedShard if it is missing or damaged, OSError."""
    with _damage_of(shard, REPORT):
        path = shard_folder(output, shard) / REPORT
        stored = unsealed(path.read_bytes()) if path.is_file() else None
    if stored is None:
        raise DamagedShard(shard.name, shard.fingerprint, REPORT, "is missing")
    faults = tuple(Fault(**fault) for fault in stored.pop("faults"))
    report = ShardReport(**stored, faults=faults, seconds=0.0)
    if (report.name, report.fingerprint) != (shard.name, shard.fingerprint):
        raise DamagedShard(shard.name, shard.fingerprint, REPORT, "is that of another shard")
    return report


@contextmanager
def _damage_of(shard: WrittenShard, file: str) -> Iterator[None]:
    """Raise DamagedShard instead of errors that only a damaged file raises."""
    try:
        yield
    except OSError as error:
        if not isinstance(error, FileNotFoundError) and error.errno not in _OF_DAMAGE:
            raise
        reason = f"cannot be read ({error.strerror or type(error).__name__})"
        raise DamagedShard(shard.name, shard.fingerprint, file, reason) from None
    except (BrokenSeal, pa.ArrowException) as error:
        raise DamagedShard(shard.name, shard.fingerprint, file, str(error).partition("\n")[0]) from None


def prove_shard(output: Location, shard: WrittenShard) -> None:
    """Raise DamagedShard if a file of a shard is missing or not what was written."""
    for name in (files := read_report(output, shard).files):
        path = shard_folder(output, shard) / name
        with _damage_of(shard, name):
            _require_hash(shard, name, sha256_of(path) if path.is_file() else None, files[name])


def _require_hash(shard: WrittenShard, name: str, found: str | None, written: str) -> None:
    if found != written:
        damage = "is missing" if found is None else "has other bytes than were written (SHA-256)"
        raise DamagedShard(shard.name, shard.fingerprint, name, damage)


def damaged_shards(output: Location, shards: Iterable[WrittenShard]) -> list[DamagedShard]:
    """Return what is wrong with those of some shards that are missing or damaged; reads every file of them."""
    found = []
    for shard in shards:
        try:
            prove_shard(output, shard)
        except DamagedShard as error:
            found.append(error)
    return found


def discard_shard(output: Location, shard: WrittenShard) -> None:
    """Remove what is written of a shard, whole or not."""
    folder = shard_folder(output, shard)
    if folder.exists() or (isinstance(folder, Path) and folder.is_symlink()):
        remove_folder(folder)


def shard_rows(
    output: Location, shard: WrittenShard, table: str, columns: Sequence[str] | None = None
) -> pa.Table | None:
    """Return the rows of a table in a shard, None if it has none; raises DamagedShard, OSError."""
    name = f"{table}.parquet"
    written = read_report(output, shard).files.get(name)
    if written is None:
        return None
    path = shard_folder(output, shard) / name
    with _damage_of(shard, name):
        data = path.read_bytes() if path.is_file() else None
        _require_hash(shard, name, None if data is None else sha256(data).hexdigest(), written)
        rows = pq.ParquetFile(pa.BufferReader(data)).read(columns)
        return rows if columns is None else rows.select(columns)


@contextmanager
def proved_files(output: Location, shards: Iterable[WrittenShard], table: str) -> Iterator[list[Path]]:
    """Give the files of a table in shards as files of this machine; raises DamagedShard, OSError."""
    wanted = []
    for shard in shards:
        name = f"{table}.parquet"
        written = read_report(output, shard).files.get(name)
        if written is None:
            continue
        path = shard_folder(output, shard) / name
        if not path.is_file():
            raise DamagedShard(shard.name, shard.fingerprint, name, "is missing")
        wanted.append((shard, path, written))
    with local_copies([path for _, path, _ in wanted]) as copies:
        for (shard, path, written), copy in zip(wanted, copies, strict=True):
            with _damage_of(shard, path.name):
                _require_hash(shard, path.name, sha256_of(copy), written)
        yield copies
