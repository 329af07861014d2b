"""`jiceng release`, `verify` and `diff`: cut a release and say what it is or what broke; prove one; compare two."""

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from flows.faults import DATA_AT_FAULT, DONE, CallFault
from flows.query_formats import write_rows
from flows.settings import Settings
from jiceng.dataset.manifest import NoDataset
from jiceng.release.about import About
from jiceng.release.archive import zip_release
from jiceng.release.code_commit import code_commit
from jiceng.release.contents import RELEASED
from jiceng.release.cut import CutRelease, NotReleased, ReleaseOrder, cut_release
from jiceng.release.diff import changes_text, compare_releases, side_of
from jiceng.release.folders import SUPPRESSED, release_folder, releases_folder
from jiceng.release.index import NoRelease
from jiceng.release.publish import NotPublished, publish_release
from jiceng.release.redaction.keyed import WeakSecret
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressionFault, read_suppressed
from jiceng.release.verify import local_release, verify_release
from schemas.release import VERSION_PATTERN


def release_order(
    settings: Settings,
    day: date | None = None,
    version: str | None = None,
    text: Literal["full", "excerpt", "none"] | None = None,
    private_people: Literal["keep", "pseudonymise"] = "pseudonymise",
    suppressed: Path | None = None,
    accept_fall: frozenset[str] = frozenset(),
) -> ReleaseOrder:
    """Return the order of a release by the settings; the day is else today's, UTC.

    Raises CallFault where the version is none, the suppression list cannot be read, or output is not on this machine.
    """
    if version is not None and not re.fullmatch(VERSION_PATTERN, version):
        raise CallFault(f"--version {version}: is no calendar version; give one like 2026.11.22 or 2026.11.22.1")
    try:
        refused = _suppressed(settings.local_output, suppressed)
    except SuppressionFault as error:
        raise CallFault(str(error)) from None
    secret = settings.pseudonym_secret
    return ReleaseOrder(
        day=day or datetime.now(UTC).date(),
        version=version,
        about=About(settings.dataset_title, settings.dataset_creators, settings.dataset_url),
        policy=Policy(text, private_people, refused, secret.get_secret_value().encode() if secret else None),
        code_commit=code_commit(),
        accept_fall=accept_fall,
    )


def _suppressed(output: Path, given: Path | None) -> Suppressed:
    """Return the list that was given, else that beside the releases, if there is one; raises SuppressionFault."""
    path = given or releases_folder(output) / SUPPRESSED
    return read_suppressed(path) if given or path.exists() else Suppressed()


def run_release(settings: Settings, order: ReleaseOrder, as_zip: bool = False) -> int:
    """Cut a release, print what came of it, and return the exit code; raises CallFault."""
    output = settings.local_output
    try:
        cut = cut_release(output, order)
    except (NoDataset, NoRelease, WeakSecret) as error:
        raise CallFault(str(error)) from None
    except NotReleased as error:
        for reason in error.reasons:
            print(f"jiceng: nothing is released: {reason}", file=sys.stderr)
        return DATA_AT_FAULT
    for entry in cut.unmatched:
        print(f"jiceng: {releases_folder(output) / SUPPRESSED}: nothing matches {entry}", file=sys.stderr)
    for newspaper in cut.release.redacted.above_share:
        print(f"jiceng: {newspaper}: its `share` allows less text than this release has", file=sys.stderr)
    print(_summary(cut))
    if as_zip:
        print(f"as one archive: {zip_release(cut.folder, cut.folder.parent)}")
    return DONE


def _summary(cut: CutRelease) -> str:
    release = cut.release
    rows = ", ".join(f"{release.rows[table]:,} {table}" for table in ("pages", "articles", "quotes"))
    size = f"{len(release.files)} files, {release.bytes:,} bytes"
    shown = f"text {release.text}, private people {release.private_people}"
    return f"release {release.version} stands in {cut.folder} ({shown}): {rows}; {size}"


def run_verify(address: str) -> int:
    """Verify a release, print the first thing wrong or what it keeps, and return the exit code; raises CallFault."""
    try:
        verified = verify_release(address)
    except NoRelease as error:
        raise CallFault(str(error)) from None
    if verified.broken:
        print(verified.broken[0])
        return DATA_AT_FAULT
    print(f"release {verified.version} is whole and keeps what it promises: {', '.join(verified.promises)}")
    return DONE


def run_publish(settings: Settings, target: str, version: str | None) -> int:
    """Put a release to an address, print what was done, and return the exit code; raises CallFault."""
    try:
        published = publish_release(settings.local_output, target, version)
    except (NoRelease, NotPublished) as error:
        raise CallFault(str(error)) from None
    for withdrawn in published.withdrawn:
        print(f"release {withdrawn} is withdrawn there, too: its files are gone")
    files = f"{published.put} files put, {published.stood} stood already"
    print(f"release {published.version} is at {target.rstrip('/')}/{published.version}: {files}")
    return DONE


def run_diff(settings: Settings, old: str, new: str, table: str | None, row_format: str | None) -> int:
    """Print what changed between two releases: in words, or row by row; raises CallFault."""
    output = settings.local_output
    if table is not None and table not in RELEASED:
        raise CallFault(f"--table {table}: is no table of a release; give one of {', '.join(RELEASED)}")
    try:
        with (
            local_release(_address(output, old)) as before,
            local_release(_address(output, new)) as after,
            compare_releases(side_of(before), side_of(after)) as diff,
        ):
            if table is None and row_format is None:
                print(changes_text(diff), end="")
            else:
                write_rows(diff.rows(table).to_reader(), row_format or "table")
    except NoRelease as error:
        raise CallFault(str(error)) from None
    return DONE


def _address(output: Path, release: str) -> str:
    """Return where a release is: one of the output's by its version, else what was given."""
    folder = release_folder(output, release) if re.fullmatch(VERSION_PATTERN, release) else None
    return str(folder) if folder is not None and folder.is_dir() else release
