"""A build: a folder with every table, written beside and renamed when it is whole.

What did not change is taken from the build that is current, unopened: a newspaper's year none of whose shards changed
(compaction.py), a bucket of entities that no changed shard has anything in (buckets.py).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.buckets import (
    BUCKETED_TABLES,
    PARTIALS,
    Bucketing,
    bucket_count,
    bucket_name,
    divided,
    in_buckets,
    partials_path,
    rows_of_shards,
    table_of_partials,
    without_shards,
    write_bucket,
)
from jiceng.dataset.compaction import SECTIONED_TABLES, sections_of, write_section
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.load_sql import literal, load_sql
from jiceng.dataset.manifest import (
    BUILDS,
    LOAD_SQL,
    MANIFEST,
    BuildFault,
    BuildFile,
    BuildShard,
    Manifest,
    NoDataset,
    current_build,
    read_manifest,
)
from jiceng.dataset.shards import (
    MEASURED,
    SHARDS,
    ShardReport,
    ShardSource,
    library_versions,
    read_report,
    rules_version,
)
from jiceng.dataset.tables import published_schema, rows_per_group, table_of, write_parts
from jiceng.page import Fault
from jiceng.rules import confidence_of, rule_rows
from jiceng.storage import (
    Listing,
    Location,
    copy_file,
    link_or_copy,
    local_copies,
    move_into_place,
    read_parquet,
    sha256_of,
    temporary_folder,
)
from schemas import SCHEMA_VERSION, TABLES, Newspaper, Row

__all__ = ["BuildReport", "TableChange", "assemble_build"]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of a table, and how they differ from those of the build that was current."""

    rows: int
    new: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A build that stands whole in its folder."""

    build_id: str
    folder: Location
    tables: dict[str, TableChange]
    rejects: int
    failed_pages: int
    unchanged: bool
    """The build is the current one, and nothing was written."""
    faults: tuple[Fault, ...]
    """What is not in the build: of raw/ and of its pages, each once."""
    before: Location | None = None
    """The build that was current, from which unchanged files were taken; none where it could not be used."""
    carried: int = 0
    """Files that were taken from it, unopened."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The current build, its files all there as they were written."""

    folder: Location
    manifest: Manifest
    files: Mapping[str, Sequence[BuildFile]]
    """Section of a table, as <table>/<section> → its files; of a table that is written whole, <table>."""


@dataclass(slots=True)
class _Assembly:
    """A build that is being put together in a folder of this machine."""

    folder: Path
    output: Location
    before: _Before | None
    connection: duckdb.DuckDBPyConnection
    files: list[BuildFile] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    buckets: dict[str, int] = field(default_factory=dict)
    carried: list[BuildFile] = field(default_factory=list)

    def is_as_before(self, name: str, inputs: str) -> bool:
        """Note what decides the bytes of a section, and say whether it is what decided them in the build before."""
        self.sections[name] = inputs
        return self.before is not None and self.before.manifest.sections.get(name) == inputs

    def carry(self, name: str) -> None:
        """Take the files of a section, or of a table that is written whole, from the build before.

        Those of object storage are copied there when the build gets its place.
        """
        assert self.before is not None
        for file in self.before.files.get(name, ()):
            if isinstance(self.before.folder, Path):
                link_or_copy(self.before.folder / file.path, self.folder / file.path)
            self.carried.append(file)
            self.files.append(file)

    def add(self, paths: Iterable[Path], table: str | None, section: str | None) -> None:
        """Take files that have been written into the folder."""
        for path in paths:
            name = path.relative_to(self.folder).as_posix()
            is_partial = name.startswith(f"{PARTIALS}/")
            self.files.append(
                BuildFile(
                    path=name,
                    table=None if is_partial else table,
                    rows=None if table is None or is_partial else pq.read_metadata(path).num_rows,
                    bytes=path.stat().st_size,
                    sha256=sha256_of(path),
                    section=section,
                )
            )


def assemble_build(
    output: Location,
    shards: Sequence[ShardSource],
    newspapers: Sequence[Newspaper],
    faults: Sequence[Fault],
    now: datetime | None = None,
    reports: Iterable[ShardReport] = (),
) -> BuildReport:
    """Compact shards, all of them fresh, into a build that is not yet published.

    `faults` are those of raw/; those of the shards' pages are added. `now` is the time in the build's id. `reports`
    are of shards that have just been written; a shard without one is looked up. Raises FileNotFoundError where a shard
    is not written.
    """
    before = _intact(current_build(output))
    entries = _build_shards(output, shards, reports, before.manifest if before else None)
    of_pages = {Fault(**fault.model_dump()) for entry in entries for fault in entry.faults}
    newspapers = sorted(newspapers, key=lambda newspaper: newspaper.newspaper)
    named = tuple(sorted({*faults, *of_pages}, key=_fault_order))
    inputs = _inputs(shards, newspapers, named)
    if before is not None and before.manifest.inputs == inputs:
        return _unchanged(before, named)
    with spilling_connection() as connection, temporary_folder(output / BUILDS) as folder:
        assembly = _Assembly(folder, output, before, connection)
        _write_tables(assembly, shards, entries, newspapers)
        moment = now or datetime.now(UTC)
        build_id = _free_build_id(output / BUILDS, assembly.files, moment)
        assembly.add([_write_load_sql(folder, build_id, assembly.files)], None, None)
        manifest = Manifest(
            build_id=build_id,
            created=moment.astimezone(UTC).isoformat(timespec="seconds"),
            **_versions(),
            libraries={**library_versions(), "duckdb": version("duckdb")},
            inputs=inputs,
            previous=before.manifest.build_id if before else None,
            failed_pages=sum(entry.failed_pages for entry in entries),
            shards=entries,
            sections=assembly.sections,
            buckets=assembly.buckets,
            files=tuple(assembly.files),
            faults=tuple(BuildFault(**asdict(fault)) for fault in named),
        )
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
        _place(assembly, output / BUILDS / build_id)
        return _report(assembly, output / BUILDS / build_id, manifest, named)


def _place(assembly: _Assembly, target: Location) -> None:
    """Give a build its place: what is carried on is copied within object storage."""
    if assembly.before is not None and not isinstance(target, Path):
        for file in assembly.carried:
            copy_file(assembly.before.folder / file.path, target / file.path)
    move_into_place(assembly.folder, target, last=MANIFEST)


def _build_shards(
    output: Location, shards: Sequence[ShardSource], reports: Iterable[ShardReport], before: Manifest | None
) -> tuple[BuildShard, ...]:
    """Return what the manifest says of each shard; of one that is in the build before, what that says."""
    known = {(shard.name, shard.fingerprint): shard for shard in (before.shards if before else ())}
    read = {(report.name, report.fingerprint): report for report in reports}
    entries = []
    for shard in shards:
        key = (shard.name, shard.fingerprint)
        entries.append(known.get(key) or _build_shard(shard, read.get(key) or read_report(output, *key)))
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


def _versions() -> dict[str, str]:
    return {
        "dataset_version": version("jiceng"),
        "schema_version": SCHEMA_VERSION,
        "rules_version": rules_version(),
    }


@cache
def _own_code() -> str:
    """Hash the code that puts tables together."""
    own = sorted(Path(__file__).parent.rglob("*.py"))
    return sha256("".join(sha256_of(path) for path in own).encode()).hexdigest()


def _writer() -> dict[str, object]:
    """Return what decides the bytes of every published file, its rows aside."""
    return {"versions": {**_versions(), **library_versions(), "duckdb": version("duckdb")}, "code": _own_code()}


def _hash_of(basis: object) -> str:
    return sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()


def _inputs(shards: Iterable[ShardSource], newspapers: Iterable[Newspaper], faults: Iterable[Fault]) -> str:
    """Hash all that decides a build's content."""
    return _hash_of(
        {
            **_writer(),
            "shards": [[shard.name, shard.fingerprint] for shard in shards],
            "newspapers": [newspaper.model_dump() for newspaper in newspapers],
            "rules": _measured(),
            "faults": [asdict(fault) for fault in faults],
        }
    )


def _measured() -> list[object]:
    return [[rule.model_dump(), confidence_of(rule.rule)] for rule in rule_rows()]


def _intact(folder: Location | None) -> _Before | None:
    """Return a build with its manifest, if its files are all there in their length and none was changed after it."""
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        whole = _is_whole(folder, manifest)
    except (NoDataset, OSError):
        return None
    return _Before(folder, manifest, _by_section(manifest)) if whole else None


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


def _unchanged(before: _Before, faults: tuple[Fault, ...]) -> BuildReport:
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


def _write_tables(
    assembly: _Assembly,
    shards: Sequence[ShardSource],
    entries: Sequence[BuildShard],
    newspapers: Sequence[Newspaper],
) -> None:
    for table in TABLES:
        schema = published_schema(table, _versions())
        if table in SECTIONED_TABLES:
            _write_sections(assembly, shards, table, schema)
        elif table in BUCKETED_TABLES:
            _write_buckets(assembly, shards, entries, table, schema)
        else:
            rows = newspapers if table == "newspapers" else rule_rows()
            _write_rows(assembly, table, rows, schema)
        if not any(file.table == table for file in assembly.files):
            _write_empty(assembly, table, schema)


def _write_empty(assembly: _Assembly, table: str, schema: pa.Schema) -> None:
    if assembly.is_as_before(f"{table}/empty", _hash_of(_writer())):
        assembly.carry(table)
        return
    path = assembly.folder / table / "part-00000.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(schema.empty_table(), path, compression="zstd")
    assembly.add([path], table, None)


def _write_rows(assembly: _Assembly, table: str, rows: Sequence[Row], schema: pa.Schema) -> None:
    inputs = _hash_of({**_writer(), "rows": [row.model_dump(mode="json") for row in rows]})
    if assembly.is_as_before(table, inputs):
        assembly.carry(table)
    else:
        stem = assembly.folder / table / "part"
        paths = write_parts([table_of(TABLES[table], rows)], schema, stem, rows_per_group(table))
        assembly.add(paths, table, None)


def _write_sections(assembly: _Assembly, shards: Sequence[ShardSource], table: str, schema: pa.Schema) -> None:
    basis = {**_writer(), "rules": _measured() if MEASURED in TABLES[table].model_fields else None}
    for section in sections_of(shards):
        name = f"{table}/{section.name}"
        inputs = _hash_of({**basis, "shards": [[shard.name, shard.fingerprint] for shard in section.shards]})
        if assembly.is_as_before(name, inputs):
            assembly.carry(name)
        else:
            paths = write_section(assembly.folder, assembly.output, section, table, schema)
            assembly.add(paths, table, section.name)


def _write_buckets(
    assembly: _Assembly,
    shards: Sequence[ShardSource],
    entries: Sequence[BuildShard],
    table: str,
    schema: pa.Schema,
) -> None:
    total = sum(entry.rows.get(table, 0) for entry in entries)
    bucketing = Bucketing(table, bucket_count(total))
    assembly.buckets[table] = bucketing.count
    before = assembly.before
    is_same_writer = assembly.is_as_before(f"{table}/buckets", _hash_of(_writer()))
    changed = None
    if is_same_writer and before is not None and before.manifest.buckets.get(table) == bucketing.count:
        changed = _changed_buckets(assembly, before, shards, bucketing)
    if changed is None:
        for bucket, rows in divided(bucketing, assembly.output, shards, total):
            _write_bucket(assembly, bucketing, bucket, rows, schema)
        return
    for bucket in range(bucketing.count):
        if bucket in changed:
            _write_bucket(assembly, bucketing, bucket, changed[bucket], schema)
        else:
            assembly.carry(f"{table}/{bucket_name(bucket)}")


def _write_bucket(assembly: _Assembly, bucketing: Bucketing, bucket: int, rows: pa.Table, schema: pa.Schema) -> None:
    paths = write_bucket(assembly.connection, assembly.folder, bucketing, bucket, rows, schema)
    assembly.add(paths, bucketing.table, bucket_name(bucket))


def _changed_buckets(
    assembly: _Assembly, before: _Before, shards: Sequence[ShardSource], bucketing: Bucketing
) -> dict[int, pa.Table] | None:
    """Return the partial rows of each bucket that differs from the build before; None where that cannot be told."""
    known = {shard.name: shard.fingerprint for shard in before.manifest.shards}
    changed = [shard for shard in shards if known.get(shard.name) != shard.fingerprint]
    here = {shard.name for shard in shards}
    left = {shard.name for shard in changed if shard.name in known} | (known.keys() - here)
    fresh = rows_of_shards(assembly.output, changed, bucketing.table)
    arrived = dict(in_buckets(bucketing, fresh))
    touched = set(arrived)
    for name in left:
        ids = _ids_of(assembly.output / SHARDS / name / known[name], bucketing)
        if ids is None:
            return None
        touched |= {bucketing.bucket(entity_id) for entity_id in ids}
    stored = {file.path for file in before.manifest.files}
    rows = {}
    for bucket in sorted(touched):
        path = partials_path(bucketing.table, bucket)
        parts = [arrived.get(bucket, fresh.slice(0, 0))]
        if path in stored:
            parts.append(without_shards(read_parquet(before.folder / path), {*left, *(s.name for s in changed)}))
        rows[bucket] = pa.concat_tables([part.cast(fresh.schema) for part in parts])
    return rows


def _ids_of(shard: Location, bucketing: Bucketing) -> list[str] | None:
    """Return the ids of entities in a shard that was written once; None where it has been swept."""
    if not shard.is_dir():
        return None
    path = shard / f"{bucketing.table}.parquet"
    ids: list[str] = read_parquet(path, columns=[bucketing.key])[bucketing.key].to_pylist() if path.is_file() else []
    return ids


def _free_build_id(builds: Location, files: Iterable[BuildFile], now: datetime) -> str:
    """Return <UTC time>-<hash of the content>, a second later where a build has that name."""
    content = sha256("\n".join(f"{file.path} {file.sha256}" for file in files).encode()).hexdigest()[:8]
    moment = now.astimezone(UTC)
    while (builds / f"{moment:%Y%m%dT%H%M%SZ}-{content}").exists():
        moment += timedelta(seconds=1)
    return f"{moment:%Y%m%dT%H%M%SZ}-{content}"


def _write_load_sql(folder: Path, build_id: str, files: Iterable[BuildFile]) -> Path:
    paths: dict[str, list[str]] = {table: [] for table in TABLES}
    for file in files:
        if file.table is not None:
            paths[file.table].append(file.path)
    path = folder / LOAD_SQL
    path.write_text(load_sql(build_id, paths), encoding="utf-8")
    return path


def _listed(files: Iterable[Path]) -> str:
    """Return paths as the items of an SQL list."""
    return ", ".join(literal(str(path)) for path in files)


def _report(assembly: _Assembly, folder: Location, manifest: Manifest, faults: tuple[Fault, ...]) -> BuildReport:
    before = assembly.before
    return BuildReport(
        build_id=manifest.build_id,
        folder=folder,
        tables={table: _change(assembly.connection, folder, manifest, before, table) for table in TABLES},
        rejects=manifest.rows_of("rejects"),
        failed_pages=manifest.failed_pages,
        unchanged=False,
        faults=faults,
        before=before.folder if before else None,
        carried=len(assembly.carried),
    )


def _change(
    connection: duckdb.DuckDBPyConnection, folder: Location, manifest: Manifest, before: _Before | None, table: str
) -> TableChange:
    """Count rows that came, changed and went; opens only the files that the two builds do not share."""
    rows = manifest.rows_of(table)
    if before is None:
        return TableChange(rows, rows, 0, 0)
    ours = {file.sha256: folder / file.path for file in manifest.files_of(table)}
    theirs = {file.sha256: before.folder / file.path for file in before.manifest.files_of(table)}
    fresh = [path for digest, path in ours.items() if digest not in theirs]
    stale = [path for digest, path in theirs.items() if digest not in ours]
    if not fresh and not stale:
        return TableChange(rows, 0, 0, 0)
    key = TABLES[table].key
    with local_copies(fresh) as new_files, local_copies(stale) as old_files:
        query = f"""
            SELECT count(*) FILTER (old.digest IS NULL), count(*) FILTER (new.digest <> old.digest),
                count(*) FILTER (new.digest IS NULL)
            FROM ({_digests(new_files, key)}) AS new FULL JOIN ({_digests(old_files, key)}) AS old
            USING ({", ".join(key)})
        """
        try:
            ((new, changed, removed),) = connection.execute(query).fetchall()
        except duckdb.Error:  # the build before is damaged
            return TableChange(rows, rows, 0, 0)
    return TableChange(rows, new, changed, removed)


def _digests(files: Sequence[Path], key: Sequence[str]) -> str:
    """Return a query of each row's key and hash; without files, of no row."""
    if not files:
        return f"SELECT {', '.join(f'NULL AS {column}' for column in key)}, NULL::UBIGINT AS digest WHERE false"
    return f"SELECT {', '.join(key)}, hash(r) AS digest FROM read_parquet([{_listed(files)}]) AS r"
