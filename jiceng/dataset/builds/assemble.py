"""Shards → a build: its tables, its load.sql, its manifest."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from jiceng.dataset.builds.assembly import Assembly
from jiceng.dataset.builds.inputs import build_inputs, build_versions, hash_of, writer_inputs
from jiceng.dataset.builds.previous import DamagedBuild, PreviousBuild, intact_build
from jiceng.dataset.builds.row_changes import TableChange, count_changes
from jiceng.dataset.builds.tables import write_tables
from jiceng.dataset.connection import build_connection
from jiceng.dataset.database import write_database
from jiceng.dataset.load_sql import load_sql
from jiceng.dataset.manifest import (
    BUILD_MEMORY,
    BUILDS,
    DATABASE,
    DATABASE_BYTES,
    LOAD_SQL,
    MANIFEST,
    BuildFault,
    BuildFile,
    BuildShard,
    Manifest,
    current_build,
    manifest_text,
)
from jiceng.dataset.shard_files import ShardReport, read_report
from jiceng.dataset.shards import ShardSource, as_written, library_versions
from jiceng.dataset.tables import published_schema
from jiceng.ocr.scans import engine_versions
from jiceng.page import Fault
from jiceng.storage import Location, local_copies, temporary_folder
from schemas import SEARCH_TABLES, TABLES, Newspaper

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A complete build, and how it differs from the one that was current."""

    build_id: str
    folder: Location
    tables: dict[str, TableChange]
    rejects: int
    failed_pages: int
    unchanged: bool
    """Whether this is the build that was current: nothing was written."""
    faults: tuple[Fault, ...]
    """What is left out of the build: of raw/ and of its pages, each once."""
    before: Location | None = None
    """The build that was current; None if there was none, or none whose files could be carried over."""
    carried: int = 0
    """Files that were taken from `before`, unopened."""


class _Limits(NamedTuple):
    database_bytes: int
    """Of Parquet files up to which a build has a jiceng.duckdb."""
    memory: str
    """Of its queries."""


def assemble_build(
    output: Location,
    shards: Sequence[ShardSource],
    newspapers: Sequence[Newspaper],
    faults: Sequence[Fault],
    now: datetime | None = None,
    reports: Iterable[ShardReport] = (),
    prove_all: bool = False,
    database_bytes: int = DATABASE_BYTES,
    memory: str = BUILD_MEMORY,
) -> BuildReport:
    """Compact shards, all of them written, into a build that is not yet published.

    `faults` are those of raw/; those of the shards' pages are added. `now` is the time in the build's id. `reports` are
    those of shards that have just been written; the report of any other shard is read from its folder. Files of the
    current build are proved before they are used, with `prove_all` every one, else those whose turn it is; if one is
    damaged, nothing is taken from that build. A build whose Parquet files have at most `database_bytes` has a
    jiceng.duckdb. `memory` is what its queries may take. Raises DamagedShard if a shard is missing or damaged,
    duckdb.OutOfMemoryException.
    """
    moment = now or datetime.now(UTC)
    limits = _Limits(database_bytes, memory)
    reports = list(reports)
    shards = as_written(shards, reports)
    before = intact_build(current_build(output))
    if before is not None:
        try:
            for file in before.due(moment, prove_all):
                before.prove(file)
            return _assemble(output, shards, newspapers, faults, moment, reports, before, limits)
        except DamagedBuild as error:
            _log.warning("%s; all tables are put together anew", error)
    return _assemble(output, shards, newspapers, faults, moment, reports, None, limits)


def _assemble(
    output: Location,
    shards: Sequence[ShardSource],
    newspapers: Sequence[Newspaper],
    faults: Sequence[Fault],
    moment: datetime,
    reports: Sequence[ShardReport],
    before: PreviousBuild | None,
    limits: _Limits,
) -> BuildReport:
    """Compact shards into a build; raises DamagedShard, DamagedBuild."""
    entries = _build_shards(output, shards, reports, before.manifest if before else None)
    of_pages = {Fault(**fault.model_dump()) for entry in entries for fault in entry.faults}
    newspapers = sorted(newspapers, key=lambda newspaper: newspaper.newspaper)
    named = tuple(sorted({*faults, *of_pages}, key=_fault_order))
    inputs = build_inputs(shards, newspapers, named)
    if before is not None and before.manifest.inputs == inputs:
        return _unchanged(before, named)
    with build_connection(limits.memory) as connection, temporary_folder(output / BUILDS) as folder:
        assembly = Assembly(folder, output, before, connection)
        write_tables(assembly, shards, entries, newspapers)
        build_id = _free_build_id(output / BUILDS, assembly.files, moment)
        _add_database(assembly, limits.database_bytes)
        assembly.add([_write_load_sql(folder, build_id, assembly.files)], None, None)
        manifest = Manifest(
            build_id=build_id,
            created=moment.astimezone(UTC).isoformat(timespec="seconds"),
            **build_versions(),
            libraries={**library_versions(), "duckdb": version("duckdb"), **_engine(shards)},
            inputs=inputs,
            previous=before.manifest.build_id if before else None,
            failed_pages=sum(entry.failed_pages for entry in entries),
            shards=entries,
            sections=assembly.sections,
            buckets=assembly.buckets,
            files=tuple(assembly.files),
            faults=tuple(BuildFault(**asdict(fault)) for fault in named),
        )
        (folder / MANIFEST).write_text(manifest_text(manifest), encoding="utf-8")
        assembly.move_to(output / BUILDS / build_id)
        return _report(assembly, output / BUILDS / build_id, manifest, named)


def _build_shards(
    output: Location, shards: Sequence[ShardSource], reports: Iterable[ShardReport], before: Manifest | None
) -> tuple[BuildShard, ...]:
    """Return the manifest's entry of each shard, taken from the manifest before if the shard is in it."""
    known = {(shard.name, shard.fingerprint): shard for shard in (before.shards if before else ())}
    read = {(report.name, report.fingerprint): report for report in reports}
    entries = []
    for shard in shards:
        key = (shard.name, shard.fingerprint)
        entries.append(known.get(key) or _build_shard(shard, read.get(key) or read_report(output, shard)))
    return tuple(entries)


def _build_shard(shard: ShardSource, report: ShardReport) -> BuildShard:
    return BuildShard(
        name=shard.name,
        fingerprint=shard.fingerprint,
        pages=len(shard.pages),
        failed_pages=report.failed_pages,
        characters=report.characters,
        rows=report.rows,
        faults=tuple(BuildFault(**asdict(fault)) for fault in report.faults),
    )


def _fault_order(fault: Fault) -> tuple[str, int, str]:
    return fault.path, -1 if fault.offset is None else fault.offset, fault.message


def _unchanged(before: PreviousBuild, faults: tuple[Fault, ...]) -> BuildReport:
    manifest = before.manifest
    return BuildReport(
        build_id=manifest.build_id,
        folder=before.folder,
        tables={table: TableChange(manifest.rows_of(table), 0, 0, 0) for table in TABLES},
        rejects=manifest.rows_of("rejects"),
        failed_pages=manifest.failed_pages,
        unchanged=True,
        faults=faults,
        before=before.folder,
    )


def _free_build_id(builds: Location, files: Iterable[BuildFile], now: datetime) -> str:
    """Return <UTC time>-<hash of the content>, a second later if that build exists."""
    content = sha256("\n".join(f"{file.path} {file.sha256}" for file in files).encode()).hexdigest()[:8]
    moment = now.astimezone(UTC)
    while (builds / f"{moment:%Y%m%dT%H%M%SZ}-{content}").exists():
        moment += timedelta(seconds=1)
    return f"{moment:%Y%m%dT%H%M%SZ}-{content}"


def _write_load_sql(folder: Path, build_id: str, files: Iterable[BuildFile]) -> Path:
    paths: dict[str, list[str]] = {table: [] for table in (*TABLES, *SEARCH_TABLES)}
    for file in files:
        if file.table is not None:
            paths[file.table].append(file.path)
    path = folder / LOAD_SQL
    path.write_text(load_sql(build_id, paths), encoding="utf-8")
    return path


def _engine(shards: Sequence[ShardSource]) -> dict[str, str]:
    """Return the versions of the OCR engine and its models, if any page is a scan."""
    return engine_versions() if any(page.is_scan for shard in shards for page in shard.pages) else {}


def _add_database(assembly: Assembly, most: int) -> None:
    """Write jiceng.duckdb unless the tables' files are larger than `most`, or take it from the build before."""
    tables = [file for file in assembly.files if file.table is not None]
    if sum(file.bytes for file in tables) > most:
        return
    if assembly.is_as_before(DATABASE, hash_of([writer_inputs(), *([file.path, file.sha256] for file in tables)])):
        assembly.carry(DATABASE)
        return
    with local_copies([assembly.place_of(file) for file in tables]) as copies:
        paths: dict[str, list[Path]] = {table: [] for table in (*TABLES, *SEARCH_TABLES)}
        for file, copy in zip(tables, copies, strict=True):
            paths[file.table or ""].append(copy)
        schemas = {table: published_schema(table, build_versions()) for table in paths}
        assembly.add([write_database(assembly.folder / DATABASE, paths, schemas)], None, DATABASE)


def _report(assembly: Assembly, folder: Location, manifest: Manifest, faults: tuple[Fault, ...]) -> BuildReport:
    before = assembly.before
    return BuildReport(
        build_id=manifest.build_id,
        folder=folder,
        tables={table: count_changes(assembly.connection, folder, manifest, before, table) for table in TABLES},
        rejects=manifest.rows_of("rejects"),
        failed_pages=manifest.failed_pages,
        unchanged=False,
        faults=faults,
        before=before.folder if before else None,
        carried=len(assembly.carried),
    )
