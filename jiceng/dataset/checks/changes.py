"""The contract's promises where a build differs from the one before: what a run proves that costs what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from jiceng.dataset.buckets import PARTIALS, Bucketing, bucket_name, rows_of_shards
from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.checks.builds import (
    MAX_ROWS,
    NOT_OF_THE_DATA,
    at_hand,
    check_files,
    check_order,
    check_row_counts,
    check_schemas,
    check_statements,
)
from jiceng.dataset.compaction import SECTIONED_TABLES, section_name
from jiceng.dataset.connection import build_connection
from jiceng.dataset.load_sql import literal
from jiceng.dataset.manifest import BUILD_MEMORY, BuildFile, BuildShard, Manifest, read_manifest
from jiceng.dataset.resolve import COUNTS, RESOLVED_TABLES
from jiceng.escapes import first_line
from jiceng.storage import Location, read_parquet
from schemas import ENTITY_TABLES, TABLES, arrow_schema


def check_changes(output: Location, build: Location, before: Location, memory: str = BUILD_MEMORY) -> list[Broken]:
    """Return the promises that a build breaks where it differs from the build before, which kept them all.

    Checks the files that the build before does not have, and the rows of changed shards: what they say, what they refer
    to, and that the counts of entities are the sums of their partial rows. Nothing else is opened. `memory` is what its
    queries may take. Raises NoDataset, duckdb.OutOfMemoryException.
    """
    manifest, old = read_manifest(build), read_manifest(before)
    known = {file.sha256 for file in old.files}
    files = [file for file in manifest.files if file.sha256 not in known]
    fingerprints = {shard.name: shard.fingerprint for shard in old.shards}
    changed = [shard for shard in manifest.shards if fingerprints.get(shard.name) != shard.fingerprint]
    partials = {table: rows_of_shards(output, changed, table) for table in RESOLVED_TABLES}
    opened = _files_of_shards(manifest, changed, partials)
    with at_hand(build, {file.path for file in (*files, *opened)}) as here:
        broken = [*check_files(here, files), *check_schemas(here, files), *_check_section_rows(manifest)]
        if broken:
            return broken
        try:
            broken += check_row_counts(here, files)
            for table in TABLES:
                broken += check_order(here, table, [file for file in files if file.table == table])
            broken += _check_partials(here, [file for file in files if file.table in RESOLVED_TABLES], memory)
            pages = rows_of_shards(output, changed, "pages", columns=["page_id"])
            with _changed_rows(here, opened, pages, partials, memory) as connection:
                broken += check_statements(connection, SECTIONED_TABLES)
                broken += _check_partial_counts(connection)
            broken += _check_entity_references(build, here, manifest, opened, partials)
        except NOT_OF_THE_DATA:
            raise
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            broken.append(Broken("files", "", build.name, f"cannot be read ({first_line(error)})"))
    return broken


def _check_section_rows(manifest: Manifest) -> Iterator[Broken]:
    """Check that each section has exactly as many rows as its shards."""
    expected: Counter[tuple[str, str | None]] = Counter()
    for shard in manifest.shards:
        for table in SECTIONED_TABLES:
            expected[table, section_name(shard.name)] += shard.rows.get(table, 0)
    for file in manifest.files:
        if file.table in SECTIONED_TABLES:
            expected[file.table, file.section] -= file.rows or 0
    for (table, section), missing in expected.items():
        if missing:
            what = f"lacks {missing} rows of its shards" if missing > 0 else f"has {-missing} rows that no shard has"
            yield Broken("files", table, section or "", what)


def _files_of_shards(
    manifest: Manifest, shards: Sequence[BuildShard], partials: Mapping[str, pa.Table]
) -> list[BuildFile]:
    """Return the files that hold the rows of shards, and the entities of these rows."""
    wanted = {(table, section_name(shard.name)) for table in SECTIONED_TABLES for shard in shards}
    for table, rows in partials.items():
        wanted |= {(table, name) for name in _buckets_of(manifest, table, rows[TABLES[table].key[0]].to_pylist())}
    people = partials["people"]["person_id"].to_pylist()
    wanted |= {("offices", name) for name in _buckets_of(manifest, "offices", people)}
    small = ("newspapers", "rules")
    return [file for file in manifest.files if file.table in small or (file.table, file.section) in wanted]


def _buckets_of(manifest: Manifest, table: str, ids: Iterable[str]) -> set[str]:
    bucketing = Bucketing(table, manifest.buckets[table])
    return {bucket_name(bucketing.bucket(each)) for each in ids}


@contextmanager
def _changed_rows(
    build: Path, files: Sequence[BuildFile], pages: pa.Table, partials: Mapping[str, pa.Table], memory: str
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection whose tables hold only the rows of some pages, and the entities of these rows."""
    kept = {
        "pages": "page_id IN (SELECT page_id FROM changed_pages)",
        "articles": "page_id IN (SELECT page_id FROM changed_pages)",
        "rejects": "page_id IN (SELECT page_id FROM changed_pages)",
        "quotes": "article_id IN (SELECT article_id FROM articles)",
        "mentions": "article_id IN (SELECT article_id FROM articles)",
        "offices": "article_id IN (SELECT article_id FROM articles)",
        **{
            table: f"{TABLES[table].key[0]} IN (SELECT {TABLES[table].key[0]} FROM partial_{table})"
            for table in RESOLVED_TABLES
        },
    }
    with build_connection(memory) as connection:
        connection.register("changed_pages", pages)
        for table, rows in partials.items():
            connection.register(f"partial_{table}", rows)
        for table in ("pages", "articles", *(name for name in TABLES if name not in ("pages", "articles"))):
            paths = [str(build / file.path) for file in files if file.table == table]
            if not paths:
                connection.register(f"no_{table}", arrow_schema(TABLES[table]).empty_table())
            source = f"read_parquet([{', '.join(map(literal, paths))}])" if paths else f"no_{table}"
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {source} WHERE {kept.get(table, 'true')}")
        yield connection


def _check_partial_counts(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Check that the partial rows of changed shards count their mentions."""
    for kind, table in ENTITY_TABLES.items():
        key = TABLES[table].key[0]
        query = f"""
            SELECT {key}, sum(mention_count), count(entity_id) FROM
                (SELECT {key}, sum(mention_count) AS mention_count FROM partial_{table} GROUP BY {key})
                LEFT JOIN (SELECT entity_id FROM mentions WHERE entity_type = '{kind}') ON entity_id = {key}
            GROUP BY {key}, mention_count HAVING mention_count <> count(entity_id) ORDER BY {key} LIMIT {MAX_ROWS}
        """
        for entity_id, _, counted in connection.execute(query).fetchall():
            yield Broken("counts", table, entity_id, f"its shards counted other mentions than the {counted} there are")


def _check_partials(build: Path, files: Iterable[BuildFile], memory: str) -> Iterator[Broken]:
    """Check that the counts of the entities of a bucket are the sums of their partial rows."""
    with build_connection(memory) as connection:
        for file in files:
            if file.table is None or file.section is None:
                continue
            key = TABLES[file.table].key[0]
            counts = [name for name in COUNTS if name in TABLES[file.table].model_fields]
            partial = f"{PARTIALS}/{file.table}-{file.section}.parquet"
            sums = ", ".join(f"sum({name}) AS {name}" for name in counts)
            differs = " OR ".join(f"found.{name} IS DISTINCT FROM summed.{name}" for name in counts)
            query = f"""
                SELECT {key} FROM read_parquet({literal(str(build / file.path))}) AS found FULL JOIN
                    (SELECT {key}, {sums} FROM read_parquet({literal(str(build / partial))}) GROUP BY {key}) AS summed
                USING ({key}) WHERE {differs} ORDER BY {key} LIMIT {MAX_ROWS}
            """
            for (entity_id,) in connection.execute(query).fetchall():
                yield Broken("counts", file.table, entity_id, "its counts are not those of its partial rows")


def _check_entity_references(
    build: Location, here: Path, manifest: Manifest, files: Sequence[BuildFile], partials: Mapping[str, pa.Table]
) -> Iterator[Broken]:
    """Check that the rows exist to which entities of changed shards refer; opens the buckets that hold these rows."""
    for table, rows in partials.items():
        key = TABLES[table].key[0]
        ids = rows[key].combine_chunks()
        for column, target in TABLES[table].references.items():
            of_table = [read_parquet(here / file.path, columns=[key, column]) for file in files if file.table == table]
            if not of_table:
                continue
            entities = pa.concat_tables(of_table)
            entities = entities.filter(pc.is_in(entities[key], ids)).filter(pc.field(column).is_valid())
            wanted = entities[column].combine_chunks()
            names = _buckets_of(manifest, target, wanted.to_pylist())
            paths = [build / file.path for file in manifest.files_of(target) if file.section in names]
            target_key = TABLES[target].key[0]
            there = [chunk for path in paths for chunk in read_parquet(path, columns=[target_key])[target_key].chunks]
            known = pa.concat_arrays(there) if there else pa.array([], pa.string())
            missing = entities.filter(pc.invert(pc.is_in(entities[column], known)))
            for row in missing.slice(0, MAX_ROWS).to_pylist():
                yield Broken("4", table, row[key], f"{column} points to no row of {target}: {row[column]}")
