"""Cut a release: freeze the current build into a self-contained numbered folder.

The folder is put in place atomically, then index.json is replaced by one rename. Killed at any moment, index.json
and all earlier releases are as they were; what was left lying is removed by the next cut.
"""

import fcntl
import hmac
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from jiceng.dataset.checks.builds import Broken, check_build
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.manifest import Manifest, build_folder, read_manifest
from jiceng.release.about import About
from jiceng.release.applied_suppressions import applied_suppressions, note_applied
from jiceng.release.contents import (
    RELEASED,
    count_rows,
    create_released_tables,
)
from jiceng.release.floors import Floors, fallen, read_floors, too_many
from jiceng.release.folders import FACTS, make_read_only, make_writable, release_folder, releases_folder
from jiceng.release.index import read_index, with_release, write_index
from jiceng.release.redaction.redact import Policy, Redaction
from jiceng.release.redaction.rights_checks import check_rights
from jiceng.release.release_files import write_release
from jiceng.release.secret import kept_secret
from jiceng.release.table_files import FILE_BYTES, create_tables
from jiceng.storage import TEMPORARY, move_into_place, require_kind, temporary_folder
from schemas import Release, ReleaseFacts, ReleaseFile, ReleaseIndex
from schemas.release import InputManifest, InputShard, version_order


class NotReleased(Exception):
    """Nothing was released; each reason is a sentence that says what broke."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """What to cut."""

    day: date
    """The date of the release."""
    about: About
    version: str | None = None
    """Else the day's next free version."""
    policy: Policy = field(default_factory=Policy)
    """What it shows. Without a secret the pseudonyms are made from the one that is kept beside the releases."""
    code_commit: str | None = None
    accept_fall: frozenset[str] = frozenset()
    """Tables that may have fallen below the release before."""
    file_bytes: int = FILE_BYTES
    database: bool = True
    """Whether it has jiceng.duckdb."""
    floors: Floors = field(default_factory=read_floors)


@dataclass(frozen=True, slots=True)
class CutRelease:
    """A finished release, listed in index.json."""

    release: Release
    folder: Path
    before: Release | None
    unmatched: tuple[str, ...]
    """Entries of the suppression list that nothing in the dataset matched."""


def cut_release(output: Path, order: ReleaseOrder) -> CutRelease:
    """Freeze the current build of an output folder into a release.

    Raises NoDataset where there is no build, NoRelease where index.json cannot be read, NotReleased where a check
    fails, a table has fallen too far or the version is taken, WeakSecret where pseudonyms could be guessed.
    """
    build = build_folder(output)
    manifest = read_manifest(build)
    with only_one(output):
        index = read_index(output)
        _sweep(output, index)
        version = order.version or next_version(index, order.day)
        _require_free(index, version)
        before = index.latest()
        folder_before = release_folder(output, before.version) if before else None
        _require_promises(check_build(build))
        policy = _with_secret(output, order.policy, manifest)
        releases = releases_folder(output)
        with (
            spilling_connection() as connection,
            temporary_folder(releases) as folder,
            temporary_folder(releases) as spill,
        ):
            create_released_tables(connection, build, manifest)
            redaction = Redaction(connection, policy, spill)
            rows = count_rows(connection, RELEASED)
            _require_rows(rows, manifest, _comparable(index, redaction), order)
            facts = _facts(manifest, order, redaction, version, rows)
            files = write_release(
                connection,
                folder,
                facts,
                redaction,
                about=order.about,
                file_bytes=order.file_bytes,
                before=folder_before,
                rejected=_rejected(build, manifest),
                database=order.database,
            )
            _require_rights(folder, files, facts)
            make_read_only(folder)
            move_into_place(folder, release_folder(output, version))
        size = sum(file.bytes for file in files)
        release = Release(**facts.model_dump(), bytes=size, files=tuple(files))
        note_applied(output, version, policy.suppressed)
        write_index(output, with_release(index, release))
    return CutRelease(release, release_folder(output, version), before, redaction.unmatched)


def _with_secret(output: Path, policy: Policy, manifest: Manifest) -> Policy:
    """Return a policy with a secret: one that the dataset decides, too.

    So two releases of one dataset have the same bytes, and the pseudonyms of two datasets nothing in common.
    """
    if policy.secret is not None:
        return policy
    return replace(policy, secret=hmac.digest(kept_secret(output), manifest.inputs.encode(), "sha256"))


def next_version(index: ReleaseIndex, day: date) -> str:
    """Return a day's next free version: 2026.11.22, then 2026.11.22.1."""
    base = f"{day:%Y.%m.%d}"
    taken = [version_order(each.version) for each in index.releases if each.version.startswith(base)]
    if not taken:
        return base
    return f"{base}.{max(numbers[3] if len(numbers) > 3 else 0 for numbers in taken) + 1}"


def is_new(output: Path, policy: Policy) -> bool:
    """Return whether the build or the suppression list is another than those of the newest release of a policy.

    Raises NoDataset, NoRelease.
    """
    inputs = read_manifest(build_folder(output)).inputs
    for release in read_index(output).releases:
        is_alike = release.private_people == policy.private_people and policy.text in (None, release.text)
        if is_alike and release.withdrawn is None:
            applied = applied_suppressions(output, release.version)
            return (release.input.inputs, applied) != (inputs, policy.suppressed.digest())
    return True


@contextmanager
def only_one(output: Path) -> Iterator[None]:
    """Keep others from cutting a release of the same output; the lock goes with the process."""
    require_kind(releases_folder(output), "a folder")
    releases_folder(output).mkdir(parents=True, exist_ok=True)
    require_kind(releases_folder(output) / ".lock", "a file")
    with (releases_folder(output) / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReleased([f"{releases_folder(output)}: another release is being cut; wait for it"]) from None
        yield


def _sweep(output: Path, index: ReleaseIndex) -> None:
    """Remove what a cut that was killed left: temporary folders and files, and folders that the index does not list."""
    for path in releases_folder(output).iterdir():
        if (
            path.is_dir()
            and index.find(path.name) is None
            and (path.name.startswith(TEMPORARY) or (path / FACTS).is_file())
        ):
            make_writable(path)
            shutil.rmtree(path)
        elif path.is_file() and path.name.startswith(TEMPORARY):
            path.unlink()


def _require_free(index: ReleaseIndex, version: str) -> None:
    if index.find(version) is not None:
        raise NotReleased([f"release {version} exists and is never changed; leave out --version for the next"])
    if index.releases and version_order(version) < version_order(index.releases[0].version):
        raise NotReleased([f"version {version} is older than the newest release, {index.releases[0].version}"])


def _require_promises(broken: Sequence[Broken]) -> None:
    if broken:
        raise NotReleased([f"the dataset breaks a promise: {each}" for each in broken])


def _comparable(index: ReleaseIndex, redaction: Redaction) -> Release | None:
    """Return the newest release that shows as much: where pages are opaque, rows of theirs are left out."""
    shown = (redaction.text, redaction.policy.private_people)
    not_withdrawn = (release for release in index.releases if release.withdrawn is None)
    return next((release for release in not_withdrawn if (release.text, release.private_people) == shown), None)


def _require_rights(folder: Path, files: Sequence[ReleaseFile], facts: ReleaseFacts) -> None:
    """Prove on the files as they are written that nothing is shown that may not be."""
    paths = {table: [folder / file.path for file in files if file.table == table] for table in RELEASED}
    with spilling_connection() as connection:
        create_tables(connection, paths)
        broken = check_rights(connection, facts)
    if broken:
        raise NotReleased([f"the release would show too much: {each}" for each in broken])


def _require_rows(rows: Mapping[str, int], manifest: Manifest, before: Release | None, order: ReleaseOrder) -> None:
    records = sum(rows.values()) - rows["breaks"]
    reasons = list(too_many(rows["pages"], manifest.failed_pages, records, manifest.rows_of("rejects"), order.floors))
    if before is not None:
        reasons += fallen(before.rows, rows, order.floors, order.accept_fall)
    if reasons:
        raise NotReleased(reasons)


def _facts(
    manifest: Manifest, order: ReleaseOrder, redaction: Redaction, version: str, rows: dict[str, int]
) -> ReleaseFacts:
    return ReleaseFacts(
        version=version,
        date=order.day,
        schema_version=manifest.schema_version,
        rules_version=manifest.rules_version,
        dataset_version=manifest.dataset_version,
        code_commit=order.code_commit,
        text=redaction.text,
        private_people=redaction.policy.private_people,
        promises=redaction.promises,
        redacted=redaction.facts(),
        rows=rows,
        input=InputManifest.model_validate(
            {
                "build_id": manifest.build_id,
                "created": manifest.created,
                "inputs": manifest.inputs,
                "dataset_version": manifest.dataset_version,
                "libraries": manifest.libraries,
                "failed_pages": manifest.failed_pages,
                "shards": tuple(
                    InputShard(name=shard.name, fingerprint=shard.fingerprint, pages=shard.pages)
                    for shard in manifest.shards
                ),
            }
        ),
    )


def _rejected(build: Path, manifest: Manifest) -> dict[str, int]:
    """Return table → records meant for it that were rejected; the records themselves are not released."""
    found: dict[str, int] = {}
    for file in manifest.files_of("rejects"):
        for name in pq.read_table(build / file.path, columns=["table_name"])["table_name"].to_pylist():
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))
