"""Shards → published files of the tables of entities, divided into buckets by a hash of the entity's id.

Besides the published rows, a build keeps the partial rows of each bucket (resolve.py) in `partials/`, each with its
shard. So a changed shard changes only the buckets of its own entities; no other bucket is opened.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.resolve import RESOLVED_TABLES, merge_partials, partial_schema
from jiceng.dataset.shard_files import WrittenShard, shard_rows
from jiceng.dataset.shards import ShardSource
from jiceng.dataset.tables import rows_per_group, sorted_by_key, write_parts
from jiceng.storage import Location
from schemas import TABLES, arrow_schema

BUCKETED_TABLES = (*RESOLVED_TABLES, "offices")
PARTIALS = "partials"
ROWS_PER_BUCKET = 50_000
"""Partial rows that a bucket should have at most: all of them are rewritten if one changes."""
ROWS_IN_MEMORY = 2_000_000
"""Partial rows that a first build holds in memory at a time."""
_SHARD = "shard"


def bucket_count(rows: int) -> int:
    """Return the number of buckets of a table with so many partial rows: a power of two."""
    return 1 << max(0, (max(rows, 1) - 1) // ROWS_PER_BUCKET).bit_length()


def bucket_name(bucket: int) -> str:
    """Return the name of a bucket, which is its section in the manifest."""
    return f"{bucket:04d}"


def partials_path(table: str, bucket: int) -> str:
    """Return the path of a bucket's partial rows below the folder of a build."""
    return f"{PARTIALS}/{table}-{bucket_name(bucket)}.parquet"


def table_of_partials(path: str) -> str | None:
    """Return the table whose partial rows a build keeps at a path below its folder; None if it is another file."""
    folder, _, name = path.rpartition("/")
    return name.rpartition("-")[0] if folder == PARTIALS else None


@dataclass(frozen=True, slots=True)
class Bucketing:
    """A table and the number of buckets that its rows are divided into."""

    table: str
    count: int

    @property
    def key(self) -> str:
        """The column whose hash decides the bucket."""
        return TABLES[self.table].key[0]

    def bucket(self, entity_id: str) -> int:
        """Return the bucket of an entity."""
        return crc32(entity_id.encode()) % self.count

    def buckets_of(self, rows: pa.Table) -> list[int]:
        """Return the bucket of each row."""
        return [self.bucket(entity_id) for entity_id in rows[self.key].to_pylist()]


def stored_schema(table: str, columns: Sequence[str] | None = None) -> pa.Schema:
    """Return the Arrow schema of a table's partial rows as a build keeps them, or of some of their columns."""
    schema = partial_schema(table) if table in RESOLVED_TABLES else arrow_schema(TABLES[table])
    if columns is not None:
        schema = pa.schema([schema.field(column) for column in columns])
    return schema.remove_metadata().append(pa.field(_SHARD, pa.string(), nullable=False))


def rows_of_shards(
    output: Location, shards: Iterable[WrittenShard], table: str, columns: Sequence[str] | None = None
) -> pa.Table:
    """Return the rows of a table in shards, each with the name of its shard; of resolved tables, the partial rows.

    Raises DamagedShard.
    """
    schema = stored_schema(table, columns)
    tables = [schema.empty_table()]
    for shard in shards:
        rows = shard_rows(output, shard, table, columns)
        if rows is not None:
            tables.append(rows.append_column(_SHARD, pa.array([shard.name] * len(rows), pa.string())).cast(schema))
    return pa.concat_tables(tables)


def divided(
    bucketing: Bucketing, output: Location, shards: Sequence[ShardSource], total: int
) -> Iterator[tuple[int, pa.Table]]:
    """Yield each bucket that has rows, with its partial rows of all shards; `total` is the number of all partial rows.

    About ROWS_IN_MEMORY rows are in memory at a time; the shards' files are read as often as that takes.
    """
    times = max(1, -(-total // ROWS_IN_MEMORY))
    size = -(-bucketing.count // times)
    for first in range(0, bucketing.count, size):
        wanted = range(first, min(first + size, bucketing.count))
        parts = [_only(bucketing, rows_of_shards(output, [shard], bucketing.table), wanted) for shard in shards]
        yield from in_buckets(bucketing, pa.concat_tables([stored_schema(bucketing.table).empty_table(), *parts]))


def _only(bucketing: Bucketing, rows: pa.Table, wanted: range) -> pa.Table:
    if len(wanted) == bucketing.count:
        return rows
    return rows.filter(pa.array([bucket in wanted for bucket in bucketing.buckets_of(rows)], pa.bool_()))


def in_buckets(bucketing: Bucketing, rows: pa.Table) -> Iterator[tuple[int, pa.Table]]:
    """Yield each bucket that has rows, in order, and its rows."""
    if not len(rows):
        return
    numbered = rows.append_column("bucket", pa.array(bucketing.buckets_of(rows), pa.int32())).sort_by("bucket")
    numbers = numbered["bucket"].to_pylist()
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[start]:
            yield numbers[start], numbered.slice(start, end - start).drop_columns("bucket")
            start = end


def without_shards(rows: pa.Table, names: Iterable[str]) -> pa.Table:
    """Return the partial rows that came from other shards."""
    gone = set(names)
    return rows.filter(pa.array([shard not in gone for shard in rows[_SHARD].to_pylist()], pa.bool_()))


def write_bucket(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    bucketing: Bucketing,
    bucket: int,
    rows: pa.Table,
    schema: pa.Schema,
) -> list[Path]:
    """Write the partial and the published rows of a bucket below `folder`, and return the files; without rows, none."""
    if not len(rows):
        return []
    table = bucketing.table
    stored = sorted_by_key(rows, (*TABLES[table].key, _SHARD))
    path = folder / partials_path(table, bucket)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(stored, path, compression="zstd")
    stem = folder / table / f"part-{bucket_name(bucket)}"
    return [path, *write_parts([_published(connection, table, stored)], schema, stem, rows_per_group(table))]


def _published(connection: duckdb.DuckDBPyConnection, table: str, stored: pa.Table) -> pa.Table:
    if table not in RESOLVED_TABLES:
        return stored.drop_columns(_SHARD)
    connection.register("bucket_partials", stored.drop_columns(_SHARD))
    try:
        return merge_partials(connection, table, "bucket_partials")
    finally:
        connection.unregister("bucket_partials")
