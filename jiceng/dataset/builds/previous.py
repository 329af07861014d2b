"""The build that is current while the next one is assembled, and the proof that its files are what was written."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zlib import crc32

from jiceng.dataset.buckets import table_of_partials
from jiceng.dataset.manifest import MANIFEST, BuildFile, Manifest, NoDataset, read_manifest
from jiceng.storage import Listing, Location, sha256_of

PROVED_BYTES = 2**30
"""About so many bytes of the current build are proved by their hashes at each build, others at the next."""
_log = logging.getLogger(__name__)


class DamagedBuild(Exception):
    """A file of the current build is not what was written; the message names it."""


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """The current build."""

    folder: Location
    manifest: Manifest
    files: Mapping[str, Sequence[BuildFile]]
    """<table>/<section>, or <table> for a table that is written whole → its files; jiceng.duckdb → itself."""

    def prove(self, file: BuildFile) -> None:
        """Raise DamagedBuild if a file has other bytes than were written."""
        path = self.folder / file.path
        try:
            found = sha256_of(path)
        except OSError as error:
            raise DamagedBuild(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
        if found != file.sha256:
            raise DamagedBuild(f"{path}: has other bytes than when it was built (SHA-256)")

    def due(self, moment: datetime, prove_all: bool) -> list[BuildFile]:
        """Return the files whose turn it is to be proved: all of a small build, else a part by the moment.

        Files of object storage, which proves them itself, are only due if all are.
        """
        files = self.manifest.files
        if prove_all:
            return list(files)
        if not isinstance(self.folder, Path):
            return []
        parts = max(1, -(-sum(file.bytes for file in files) // PROVED_BYTES))
        return [file for file in files if crc32(f"{moment} {file.path}".encode()) % parts == 0]


def intact_build(folder: Location | None) -> PreviousBuild | None:
    """Return a build with its manifest; None if a file is missing, has another size or is newer than the manifest.

    What is wrong is logged. No file is opened except the manifest.
    """
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        _require_whole(folder, manifest)
    except (NoDataset, DamagedBuild, OSError) as error:
        _log.warning("%s; nothing is taken from this build", error)
        return None
    return PreviousBuild(folder, manifest, _by_section(manifest))


def _by_section(manifest: Manifest) -> dict[str, list[BuildFile]]:
    files: dict[str, list[BuildFile]] = defaultdict(list)
    for file in manifest.files:
        table = file.table or table_of_partials(file.path)
        if table is None:
            files[file.path].append(file)
        else:
            files[table if file.section is None else f"{table}/{file.section}"].append(file)
    return files


def _require_whole(folder: Location, manifest: Manifest) -> None:
    if isinstance(folder, Path):
        written = (folder / MANIFEST).stat().st_mtime_ns
        for file in manifest.files:
            path = folder / file.path
            stat = path.stat()
            if stat.st_size != file.bytes or not path.is_file():
                raise DamagedBuild(f"{path}: has {stat.st_size} bytes, the manifest says {file.bytes}")
            if stat.st_mtime_ns > written:
                raise DamagedBuild(f"{path}: was changed after it was built")
        return
    listing = Listing(folder)
    names = {file.path.rpartition("/")[0] for file in manifest.files}
    sizes = {
        f"{name}/{entry.name}" if name else entry.name: entry.stamp.size
        for name in names
        for entry in listing.entries(name)
        if entry.stamp is not None
    }
    for file in manifest.files:
        if sizes.get(file.path) != file.bytes:
            raise DamagedBuild(f"{folder / file.path}: is missing or has another size")
