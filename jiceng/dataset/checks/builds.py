"""The contract's promises, checked by query on any build.

First the files: the manifest, their hashes and schemas. If every table can be opened, then keys, references and what
rows say of each other, over the whole dataset; then promises 1, 2, 3 and 7 (pages.py), some hundred pages at a time.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiceng.dataset.buckets import BUCKETED_TABLES
from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.checks.opened import opened_tables
from jiceng.dataset.checks.pages import check_pages
from jiceng.dataset.checks.proofs import prove_page
from jiceng.dataset.checks.search import check_index
from jiceng.dataset.database import check_database_of
from jiceng.dataset.load_sql import identifier, model_of
from jiceng.dataset.manifest import (
    BUILD_MEMORY,
    CURRENT,
    MANIFEST,
    BuildFile,
    Manifest,
    NoDataset,
    build_folder,
    read_manifest,
)
from jiceng.dataset.resolve import RESOLVED_TABLES
from jiceng.escapes import first_line
from jiceng.steps import tracked
from jiceng.storage import Location, sha256_of
from schemas import ENTITY_TABLES, SEARCH_TABLES, TABLES, WHITE_SPACE, arrow_schema

__all__ = ["Broken", "check_build", "prove_page"]

MAX_ROWS = 20
"""Broken rows that are named per check."""
MAX_ROWS_PER_GROUP = 100_000
NOT_OF_THE_DATA = (
    *(duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException),
    duckdb.OutOfMemoryException,
)
"""What DuckDB raises where the query is wrong, or the memory too small, not the data."""


def check_build(folder: Location, memory: str = BUILD_MEMORY) -> list[Broken]:
    """Return every promise that a build breaks, at most MAX_ROWS rows per kind; an empty list if it keeps them all.

    `folder` is a build, or an output folder, whose current build is checked. A build on object storage is downloaded.
    `memory` is what its queries may take. Raises NoDataset if there is no build, duckdb.OutOfMemoryException.
    """
    try:
        build = build_folder(folder)
        manifest = read_manifest(build)
    except NoDataset as error:
        if any(
            (candidate / "pages").is_dir() or (candidate / MANIFEST).exists()
            for candidate in (folder, folder / CURRENT)
        ):
            return [Broken("files", "", MANIFEST, str(error))]
        raise
    with at_hand(build, [file.path for file in manifest.files]) as here:
        return _check_whole(here, manifest, memory)


@contextmanager
def at_hand(build: Location, names: Iterable[str]) -> Iterator[Path]:
    """Give a build as a folder of this machine that has at least the named files."""
    if isinstance(build, Path):
        yield build
        return
    with TemporaryDirectory(prefix="jiceng-") as folder:
        for name in names:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                build.fs.get_file((build / name).path, str(path))
        yield Path(folder)


def _check_whole(build: Path, manifest: Manifest, memory: str) -> list[Broken]:
    broken = list(check_files(build, manifest.files))
    broken += _check_unknown_files(build, manifest)
    broken += (unusable := list(_check_tables(build, manifest)))
    if unusable:
        return broken
    try:
        broken += check_row_counts(build, manifest.files)
        for table in tracked((*TABLES, *SEARCH_TABLES), "order of tables"):
            broken += check_order(build, table, manifest.files_of(table))
        with opened_tables(build, manifest, memory) as connection:
            broken += check_statements(connection, TABLES)
            broken += _check_counts(connection)
            broken += check_index(connection)
            broken += check_database_of(build, manifest, connection)
    except NOT_OF_THE_DATA:
        raise
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        broken.append(Broken("files", "", build.name, f"cannot be read ({first_line(error)})"))
    return broken


def check_statements(connection: duckdb.DuckDBPyConnection, referring: Iterable[str]) -> Iterator[Broken]:
    """Check what rows say, except counts over all articles; references are checked of the tables in `referring`."""
    yield from _check_references(connection, referring)
    for check in (_check_keys, _check_ids, _check_repeated, _check_page_counts):
        yield from check(connection)
    yield from check_pages(connection, MAX_ROWS)


def check_tables(connection: duckdb.DuckDBPyConnection, promises: Collection[str]) -> Iterator[Broken]:
    """Yield the rows that break some promises, at most MAX_ROWS per kind; the connection has all tables by name."""
    if "4" in promises:
        yield from _check_keys(connection)
        yield from _check_references(connection, TABLES)
    if "ids" in promises:
        yield from _check_ids(connection)
    if "counts" in promises:
        for check in (_check_repeated, _check_page_counts, _check_counts):
            yield from check(connection)
    if not {"1", "2", "3", "7"}.isdisjoint(promises):
        yield from (broken for broken in check_pages(connection, MAX_ROWS) if broken.promise in promises)


def check_files(build: Path, files: Collection[BuildFile]) -> Iterator[Broken]:
    """Check that files exist with the bytes that the manifest says."""
    for file in tracked(files, "files"):
        path = build / file.path
        try:
            size = path.stat().st_size
            digest = sha256_of(path)
        except OSError as error:
            yield Broken("files", file.table or "", file.path, f"cannot be read ({error.strerror})")
            continue
        if size != file.bytes:
            yield Broken("files", file.table or "", file.path, f"has {size} bytes, the manifest says {file.bytes}")
        elif digest != file.sha256:
            yield Broken("files", file.table or "", file.path, "has other bytes than when it was built (SHA-256)")


def _check_unknown_files(build: Path, manifest: Manifest) -> Iterator[Broken]:
    known = {MANIFEST, *(file.path for file in manifest.files)}
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build).as_posix()
        if path.is_file() and name not in known:
            yield Broken("files", "", name, "is not in the manifest")


def _check_tables(build: Path, manifest: Manifest) -> Iterator[Broken]:
    """Check that each table exists, can be opened, and has the columns of its schema."""
    for table in (*TABLES, *SEARCH_TABLES):
        files = manifest.files_of(table)
        if not files:
            yield Broken("files", table, table, "the table is not in the manifest")
        yield from check_schemas(build, files)


def check_schemas(build: Path, files: Iterable[BuildFile]) -> Iterator[Broken]:
    """Check that files can be opened and have the columns of their table's schema."""
    for file in files:
        if file.table is None:
            continue
        try:
            schema = pq.read_schema(build / file.path)
        except (OSError, pa.ArrowException) as error:
            yield Broken("schema", file.table, file.path, f"is not a Parquet file ({first_line(error)})")
            continue
        expected = arrow_schema(model_of(file.table))
        if not schema.equals(expected):
            yield Broken("schema", file.table, file.path, schema_difference(expected, schema))


def check_row_counts(build: Path, files: Iterable[BuildFile]) -> Iterator[Broken]:
    """Check that files have as many rows as the manifest says, and no row group of more than MAX_ROWS_PER_GROUP."""
    for file in files:
        if file.table is None:
            continue
        metadata = pq.read_metadata(build / file.path)
        if metadata.num_rows != file.rows:
            what = f"has {metadata.num_rows} rows, the manifest says {file.rows}"
            yield Broken("files", file.table, file.path, what)
        largest = max((metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)), default=0)
        if largest > MAX_ROWS_PER_GROUP:
            yield Broken("files", file.table, file.path, f"has a row group of {largest} rows")


def schema_difference(expected: pa.Schema, found: pa.Schema) -> str:
    """Return in words how a schema differs from the expected one."""
    for field in expected:
        at = found.get_field_index(field.name)
        if at < 0:
            return f"lacks the column {field.name}"
        if not found.field(at).equals(field):
            null = "" if found.field(at).nullable else " not null"
            return f"has {field.name} as {found.field(at).type}{null}, not as the schema says"
    extra = [name for name in found.names if name not in expected.names]
    return f"has a column that is not in the schema: {extra[0]}" if extra else "has its columns in another order"


def check_order(build: Path, table: str, files: Iterable[BuildFile]) -> Iterator[Broken]:
    """Check that keys ascend over all files of a table; in a bucketed table, over the files of each bucket."""
    key, parts = list(model_of(table).key), (*BUCKETED_TABLES, *SEARCH_TABLES)
    for _, section in groupby(files, key=lambda file: file.section if table in parts else None):
        last: pa.Table | None = None
        for file in section:
            with pq.ParquetFile(build / file.path) as parquet:
                for batch in parquet.iter_batches(columns=key):
                    rows = pa.Table.from_batches([batch]).select(key)
                    if last is not None:
                        rows = pa.concat_tables([last, rows])
                    wrong = pc.indices_nonzero(pc.invert(_follows(rows.slice(0, len(rows) - 1), rows.slice(1), key)))
                    if len(wrong):
                        row = rows.slice(wrong[0].as_py() + 1, 1).to_pylist()[0]
                        yield Broken("files", table, _key_text(row.values()), f"{file.path} is not in its key's order")
                        return
                    last = rows.slice(len(rows) - 1)


def _follows(before: pa.Table, after: pa.Table, key: Sequence[str]) -> pa.ChunkedArray:
    """Return for each pair of rows whether the key of the later row is greater."""
    first, *rest = key
    greater = pc.greater(after[first], before[first])
    if not rest:
        return greater
    return pc.or_(greater, pc.and_(pc.equal(after[first], before[first]), _follows(before, after, rest)))


def _key_text(values: object) -> str:
    return " ".join(str(value) for value in values)  # type: ignore[attr-defined]


def _key(table: str) -> str:
    """Return SQL for the text of a row's key."""
    return f"concat_ws(' ', {', '.join(f'{table}.{column}' for column in TABLES[table].key)})"


def _rows(
    connection: duckdb.DuckDBPyConnection, promise: str, table: str, condition: str, what: str, joins: str = ""
) -> Iterator[Broken]:
    """Yield the rows of a table for which a condition holds; `what` is SQL for the sentence that says what broke."""
    query = f"""
        SELECT {_key(table)}, {what} FROM {table} {joins} WHERE {condition}
        ORDER BY {", ".join(f"{table}.{column}" for column in TABLES[table].key)} LIMIT {MAX_ROWS}
    """
    for row, sentence in connection.execute(query).fetchall():
        yield Broken(promise, table, row, sentence)


def _check_keys(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    for table, model in TABLES.items():
        key = ", ".join(model.key)
        query = f"SELECT {_key(table)}, count(*) FROM {table} GROUP BY {key} HAVING count(*) > 1 LIMIT {MAX_ROWS}"
        for row, count in connection.execute(query).fetchall():
            yield Broken("4", table, row, f"{count} rows have this key")


def _check_references(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> Iterator[Broken]:
    for table in tables:
        for column, target in TABLES[table].references.items():
            yield from _dangling(connection, table, column, target, "true")
    for kind, target in ENTITY_TABLES.items():
        yield from _dangling(connection, "mentions", "entity_id", target, f"mentions.entity_type = '{kind}'")


def _dangling(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, target: str, condition: str
) -> Iterator[Broken]:
    """Yield the rows whose reference points to no row; the target may be the table itself."""
    (key,) = TABLES[target].key
    points = f"{table}.{identifier(column)}"
    return _rows(
        connection,
        "4",
        table,
        f"target.{key} IS NULL AND {points} IS NOT NULL AND {condition}",
        f"'{column} points to no row of {target}: ' || {points}",
        f"LEFT JOIN {target} AS target ON target.{key} = {points}",
    )


def _check_ids(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Check that ids are made of pages and offsets as the contract says."""
    start, end = "raw_spans[1].start", 'raw_spans[-1]."end"'
    first = (
        "list_min(list_concat(list_transform(articles.raw_spans, lambda s: s.start), "
        "list_transform(flatten(list_transform(articles.titles, lambda t: t.spans)), lambda s: s.start)))"
    )
    article = "JOIN articles ON articles.article_id = {0}.article_id"
    expected = {
        "articles": (f"articles.page_id || '/a' || {first}", ""),
        "quotes": (
            f"articles.page_id || '/q' || quotes.{start} || '-' || quotes.{end}",
            article.format("quotes"),
        ),
        "mentions": (
            f"articles.page_id || '/m' || mentions.{start} || '-' || mentions.{end} || '-' || mentions.entity_type",
            article.format("mentions"),
        ),
        "pages": ("pages.newspaper || '/' || " + _tail("pages.page_id", 2), ""),
        "rejects": ("rejects.page_id || '/' || " + _tail("rejects.reject_id", 1), ""),
    }
    for table, (made, joins) in expected.items():
        (key,) = TABLES[table].key
        condition = f"{table}.{key} IS DISTINCT FROM {made}"
        sentence = f"'its key should be ' || coalesce({made}, 'another')"
        yield from _rows(connection, "ids", table, condition, sentence, joins)


def _tail(key: str, names: int) -> str:
    """Return SQL for the last names of a path."""
    return f"array_to_string(string_split({key}, '/')[-{names}:], '/')"


def _check_repeated(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove that columns which repeat another row's, or are computed from the row, agree."""
    repeated = {
        "articles": ("pages", "page_id", ("newspaper", "issue_date")),
        "quotes": ("articles", "article_id", ("newspaper", "issue_date")),
    }
    for table, (source, key, columns) in repeated.items():
        for column in columns:
            yield from _rows(
                connection,
                "counts",
                table,
                f"{table}.{column} IS DISTINCT FROM {source}.{column}",
                f"'{column} is not that of its row of {source}'",
                f"JOIN {source} ON {source}.{key} = {table}.{key}",
            )
    for table, text, digest in (("pages", "raw_text", "raw_sha256"), ("articles", "text", "text_sha256")):
        condition = f"{table}.{digest} IS DISTINCT FROM sha256({table}.{text})"
        yield from _rows(connection, "counts", table, condition, f"'{digest} is not that of {text}'")


def _check_page_counts(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove what is counted within a page."""
    printed = "length(translate({0}, getvariable('white_space'), ''))"
    connection.execute("SET VARIABLE white_space = $white", {"white": WHITE_SPACE})
    for table, text in (("pages", "raw_text"), ("articles", "text")):
        counted = f"coalesce({printed.format(f'{table}.{text}')}, 0)"
        yield from _count(connection, table, "character_count", counted, "")
    yield from _count(
        connection,
        "pages",
        "article_count",
        "coalesce(found.number, 0)",
        "LEFT JOIN (SELECT page_id, count(*) AS number FROM articles GROUP BY page_id) AS found USING (page_id)",
    )


def _check_counts(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove what is counted over all articles."""
    for kind, table in ENTITY_TABLES.items():
        yield from _check_entity_counts(connection, kind, table)
    yield from _count(
        connection,
        "people",
        "quote_count",
        "coalesce(found.number, 0)",
        "LEFT JOIN (SELECT person_id, count(*) AS number FROM quotes GROUP BY person_id) AS found USING (person_id)",
    )


def _check_entity_counts(connection: duckdb.DuckDBPyConnection, kind: str, table: str) -> Iterator[Broken]:
    assert table in RESOLVED_TABLES
    (key,) = TABLES[table].key
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE mentioned AS
        SELECT entity_id, count(*) AS mention_count, count(DISTINCT article_id) AS article_count,
            min(issue_date) AS first_seen, max(issue_date) AS last_seen
        FROM mentions JOIN articles USING (article_id) WHERE entity_type = '{kind}' GROUP BY entity_id
    """)
    joins = f"LEFT JOIN mentioned ON mentioned.entity_id = {table}.{key}"
    for column in ("mention_count", "article_count"):
        yield from _count(connection, table, column, f"coalesce(mentioned.{column}, 0)", joins)
    for column in ("first_seen", "last_seen"):
        condition = f"{table}.{column} IS DISTINCT FROM mentioned.{column}"
        yield from _rows(connection, "counts", table, condition, f"'{column} is not that of its mentions'", joins)


def _count(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, counted: str, joins: str
) -> Iterator[Broken]:
    said = f"{table}.{column}"
    sentence = f"'{column} is ' || {said} || ', counted are ' || {counted}"
    return _rows(connection, "counts", table, f"{said} <> {counted}", sentence, joins)
