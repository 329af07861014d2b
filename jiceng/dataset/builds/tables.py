"""Shards → the files of every table of a build; a part whose inputs have not changed is carried over."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.buckets import (
    BUCKETED_TABLES,
    Bucketing,
    bucket_count,
    bucket_name,
    divided,
    in_buckets,
    partials_path,
    rows_of_shards,
    without_shards,
    write_bucket,
)
from jiceng.dataset.builds.assembly import Assembly
from jiceng.dataset.builds.inputs import build_versions, hash_of, measured_rules, writer_inputs
from jiceng.dataset.builds.previous import PreviousBuild
from jiceng.dataset.builds.search import write_search
from jiceng.dataset.compaction import SECTIONED_TABLES, sections_of, write_section
from jiceng.dataset.manifest import BuildShard
from jiceng.dataset.shard_files import DamagedShard, shard_rows
from jiceng.dataset.shards import MEASURED_TABLES, ShardSource
from jiceng.dataset.tables import published_schema, rows_per_group, table_of, write_parts
from jiceng.storage import Location, read_parquet
from schemas import SEARCH_TABLES, TABLES, Newspaper, Row, Rule


def write_tables(
    assembly: Assembly,
    shards: Sequence[ShardSource],
    entries: Sequence[BuildShard],
    newspapers: Sequence[Newspaper],
) -> None:
    """Write every table into the folder of a build; `entries` are the manifest's entries of the shards."""
    for table in TABLES:
        schema = published_schema(table, build_versions())
        if table in SECTIONED_TABLES:
            _write_sections(assembly, shards, table, schema)
        elif table in BUCKETED_TABLES:
            _write_buckets(assembly, shards, entries, table, schema)
        else:
            rows = newspapers if table == "newspapers" else _rules()
            _write_rows(assembly, table, rows, schema)
        if not any(file.table == table for file in assembly.files):
            _write_empty(assembly, table, schema)
    write_search(assembly, shards)
    for table in SEARCH_TABLES:
        if not any(file.table == table for file in assembly.files):
            _write_empty(assembly, table, published_schema(table, build_versions()))


def _rules() -> list[Rule]:
    from jiceng.rules import rule_rows  # imports all of extraction

    return rule_rows()


def _write_empty(assembly: Assembly, table: str, schema: pa.Schema) -> None:
    if assembly.is_as_before(f"{table}/empty", hash_of(writer_inputs())):
        assembly.carry(table)
        return
    path = assembly.folder / table / "part-00000.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(schema.empty_table(), path, compression="zstd")
    assembly.add([path], table, None)


def _write_rows(assembly: Assembly, table: str, rows: Sequence[Row], schema: pa.Schema) -> None:
    inputs = hash_of({**writer_inputs(), "rows": [row.model_dump(mode="json") for row in rows]})
    if assembly.is_as_before(table, inputs):
        assembly.carry(table)
    else:
        stem = assembly.folder / table / "part"
        paths = write_parts([table_of(TABLES[table], rows)], schema, stem, rows_per_group(table))
        assembly.add(paths, table, None)


def _write_sections(assembly: Assembly, shards: Sequence[ShardSource], table: str, schema: pa.Schema) -> None:
    basis = {**writer_inputs(), "rules": measured_rules() if table in MEASURED_TABLES else None}
    for section in sections_of(shards):
        name = f"{table}/{section.name}"
        inputs = hash_of({**basis, "shards": [[shard.name, shard.fingerprint] for shard in section.shards]})
        if assembly.is_as_before(name, inputs):
            assembly.carry(name)
        else:
            paths = write_section(assembly.folder, assembly.output, section, table, schema)
            assembly.add(paths, table, section.name)


def _write_buckets(
    assembly: Assembly,
    shards: Sequence[ShardSource],
    entries: Sequence[BuildShard],
    table: str,
    schema: pa.Schema,
) -> None:
    total = sum(entry.rows.get(table, 0) for entry in entries)
    bucketing = Bucketing(table, bucket_count(total))
    assembly.buckets[table] = bucketing.count
    before = assembly.before
    is_same_writer = assembly.is_as_before(f"{table}/buckets", hash_of(writer_inputs()))
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


def _write_bucket(assembly: Assembly, bucketing: Bucketing, bucket: int, rows: pa.Table, schema: pa.Schema) -> None:
    paths = write_bucket(assembly.connection, assembly.folder, bucketing, bucket, rows, schema)
    assembly.add(paths, bucketing.table, bucket_name(bucket))


def _changed_buckets(
    assembly: Assembly, before: PreviousBuild, shards: Sequence[ShardSource], bucketing: Bucketing
) -> dict[int, pa.Table] | None:
    """Return the partial rows of each bucket that differs from the build before; None if that cannot be told.

    Raises DamagedShard and DamagedBuild.
    """
    known = {shard.name: shard for shard in before.manifest.shards}
    changed = [each for each in shards if each.name not in known or known[each.name].fingerprint != each.fingerprint]
    here = {shard.name for shard in shards}
    left = {shard.name for shard in changed if shard.name in known} | (known.keys() - here)
    fresh = rows_of_shards(assembly.output, changed, bucketing.table)
    arrived = dict(in_buckets(bucketing, fresh))
    touched = set(arrived)
    for name in left:
        ids = _ids_of(assembly.output, known[name], bucketing)
        if ids is None:
            return None
        touched |= {bucketing.bucket(entity_id) for entity_id in ids}
    stored = {file.path: file for file in before.manifest.files}
    rows = {}
    for bucket in sorted(touched):
        path = partials_path(bucketing.table, bucket)
        parts = [arrived.get(bucket, fresh.slice(0, 0))]
        if path in stored:
            before.prove(stored[path])
            parts.append(without_shards(read_parquet(before.folder / path), {*left, *(s.name for s in changed)}))
        rows[bucket] = pa.concat_tables([part.cast(fresh.schema) for part in parts])
    return rows


def _ids_of(output: Location, shard: BuildShard, bucketing: Bucketing) -> list[str] | None:
    """Return the ids of the entities in a shard of the build before; None if it has been swept or is damaged."""
    try:
        rows = shard_rows(output, shard, bucketing.table, [bucketing.key])
    except DamagedShard:
        return None
    ids: list[str] = [] if rows is None else rows[bucketing.key].to_pylist()
    return ids
