"""The build that is current while the next one is assembled."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiceng.dataset.buckets import table_of_partials
from jiceng.dataset.manifest import MANIFEST, BuildFile, Manifest, NoDataset, read_manifest
from jiceng.storage import Listing, Location


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """The current build, with all of its files as they were written."""

    folder: Location
    manifest: Manifest
    files: Mapping[str, Sequence[BuildFile]]
    """<table>/<section>, or <table> for a table that is written whole → its files."""


def intact_build(folder: Location | None) -> PreviousBuild | None:
    """Return a build with its manifest; None if a file is missing, has another size or is newer than the manifest."""
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        whole = _is_whole(folder, manifest)
    except (NoDataset, OSError):
        return None
    return PreviousBuild(folder, manifest, _by_section(manifest)) if whole else None


def _by_section(manifest: Manifest) -> dict[str, list[BuildFile]]:
    files: dict[str, list[BuildFile]] = defaultdict(list)
    for file in manifest.files:
        table = file.table or table_of_partials(file.path)
        if table is not None:
            files[table if file.section is None else f"{table}/{file.section}"].append(file)
    return files


def _is_whole(folder: Location, manifest: Manifest) -> bool:
    if isinstance(folder, Path):
        written = (folder / MANIFEST).stat().st_mtime_ns
        stats = [(folder / file.path).stat() for file in manifest.files]
        pairs = zip(stats, manifest.files, strict=True)
        return all(stat.st_size == file.bytes and stat.st_mtime_ns <= written for stat, file in pairs)
    listing = Listing(folder)
    names = {file.path.rpartition("/")[0] for file in manifest.files}
    sizes = {
        f"{name}/{entry.name}" if name else entry.name: entry.stamp.size
        for name in names
        for entry in listing.entries(name)
        if entry.stamp is not None
    }
    return all(sizes.get(file.path) == file.bytes for file in manifest.files)
