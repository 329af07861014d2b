"""The index of a build: of months and years of newspapers, and of buckets of initiatives; what is unchanged is kept."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.builds.assembly import Assembly
from jiceng.dataset.builds.inputs import build_versions, hash_of, writer_inputs
from jiceng.dataset.compaction import search_sections_of
from jiceng.dataset.manifest import BuildFile
from jiceng.dataset.search.index import IndexFiles, columns_to_index, first_document, write_index
from jiceng.dataset.shard_files import shard_rows
from jiceng.dataset.shards import ShardSource
from jiceng.dataset.tables import published_schema
from jiceng.storage import local_copies
from schemas import SEARCH_TABLES, TABLES, arrow_schema

Rows = Iterator[tuple[str, pa.Table]]


def write_search(assembly: Assembly, shards: Sequence[ShardSource]) -> None:
    """Write search and search_documents; the other tables are written. Raises DamagedShard."""
    for section in search_sections_of(shards):
        inputs = [[shard.name, shard.fingerprint] for shard in section.shards]
        _write_section(assembly, section.name, inputs, partial(_of_shards, assembly, section.shards))
    initiatives = [file for file in assembly.files if file.table == "initiatives" and file.rows]
    for bucket, files in groupby(initiatives, key=lambda file: file.section):
        found = list(files)
        name = f"initiatives/{bucket}"
        _write_section(assembly, name, [file.sha256 for file in found], partial(_of_files, assembly, found))


def _write_section(assembly: Assembly, name: str, inputs: object, rows: Callable[[], Rows]) -> None:
    """Write a section of the index, or take it from the build before, which made it of the same inputs."""
    if assembly.is_as_before(f"search/{name}", hash_of([writer_inputs(), inputs])):
        for table in SEARCH_TABLES:
            assembly.carry(f"{table}/{name}")
        return
    stem = name.replace("/", "-")
    schemas = {table: published_schema(table, build_versions()) for table in SEARCH_TABLES}
    places = IndexFiles(assembly.folder / "search" / stem, assembly.folder / "search_documents" / stem, schemas)
    for table, paths in write_index(rows(), first_document(name), places).items():
        assembly.add(paths, table, name)


def _of_shards(assembly: Assembly, shards: Sequence[ShardSource]) -> Rows:
    for target in ("articles", "quotes"):
        columns = columns_to_index(target, arrow_schema(TABLES[target]).names)
        for shard in shards:
            rows = shard_rows(assembly.output, shard, target, columns)
            if rows is not None:
                yield target, rows


def _of_files(assembly: Assembly, files: Sequence[BuildFile]) -> Rows:
    with local_copies([assembly.place_of(file) for file in files]) as paths:
        for path in paths:
            columns = columns_to_index("initiatives", pq.read_schema(path).names)
            yield "initiatives", pq.ParquetFile(path).read(columns).select(columns)
