"""Cut a release: freeze the current build into a numbered folder that stands on its own.

The folder is written beside and renamed, then index.json is replaced by one rename. Killed at any moment, index.json
and all earlier releases are as they were; what was left lying is removed by the next cut.
"""

import fcntl
import hmac
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from jiceng.dataset.checks.builds import Broken, check_build
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.manifest import Manifest, build_folder, read_manifest
from jiceng.release.about import About
from jiceng.release.contents import (
    RELEASED,
    count_rows,
    create_released_tables,
    described_schema,
)
from jiceng.release.diff import CHANGES_SCHEMA, Side, changes_text, compare_releases, side_of
from jiceng.release.documents.card import dataset_card, templates
from jiceng.release.documents.citation import citation_cff, zenodo_json
from jiceng.release.documents.croissant import croissant_json
from jiceng.release.documents.datapackage import datapackage_json
from jiceng.release.documents.dictionary import release_dictionary
from jiceng.release.documents.load_sql import release_load_sql
from jiceng.release.documents.quality import quality_json, read_scores
from jiceng.release.documents.rights import datasheet_md, rights_md
from jiceng.release.floors import Floors, fallen, read_floors, too_many
from jiceng.release.folders import (
    CHANGED_ROWS,
    CHANGES,
    CITATION,
    CROISSANT,
    DATAPACKAGE,
    DATASHEET,
    DICTIONARY,
    FACTS,
    LICENSE,
    LOAD_SQL,
    QUALITY,
    README,
    RIGHTS,
    SUMS,
    ZENODO,
    make_read_only,
    make_writable,
    release_folder,
    releases_folder,
)
from jiceng.release.index import NoRelease, read_index, with_release, write_index
from jiceng.release.redaction.redact import Policy, Redaction
from jiceng.release.redaction.rights_checks import check_rights
from jiceng.release.redaction.suppression import Suppressed
from jiceng.release.table_files import FILE_BYTES, create_tables, file_metadata, rows_in_order, write_table
from jiceng.storage import TEMPORARY, move_into_place, replace_file, temporary_folder
from schemas import Newspaper, Release, ReleaseFacts, ReleaseFile, ReleaseIndex
from schemas.release import InputManifest, InputShard, version_order

_NUMBERS = "rules"
"""A table whose keys are always shown: so are the numbers in keys of other tables."""
HEEDED = ".heeded.json"
"""Release → digest of the suppression list that it heeds, where that has entries; beside the folders, never published:
from a hash of a short list its names could be guessed."""
_NOTHING_SUPPRESSED = Suppressed().digest()
SECRET = ".secret"
"""What pseudonyms are made from, beside the releases and in none of them."""


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
    floors: Floors = field(default_factory=read_floors)


@dataclass(frozen=True, slots=True)
class CutRelease:
    """A release that stands, listed in index.json."""

    release: Release
    folder: Path
    before: Release | None
    unmatched: tuple[str, ...]
    """Entries of the suppression list that nothing in the dataset matched."""


def cut_release(output: Path, order: ReleaseOrder) -> CutRelease:
    """Freeze the current build of an output folder into a release.

    Raises NoDataset where there is no build, NoRelease where index.json cannot be read, NotReleased where a check
    fails, a table has fallen too far or the version is taken.
    """
    build = build_folder(output)
    manifest = read_manifest(build)
    with only_one(output):
        index = read_index(output)
        _sweep(output, index)
        version = order.version or next_version(index, order.day)
        _require_free(index, version)
        before = index.latest()
        standing = release_folder(output, before.version) if before else None
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
            rejected = _rejected(build, manifest)
            files = _write_release(connection, folder, facts, order, redaction, standing, rejected)
            _require_rights(folder, files, facts)
            make_read_only(folder)
            move_into_place(folder, release_folder(output, version))
        size = sum(file.bytes for file in files)
        release = Release(**facts.model_dump(), bytes=size, files=tuple(files))
        _note_heeded(output, version, policy.suppressed)
        write_index(output, with_release(index, release))
    return CutRelease(release, release_folder(output, version), before, redaction.unmatched)


def _with_secret(output: Path, policy: Policy, manifest: Manifest) -> Policy:
    """Return a policy with a secret: one that the dataset decides, too.

    So two releases of one dataset have the same bytes, and the pseudonyms of two datasets nothing in common.
    """
    if policy.secret is not None:
        return policy
    path = releases_folder(output) / SECRET
    if not path.exists():
        replace_file(path, token_bytes(32))
        path.chmod(0o600)
    return replace(policy, secret=hmac.digest(path.read_bytes(), manifest.inputs.encode(), "sha256"))


def next_version(index: ReleaseIndex, day: date) -> str:
    """Return a day's next free version: 2026.11.22, then 2026.11.22.1."""
    base = f"{day:%Y.%m.%d}"
    taken = [version_order(each.version) for each in index.releases if each.version.startswith(base)]
    if not taken:
        return base
    return f"{base}.{max(numbers[3] if len(numbers) > 3 else 0 for numbers in taken) + 1}"


def _heeded(output: Path) -> dict[str, str]:
    """Return release → digest of the suppression list that it heeds; raises NoRelease."""
    path = releases_folder(output) / HEEDED
    try:
        return TypeAdapter(dict[str, str]).validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NoRelease(f"{path}: cannot be read ({str(error).partition(chr(10))[0]}); remove it") from None


def _note_heeded(output: Path, version: str, suppressed: Suppressed) -> None:
    heeded = _heeded(output)
    if suppressed.digest() != heeded.get(version, _NOTHING_SUPPRESSED):
        replace_file(releases_folder(output) / HEEDED, json.dumps(heeded | {version: suppressed.digest()}).encode())


def is_new(output: Path, policy: Policy) -> bool:
    """Say whether the build or the suppression list is another than those of the newest release of a policy.

    Raises NoDataset, NoRelease.
    """
    inputs = read_manifest(build_folder(output)).inputs
    for release in read_index(output).releases:
        is_alike = release.private_people == policy.private_people and policy.text in (None, release.text)
        if is_alike and release.withdrawn is None:
            heeded = _heeded(output).get(release.version, _NOTHING_SUPPRESSED)
            return (release.input.inputs, heeded) != (inputs, policy.suppressed.digest())
    return True


@contextmanager
def only_one(output: Path) -> Iterator[None]:
    """Keep others from cutting a release of the same output; the lock goes with the process."""
    releases_folder(output).mkdir(parents=True, exist_ok=True)
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
        raise NotReleased([f"release {version} stands already and is never changed; leave out --version for the next"])
    if index.releases and version_order(version) < version_order(index.releases[0].version):
        raise NotReleased([f"version {version} is older than the newest release, {index.releases[0].version}"])


def _require_promises(broken: Sequence[Broken]) -> None:
    if broken:
        raise NotReleased([f"the dataset breaks a promise: {each}" for each in broken])


def _comparable(index: ReleaseIndex, redaction: Redaction) -> Release | None:
    """Return the newest release that shows as much: where pages are opaque, rows of theirs are left out."""
    shown = (redaction.text, redaction.policy.private_people)
    standing = (release for release in index.releases if release.withdrawn is None)
    return next((release for release in standing if (release.text, release.private_people) == shown), None)


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


def _write_release(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    facts: ReleaseFacts,
    order: ReleaseOrder,
    redaction: Redaction,
    standing: Path | None,
    rejected: dict[str, int],
) -> list[ReleaseFile]:
    """Write tables, documents and last SHA256SUMS into an empty folder; return its files by path.

    `standing` is the folder of the release before.
    """
    schemas = {
        table: described_schema(table, schema, file_metadata(facts)) for table, schema in redaction.schemas().items()
    }
    tables = {
        table: write_table(rows_in_order(connection, table), folder, table, schema, order.file_bytes)
        for table, schema in schemas.items()
    }
    newspapers = [
        Newspaper.model_validate(row)
        for row in connection.sql("FROM newspapers ORDER BY newspaper").to_arrow_table().to_pylist()
    ]
    paths = {table: [file.path for file in found] for table, found in tables.items()}
    texts = {
        README: dataset_card(facts, order.about, tables),
        LICENSE: templates().get_template("LICENSE.j2").render(),
        RIGHTS: rights_md(facts, newspapers),
        DATASHEET: datasheet_md(facts, order.about, newspapers, read_scores()),
        DICTIONARY: release_dictionary(schemas),
        CITATION: citation_cff(facts, order.about),
        ZENODO: zenodo_json(facts, order.about),
        DATAPACKAGE: datapackage_json(facts, order.about, tables, schemas),
        CROISSANT: croissant_json(facts, order.about, tables, schemas),
        QUALITY: quality_json(connection, facts.rules_version, rejected),
        LOAD_SQL: release_load_sql(facts.version, paths, schemas),
        FACTS: facts.model_dump_json(indent=1) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    written = [*texts, *_write_changes(folder, Side(facts, _files_of(folder, tables)), redaction, standing)]
    files = [file for found in tables.values() for file in found] + [_document(folder, name) for name in written]
    (folder / SUMS).write_text(sums_text(files), encoding="utf-8")
    return sorted([*files, _document(folder, SUMS)], key=lambda file: file.path)


def _document(folder: Path, name: str) -> ReleaseFile:
    content = (folder / name).read_bytes()
    return ReleaseFile(path=name, bytes=len(content), sha256=sha256(content).hexdigest())


def sums_text(files: Sequence[ReleaseFile]) -> str:
    """Return SHA256SUMS, as `sha256sum -c` reads it."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))


def _rejected(build: Path, manifest: Manifest) -> dict[str, int]:
    """Return table → records meant for it that were rejected; the records themselves are not released."""
    found: dict[str, int] = {}
    for file in manifest.files_of("rejects"):
        for name in pq.read_table(build / file.path, columns=["table_name"])["table_name"].to_pylist():
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


def _files_of(folder: Path, tables: Mapping[str, Sequence[ReleaseFile]]) -> dict[str, list[Path]]:
    return {table: [folder / file.path for file in files] for table, files in tables.items()}


def _write_changes(folder: Path, new: Side, redaction: Redaction, before: Path | None) -> list[str]:
    """Write what changed since the release before, whose folder is given; return the names of the files."""
    if before is None:
        text = f"# Changes of {new.facts.version}\n\nThe first release.\n"
        (folder / CHANGES).write_text(text, encoding="utf-8")
        return [CHANGES]
    with compare_releases(side_of(before), new) as diff:
        (folder / CHANGES).write_text(changes_text(diff), encoding="utf-8")
        rows = _shown(diff.rows().to_pylist(), redaction)
    schema = CHANGES_SCHEMA.with_metadata({"release": new.facts.version})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / CHANGED_ROWS, compression="zstd")
    return [CHANGES, CHANGED_ROWS]


def _shown(rows: list[dict[str, Any]], redaction: Redaction) -> list[dict[str, Any]]:
    """Return rows of changes with the keys that are of the older release only as they may be shown."""
    asked: dict[str, set[str]] = {}
    for row in rows:
        for table, key in _old_keys(row):
            asked.setdefault(table, set()).add(key)
    shown = {table: redaction.shown_keys(table, sorted(keys)) for table, keys in asked.items()}
    return [{**row, _old(row): [shown[table][key] for table, key in _old_keys(row)] or row[_old(row)]} for row in rows]


def _old(row: dict[str, Any]) -> str:
    return "key" if row["change"] == "removed" else "key_before"


def _old_keys(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the columns of a row's key in the older release, each with the table whose key it is; see `_NUMBERS`."""
    first, *rest = row[_old(row)] or (None,)
    if first is None:
        return []
    return [(row["table"], first), *(("articles" if "/" in part else _NUMBERS, part) for part in rest)]
