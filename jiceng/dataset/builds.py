"""Build folders, compaction, manifest, the link that publishes.

A build is written beside and renamed when it is whole; `publish` then moves the link `current` to it, with one rename.
Killed between any two steps, the output holds the old dataset and something for the next `publish` to sweep.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiceng.dataset.load_sql import literal, load_sql
from jiceng.dataset.manifest import (
    BUILDS,
    CURRENT,
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
from jiceng.dataset.resolve import RESOLVED_TABLES, merge_partials
from jiceng.dataset.shards import (
    MEASURED,
    SHARDS,
    ShardSource,
    library_versions,
    read_report,
    rules_version,
    shard_folder,
)
from jiceng.dataset.tables import published_schema, rows_a_group, sorted_by_key, table_of, write_parts
from jiceng.page import Fault
from jiceng.rules import confidence_of, rule_rows
from jiceng.storage import TEMPORARY, settle, sha256_of, written_beside
from schemas import SCHEMA_VERSION, TABLES, Newspaper, Rule

__all__ = ["BuildReport", "TableChange", "assemble_build", "current_build", "publish"]

_ROWS_A_TIME = 20_000
"""Rows that compaction sorts at a time."""


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
    folder: Path
    tables: dict[str, TableChange]
    rejects: int
    failed_pages: int
    unchanged: bool
    """The build is the current one, and nothing was written."""
    faults: tuple[Fault, ...]
    """What is not in the build: of raw/ and of its pages, each once."""


def assemble_build(
    output: Path,
    shards: Sequence[ShardSource],
    newspapers: Sequence[Newspaper],
    faults: Sequence[Fault],
    now: datetime | None = None,
) -> BuildReport:
    """Compact shards, all of them fresh, into a build that is not yet published.

    `faults` are those of raw/; those of the shards' pages are added. `now` is the time in the build's id. Raises
    FileNotFoundError where a shard is not written.
    """
    reports = [read_report(output, shard) for shard in shards]
    newspapers = sorted(newspapers, key=lambda newspaper: newspaper.newspaper)
    named = tuple(sorted({*faults, *(fault for report in reports for fault in report.faults)}, key=_fault_order))
    inputs = _inputs(shards, newspapers, named)
    current = _intact(current_build(output))
    if current is not None and current[1].inputs == inputs:
        return _unchanged(*current, named)
    builds = output / BUILDS
    with _connection() as connection, written_beside(builds) as folder:
        _write_tables(connection, folder, output, shards, newspapers)
        files = [file for table in TABLES for file in _build_files(folder, table)]
        if current is not None:
            _link_unchanged(folder, files, *current)
        build_id = _free_build_id(builds, files, now or datetime.now(UTC))
        files.append(_write_load_sql(folder, build_id, files))
        manifest = Manifest(
            build_id=build_id,
            created=(now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
            **_versions(),
            libraries={**library_versions(), "duckdb": version("duckdb")},
            inputs=inputs,
            previous=current[1].build_id if current else None,
            failed_pages=sum(report.failed_pages for report in reports),
            shards=tuple(BuildShard(name=s.name, fingerprint=s.fingerprint, pages=len(s.pages)) for s in shards),
            files=tuple(files),
            faults=tuple(BuildFault(**asdict(fault)) for fault in named),
        )
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
        settle(folder, builds / build_id)
        return _report(connection, builds / build_id, manifest, named, current)


def _fault_order(fault: Fault) -> tuple[str, int, str]:
    return fault.path, -1 if fault.offset is None else fault.offset, fault.message


def _versions() -> dict[str, str]:
    return {
        "dataset_version": version("jiceng"),
        "schema_version": SCHEMA_VERSION,
        "rules_version": rules_version(),
    }


def _inputs(shards: Iterable[ShardSource], newspapers: Iterable[Newspaper], faults: Iterable[Fault]) -> str:
    """Hash all that decides a build's content."""
    own = (path for path in Path(__file__).parent.glob("*.py"))
    basis = {
        "versions": {**_versions(), **library_versions(), "duckdb": version("duckdb")},
        "code": sorted(sha256_of(path) for path in own),
        "shards": [[shard.name, shard.fingerprint] for shard in shards],
        "newspapers": [newspaper.model_dump() for newspaper in newspapers],
        "rules": [[rule.model_dump(), confidence_of(rule.rule)] for rule in rule_rows()],
        "faults": [asdict(fault) for fault in faults],
    }
    return sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()


def _intact(folder: Path | None) -> tuple[Path, Manifest] | None:
    """Return a build with its manifest, if its files are all there in their length."""
    if folder is None:
        return None
    try:
        manifest = read_manifest(folder)
        whole = all((folder / file.path).stat().st_size == file.bytes for file in manifest.files)
    except (NoDataset, OSError):
        return None
    return (folder, manifest) if whole else None


def _unchanged(folder: Path, manifest: Manifest, faults: tuple[Fault, ...]) -> BuildReport:
    tables = {table: TableChange(manifest.rows_of(table), 0, 0, 0) for table in TABLES}
    return BuildReport(
        build_id=manifest.build_id,
        folder=folder,
        tables=tables,
        rejects=manifest.rows_of("rejects"),
        failed_pages=manifest.failed_pages,
        unchanged=True,
        faults=faults,
    )


def _write_tables(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    output: Path,
    shards: Sequence[ShardSource],
    newspapers: Sequence[Newspaper],
) -> None:
    for name in TABLES:
        if name == "newspapers":
            tables: Iterable[pa.Table] = [table_of(Newspaper, newspapers)]
        elif name == "rules":
            tables = [table_of(Rule, rule_rows())]
        else:
            tables = _compacted(connection, output, shards, name)
        write_parts(tables, published_schema(name, _versions()), folder / name, rows_a_group(name))


def _compacted(
    connection: duckdb.DuckDBPyConnection, output: Path, shards: Sequence[ShardSource], name: str
) -> Iterator[pa.Table]:
    """Yield a table's rows of all shards, in key order."""
    if name in RESOLVED_TABLES or name == "offices":
        if files := _shard_files(output, shards, name):
            source = f"read_parquet([{_listed(files)}])"
            resolved = name in RESOLVED_TABLES
            yield merge_partials(connection, name, source) if resolved else _ordered(connection, name, source)
        return
    for _, section in groupby(sorted(shards, key=_section), key=_section):
        for table in _in_key_order(_shard_files(output, section, name), name):
            yield _with_confidence(table) if MEASURED in TABLES[name].model_fields else table


def _ordered(connection: duckdb.DuckDBPyConnection, name: str, source: str) -> pa.Table:
    """Return a table whose keys do not begin with the page, in the order of its key."""
    return connection.sql(f"SELECT * FROM {source} ORDER BY {', '.join(TABLES[name].key)}").to_arrow_table()


def _section(shard: ShardSource) -> str:
    """Return what the keys of a shard's rows begin with; sections do not interleave, undated shards of one do."""
    return shard.name.partition("/undated-")[0] + ("/undated" if "/undated-" in shard.name else "")


def _shard_files(output: Path, shards: Iterable[ShardSource], name: str) -> list[Path]:
    paths = (shard_folder(output, shard) / f"{name}.parquet" for shard in shards)
    return [path for path in paths if path.is_file()]


def _in_key_order(files: Sequence[Path], name: str) -> Iterator[pa.Table]:
    """Yield the rows of files, each in key order, in the order of the key, some thousands at a time."""
    if not files:
        return
    key = TABLES[name].key
    first = key[0]
    keys = pa.concat_arrays([a for path in files for a in pq.read_table(path, columns=[first])[first].chunks]).sort()
    bounds = [keys[at].as_py() for at in range(0, len(keys), _ROWS_A_TIME)]
    for low, high in zip(bounds, [*bounds[1:], None], strict=True):
        if low == high:
            continue
        rows = pc.field(first) >= low
        if high is not None:
            rows &= pc.field(first) < high
        yield sorted_by_key(pq.read_table(files, filters=rows), key)


def _with_confidence(table: pa.Table) -> pa.Table:
    """Return quotes or mentions with the measured precision of the rule of each."""
    rules = table["rule"].combine_chunks().dictionary_encode()
    measured = pa.array([confidence_of(rule) for rule in rules.dictionary.to_pylist()], pa.float64())
    return table.append_column(MEASURED, measured.take(rules.indices))


def _connection() -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that spills into the system's temporary folder."""
    return duckdb.connect(config={"temp_directory": str(Path(gettempdir()) / f"jiceng-{uuid4().hex}")})


def _build_files(folder: Path, table: str) -> Iterator[BuildFile]:
    for path in sorted((folder / table).iterdir()):
        yield BuildFile(
            path=path.relative_to(folder).as_posix(),
            table=table,
            rows=pq.read_metadata(path).num_rows,
            bytes=path.stat().st_size,
            sha256=sha256_of(path),
        )


def _link_unchanged(folder: Path, files: Iterable[BuildFile], before: Path, manifest: Manifest) -> None:
    """Replace files by hard links to those of the build before with the same bytes, where they still have them."""
    known = {(file.table, file.sha256): before / file.path for file in manifest.files}
    for file in files:
        old = known.get((file.table, file.sha256))
        if old is None or sha256_of(old) != file.sha256:
            continue
        link = folder / f"{TEMPORARY}link"
        try:
            os.link(old, link)
        except OSError:  # the file system has no hard links: the copy stays
            continue
        link.replace(folder / file.path)


def _free_build_id(builds: Path, files: Iterable[BuildFile], now: datetime) -> str:
    """Return <UTC time>-<hash of the content>, a second later where a build has that name."""
    content = sha256("\n".join(f"{file.path} {file.sha256}" for file in files).encode()).hexdigest()[:8]
    moment = now.astimezone(UTC)
    while (builds / f"{moment:%Y%m%dT%H%M%SZ}-{content}").exists():
        moment += timedelta(seconds=1)
    return f"{moment:%Y%m%dT%H%M%SZ}-{content}"


def _write_load_sql(folder: Path, build_id: str, files: Iterable[BuildFile]) -> BuildFile:
    paths: dict[str, list[str]] = {table: [] for table in TABLES}
    for file in files:
        if file.table is not None:
            paths[file.table].append(file.path)
    path = folder / LOAD_SQL
    path.write_text(load_sql(build_id, paths), encoding="utf-8")
    return BuildFile(path=LOAD_SQL, table=None, rows=None, bytes=path.stat().st_size, sha256=sha256_of(path))


def _listed(files: Iterable[Path]) -> str:
    """Return paths as the items of an SQL list."""
    return ", ".join(literal(str(path)) for path in files)


def _report(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    manifest: Manifest,
    faults: tuple[Fault, ...],
    before: tuple[Path, Manifest] | None,
) -> BuildReport:
    return BuildReport(
        build_id=manifest.build_id,
        folder=folder,
        tables={table: _change(connection, folder, manifest, before, table) for table in TABLES},
        rejects=manifest.rows_of("rejects"),
        failed_pages=manifest.failed_pages,
        unchanged=False,
        faults=faults,
    )


def _change(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    manifest: Manifest,
    before: tuple[Path, Manifest] | None,
    table: str,
) -> TableChange:
    """Count rows that came, changed and went; opens only the files that the two builds do not share."""
    rows = manifest.rows_of(table)
    if before is None:
        return TableChange(rows, rows, 0, 0)
    old_folder, old_manifest = before
    ours = {file.sha256: folder / file.path for file in manifest.files_of(table)}
    theirs = {file.sha256: old_folder / file.path for file in old_manifest.files_of(table)}
    fresh = [path for digest, path in ours.items() if digest not in theirs]
    stale = [path for digest, path in theirs.items() if digest not in ours]
    if not fresh and not stale:
        return TableChange(rows, 0, 0, 0)
    key = TABLES[table].key
    query = f"""
        SELECT count(*) FILTER (old.digest IS NULL), count(*) FILTER (new.digest <> old.digest),
            count(*) FILTER (new.digest IS NULL)
        FROM ({_digests(fresh, key)}) AS new FULL JOIN ({_digests(stale, key)}) AS old USING ({", ".join(key)})
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


def publish(output: Path, build: BuildReport) -> None:
    """Make a build the current one by one rename, and sweep what neither it nor the build before needs.

    May be called again after it was cut off. Raises FileExistsError where something that is no link has the name of a
    table in `output`.
    """
    before = current_build(output)
    _require_free_names(output)
    _link(output / CURRENT, Path(BUILDS) / build.build_id)
    for name in (*TABLES, LOAD_SQL):
        _link(output / name, Path(CURRENT) / name)
    _sweep(output, build.folder, before)


def _require_free_names(output: Path) -> None:
    for name in (CURRENT, *TABLES, LOAD_SQL):
        path = output / name
        if path.exists() and not path.is_symlink():
            raise FileExistsError(f"{path}: is no link of a dataset; move it away, or give another --output")


def _link(path: Path, target: Path) -> None:
    """Point a symbolic link to a target, given relative to the link's folder, by one rename."""
    if path.is_symlink() and path.readlink() == target:
        return
    beside = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    beside.symlink_to(target)
    beside.replace(path)


def _sweep(output: Path, current: Path, before: Path | None) -> None:
    """Remove builds but the current one and the one before, shards that neither has, and what was never finished."""
    kept = {current.name}
    if before is not None and before.name != current.name:
        kept.add(before.name)
    manifests = [read_manifest(current)]
    if before is None or before.name == current.name:
        kept.add(manifests[0].previous or current.name)
    for folder in (output / BUILDS).iterdir():
        if folder.name not in kept:
            _remove(folder)
        elif folder.name != current.name:
            manifests += _readable(folder)
    _sweep_shards(output, {f"{s.name}/{s.fingerprint}" for manifest in manifests for s in manifest.shards})
    for path in output.glob(f"{TEMPORARY}*"):
        path.unlink()


def _readable(folder: Path) -> list[Manifest]:
    try:
        return [read_manifest(folder)]
    except NoDataset:
        return []


def _sweep_shards(output: Path, kept: set[str]) -> None:
    root = output / SHARDS
    for folder in list(root.glob(f"{TEMPORARY}*")):
        _remove(folder)
    for folder in list(root.glob("*/*/*")):
        if folder.relative_to(root).as_posix() not in kept:
            _remove(folder)
    for folder in sorted(root.glob("*/*"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _remove(folder: Path) -> None:
    """Remove a folder; it loses its name first, so that a half removed one is never taken for whole."""
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    dead = folder.parent / f"{TEMPORARY}{uuid4().hex}"
    folder.rename(dead)
    shutil.rmtree(dead, ignore_errors=True)
