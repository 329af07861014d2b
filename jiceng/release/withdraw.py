"""Withdraw a release: its files go, a tombstone says since when and why, and index.json marks it.

index.json is replaced first: from then on nobody is sent to files that are about to go. Killed after that, the next
call finishes it.
"""

import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

from jiceng.release.archive import archive_path
from jiceng.release.cut import only_one
from jiceng.release.folders import TOMBSTONE, make_writable, release_folder, releases_folder
from jiceng.release.index import NoRelease, read_index, with_release, write_index
from jiceng.storage import TEMPORARY, replace_file
from schemas import Release, Withdrawn


def withdraw_release(output: Path, version: str, why: str, day: date) -> Release:
    """Withdraw a release and return it as the index now lists it; one that is withdrawn keeps its first reason.

    Raises NoRelease where index.json does not list it, NotReleased where another release is being cut.
    """
    with only_one(output):
        index = read_index(output)
        release = index.find(version)
        if release is None:
            listed = ", ".join(each.version for each in index.releases) or "none"
            raise NoRelease(f"{releases_folder(output)}: there is no release {version} (there: {listed})")
        if release.withdrawn is None:
            release = release.model_copy(update={"withdrawn": Withdrawn(when=day, why=why)})
            write_index(output, with_release(index, release))
        _bury(release_folder(output, version), release)
    return release


def _bury(folder: Path, release: Release) -> None:
    """Leave nothing of a release's folder but its tombstone, and no archive of it beside it."""
    assert release.withdrawn is not None
    archive_path(folder.parent, release.version).unlink(missing_ok=True)
    if sorted(path.name for path in folder.glob("*")) == [TOMBSTONE]:
        return
    beside = folder.with_name(f"{TEMPORARY}{uuid4().hex}")
    beside.mkdir()
    replace_file(beside / TOMBSTONE, tombstone(release).encode())
    old = folder.with_name(f"{TEMPORARY}{uuid4().hex}")
    if folder.exists():
        make_writable(folder)
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def tombstone(release: Release) -> str:
    """Return the text that replaces the files of a withdrawn release."""
    assert release.withdrawn is not None
    return (
        f"# Release {release.version} was withdrawn\n\n"
        f"On {release.withdrawn.when}: {release.withdrawn.why}\n\n"
        f"It was released on {release.date}. Its files are gone; {TOMBSTONE} stays, so that a citation of it leads "
        "somewhere. Whoever has a copy is asked to delete it and to use a later release, which index.json lists.\n"
    )
