"""Publishing a build: one rename of a link moves readers to it atomically; what no build needs any more is swept.

If it is killed between any two steps, the output holds the old dataset or the new one; the next call sweeps the rest.
Object storage has no links: there `manifest.json` in the output names the build, and is replaced atomically. Where a
file system has none, `current` is a file that names the build, `load.sql` a copy; nothing else of it is in the output.
"""

import errno
from pathlib import Path
from uuid import uuid4

from jiceng.dataset.builds.assemble import BuildReport
from jiceng.dataset.hashes import HASHES
from jiceng.dataset.manifest import (
    BUILDS,
    CURRENT,
    DATABASE,
    LOAD_SQL,
    MANIFEST,
    Manifest,
    NoDataset,
    current_build,
    pointed_build,
    read_manifest,
)
from jiceng.dataset.shard_files import SHARDS, shard_folders
from jiceng.storage import (
    TEMPORARY,
    Listing,
    Location,
    kind_of,
    remove_folder,
    replace_file,
    require_kind,
    temporary_folder,
)
from schemas import SEARCH_TABLES, TABLES

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""Errors that say nothing of whether a file system has links."""


def publish(output: Location, build: BuildReport) -> None:
    """Make a build the current one, and sweep what neither it nor the build before needs.

    Can be called again after it was interrupted. Raises FileExistsError if something that is not a link has the
    name of a table in `output`.
    """
    before = current_build(output)
    _point_to(output, build.folder)
    _sweep(output, build.folder, before)


def roll_back(output: Location) -> str:
    """Make the build before the current one current again, and return its id.

    Nothing is swept: the build that was current stays until the next one is published. Raises NoDataset if there is
    none before it.
    """
    current = current_build(output)
    if current is None:
        raise NoDataset(f"{output}: holds no dataset; `jiceng build` makes one")
    previous = read_manifest(current).previous
    if previous is None or not (output / BUILDS / previous / MANIFEST).is_file():
        raise NoDataset(f"{output}: no build is kept from before {current.name}; correct raw/ and build again")
    _point_to(output, output / BUILDS / previous)
    return previous


def _point_to(output: Location, build: Location) -> None:
    if not isinstance(output, Path):
        replace_file(output / MANIFEST, (build / MANIFEST).read_bytes())
        return
    require_free_names(output)
    if not can_link(output):
        replace_file(output / CURRENT, f"{BUILDS}/{build.name}\n".encode())
        replace_file(output / LOAD_SQL, (build / LOAD_SQL).read_bytes())
        return
    if pointed_build(output) is not None:
        (output / LOAD_SQL).unlink(missing_ok=True)
    _link(output / CURRENT, Path(BUILDS) / build.name)
    for name in (*TABLES, *SEARCH_TABLES, LOAD_SQL):
        _link(output / name, Path(CURRENT) / name)
    if (build / DATABASE).exists():
        _link(output / DATABASE, Path(CURRENT) / DATABASE)
    elif (output / DATABASE).is_symlink():
        (output / DATABASE).unlink()


def require_free_names(output: Path) -> None:
    """Raise FileExistsError if something that no build has put there has a name that a build needs."""
    require_kind(output / BUILDS, "a folder")
    require_kind(output / SHARDS, "a folder")
    require_kind(output / SHARDS / HASHES, "a file")
    own = (CURRENT, LOAD_SQL) if pointed_build(output) is not None else ()
    for name in (CURRENT, *TABLES, *SEARCH_TABLES, LOAD_SQL, DATABASE):
        path = output / name
        if name not in own and kind_of(path) not in (None, "a symbolic link"):
            raise FileExistsError(
                f"{path}: is {kind_of(path)}, not a link of a dataset; move it away, or give another --output"
            )


def can_link(output: Path) -> bool:
    """Return whether symbolic links can be made in a folder; raises OSError if nothing can be written there."""
    path = output / f"{TEMPORARY}{uuid4().hex}"
    try:
        path.symlink_to(CURRENT)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise
        return False
    path.unlink()
    return True


def require_writable(output: Path) -> None:
    """Prove that a build can be written and published in a folder; raises OSError, its text one line.

    Nobody else may build there meanwhile.
    """
    try:
        with temporary_folder(output) as folder:
            replace_file(folder / CURRENT, b"1")
        can_link(output)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OSError(f"{output}: cannot hold a dataset ({reason}); give another folder with --output") from None


def _link(path: Path, target: Path) -> None:
    """Point a symbolic link to a target, relative to the link's folder, atomically."""
    if path.is_symlink() and path.readlink() == target:
        return
    temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    temporary.symlink_to(target)
    temporary.replace(path)


def _sweep(output: Location, current: Location, before: Location | None) -> None:
    """Remove all builds except the current one and the one before, shards of other builds, and unfinished folders."""
    kept = {current.name}
    if before is not None and before.name != current.name:
        kept.add(before.name)
    manifests = [read_manifest(current)]
    if before is None or before.name == current.name:
        kept.add(manifests[0].previous or current.name)
    for entry in Listing(output).entries(BUILDS):
        if entry.name not in kept:
            remove_folder(output / BUILDS / entry.name)
        elif entry.name != current.name:
            manifests += _readable(output / BUILDS / entry.name)
    _sweep_shards(output, {f"{s.name}/{s.fingerprint}" for manifest in manifests for s in manifest.shards})
    if isinstance(output, Path):
        for path in output.glob(f"{TEMPORARY}*"):
            remove_folder(path)


def _readable(folder: Location) -> list[Manifest]:
    try:
        return [read_manifest(folder)]
    except NoDataset:
        return []


def _sweep_shards(output: Location, kept: set[str]) -> None:
    root = output / SHARDS
    listing = Listing(root)
    for name in listing.folders():
        if name.startswith(TEMPORARY):
            remove_folder(root / name)
    for folder in list(shard_folders(listing)):
        if folder not in kept:
            remove_folder(root / folder)
    if isinstance(root, Path):
        for newspaper in listing.folders():
            for month in listing.folders(newspaper):
                if not any((root / newspaper / month).iterdir()):
                    (root / newspaper / month).rmdir()
