"""Is a release whole, and does it keep what it promises? Files first, then tables, descriptors, promises.

Each step needs those before it, so that the first thing found wrong is the one to look at.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.checks.builds import MAX_ROWS_PER_GROUP, check_tables, schema_difference
from jiceng.dataset.connection import TooLong, spilling_connection, time_limit
from jiceng.dataset.database import check_database
from jiceng.dataset.manifest import DATABASE
from jiceng.escapes import one_line
from jiceng.release.contents import RELEASED
from jiceng.release.described import check_descriptors, validation_sentence
from jiceng.release.folders import FACTS, INDEX, SUMS, table_of_path
from jiceng.release.index import NoRelease, parse_index
from jiceng.release.local import LIMITS, Limits, UnsafeRelease, local_release, read_sums, reason_of, survey
from jiceng.release.redaction.excerpts import profile_schema
from jiceng.release.redaction.rights_checks import check_rights
from jiceng.release.search_files import check_search, search_files
from jiceng.release.table_files import create_tables
from jiceng.steps import tracked
from jiceng.storage import sha256_of
from schemas import Reject, ReleaseFacts, arrow_schema

__all__ = ["Limits", "Verified", "local_release", "read_facts", "read_sums", "table_files", "verify_release"]

_GROUP_BYTES = 4 * 2**30
"""Of a row group of a table's file when it is unpacked, at most."""
_PAGE_BYTES = 64 * 2**20
"""Of a page's raw text, at most."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a release gave."""

    version: str
    promises: tuple[str, ...]
    """What the release says that it keeps."""
    broken: tuple[Broken, ...]
    """What is wrong with it, the first thing first; later steps are not taken where one fails."""


def verify_release(address: str, limits: Limits = LIMITS) -> Verified:
    """Verify a release given as a folder, a zip archive or an http(s) address; raises NoRelease where there is none."""
    try:
        with local_release(address, limits) as folder:
            try:
                facts = read_facts(folder, address)
            except UnsafeRelease as error:
                broken = Broken("files", "", error.name, error.what)
                return Verified("?", (), (broken, *_check_files(folder, limits)))
            return Verified(facts.version, facts.promises, tuple(_check_release(folder, facts, limits)))
    except UnsafeRelease as error:
        return Verified("?", (), (Broken("files", "", error.name, error.what),))


def read_facts(folder: Path, address: str) -> ReleaseFacts:
    """Return what the release in a folder says of itself.

    Raises NoRelease where it says nothing, UnsafeRelease where it says what no release says.
    """
    try:
        return ReleaseFacts.model_validate_json((folder / FACTS).read_bytes())
    except OSError as error:
        raise NoRelease(f"{address}: holds no release ({FACTS}: {error.strerror})") from None
    except ValidationError as error:
        raise UnsafeRelease(FACTS, f"does not say what a release says ({validation_sentence(error)})") from None


def _check_release(folder: Path, facts: ReleaseFacts, limits: Limits) -> list[Broken]:
    steps: tuple[Callable[[], Iterator[Broken]], ...] = (
        lambda: _check_files(folder, limits),
        lambda: _check_index(folder, facts),
        lambda: _check_table_files(folder, facts),
        lambda: check_descriptors(
            folder,
            facts,
            {path.name: table for table, paths in table_files(folder).items() for path in paths},
            read_sums(folder),
        ),
        lambda: _check_promises(folder, facts, limits),
        lambda: _check_copies(folder, limits),
    )
    for step in tracked(steps, "proofs"):
        try:
            if broken := list(step()):
                return broken
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
            raise  # a query is wrong, not the data
        except UnsafeRelease:
            raise
        except TooLong as error:
            return [Broken("files", "", folder.name, f"is not proved: that {error}")]
        except OSError as error:
            name = Path(error.filename).name if isinstance(error.filename, str) else folder.name
            return [Broken("files", "", name, f"cannot be read ({reason_of(error)})")]
        except (duckdb.Error, pa.ArrowException, ValueError, MemoryError) as error:
            return [Broken("files", "", folder.name, f"cannot be read ({reason_of(error)})")]
    return []


def _check_files(folder: Path, limits: Limits) -> Iterator[Broken]:
    there = survey(folder, limits)
    if SUMS not in there:
        yield Broken("files", "", SUMS, "is missing")
        return
    sums = read_sums(folder, limits)
    for name, digest in tracked(sums.items(), "files"):
        if name not in there:
            yield Broken("files", table_of_path(name) or "", name, "is missing")
        elif sha256_of(folder / name) != digest:
            yield Broken(
                "files", table_of_path(name) or "", name, "has other bytes than when it was released (SHA-256)"
            )
    folders = {f"{parent.as_posix()}/" for name in sums for parent in PurePosixPath(name).parents}
    for name in sorted(there - folders - sums.keys() - {SUMS}):
        yield Broken("files", "", one_line(name), f"is not in {SUMS}")


def _check_index(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    """Prove that the release is the one that the index beside it lists, where there is one."""
    path = folder.resolve().parent / INDEX
    if not path.is_file():
        return
    listed = parse_index(path.read_bytes(), str(path)).find(facts.version)
    if listed is None or folder.resolve().name != facts.version:
        return
    digests = {file.path: file.sha256 for file in listed.files}
    if digests.get(SUMS) != sha256_of(folder / SUMS):
        yield Broken("files", "", SUMS, f"is not the one that {INDEX} lists: the release was changed as a whole")
    if listed.withdrawn is not None:
        yield Broken("files", "", facts.version, f"was withdrawn on {listed.withdrawn.when}: {listed.withdrawn.why}")


def table_files(folder: Path) -> dict[str, list[Path]]:
    """Return table → its files in key order, of a folder whose SHA256SUMS can be read."""
    found: dict[str, list[Path]] = {table: [] for table in RELEASED}
    for name in sorted(read_sums(folder)):
        table = table_of_path(name)
        if table in found:
            found[table].append(folder / name)
    return found


def _check_table_files(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    for table, paths in table_files(folder).items():
        if not paths:
            yield Broken("files", table, f"{table}.parquet", "is missing")
            continue
        rows = 0
        for path in paths:
            metadata, schema = pq.read_metadata(path), pq.read_schema(path)
            rows += metadata.num_rows
            expected = profile_schema(table, facts.text)
            if not schema.equals(expected):
                yield Broken("schema", table, path.name, schema_difference(expected, schema))
            if odd := _odd_groups(metadata):
                yield Broken("files", table, path.name, odd)
            version = (schema.metadata or {}).get(b"release", b"").decode()
            if version != facts.version:
                yield Broken("files", table, path.name, f"says that it is of release {version or 'none'}")
        if rows != facts.rows.get(table):
            yield Broken("files", table, paths[0].name, f"has {rows} rows, {FACTS} says {facts.rows.get(table)}")


def _odd_groups(metadata: pq.FileMetaData) -> str:
    """Return what is wrong with the row groups of a table's file, "" if nothing is."""
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        if group.num_rows > MAX_ROWS_PER_GROUP:
            return f"has a row group of {group.num_rows:,} rows; at most {MAX_ROWS_PER_GROUP:,} are in one"
        if group.total_byte_size > _GROUP_BYTES:
            return f"has a row group of {group.total_byte_size:,} bytes; at most {_GROUP_BYTES:,} are read"
    return ""


def _check_promises(folder: Path, facts: ReleaseFacts, limits: Limits) -> Iterator[Broken]:
    with spilling_connection(memory_limit=limits.memory) as connection, time_limit(connection, limits.seconds):
        create_tables(connection, table_files(folder))
        promises = set(facts.promises)
        large = f"SELECT page_id, strlen(raw_text) FROM pages WHERE strlen(raw_text) > {_PAGE_BYTES} LIMIT 1"
        for page_id, size in connection.execute(large).fetchall():
            yield Broken(
                "files", "pages", page_id, f"has a raw text of {size:,} bytes; at most {_PAGE_BYTES:,} are read"
            )
            return
        yield from check_rights(connection, facts)
        yield from _check_breaks(connection)
        _as_in_a_build(connection)
        yield from check_tables(connection, promises)


def _check_copies(folder: Path, limits: Limits) -> Iterator[Broken]:
    """Prove that the index and jiceng.duckdb, where a release has them, say what the tables say."""
    names = read_sums(folder, limits)
    tables, index = table_files(folder), search_files(folder, list(names))
    with spilling_connection(memory_limit=limits.memory) as connection, time_limit(connection, limits.seconds):
        if index:
            yield from check_search(tables, index, connection)
        if DATABASE in names:
            yield from check_database(folder / DATABASE, {**tables, **index}, connection)


def _check_breaks(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove promise 4 of the table that a build does not have."""
    twice = "SELECT page_id, raw_offset FROM breaks GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
    for page_id, offset in connection.execute(twice).fetchall():
        yield Broken("4", "breaks", f"{page_id} {offset}", "the key is there more than once")
    lost = "SELECT page_id, raw_offset FROM breaks WHERE page_id NOT IN (SELECT page_id FROM pages) LIMIT 1"
    for page_id, offset in connection.execute(lost).fetchall():
        yield Broken("4", "breaks", f"{page_id} {offset}", f"page_id points to no row of pages: {page_id}")


def _as_in_a_build(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the breaks back into the pages, and an empty table of rejects beside them."""
    connection.execute("ALTER VIEW pages RENAME TO pages_alone")
    connection.execute("""
        CREATE TEMP TABLE pages AS
        SELECT pages_alone.*, coalesce(found.breaks, []) AS breaks FROM pages_alone LEFT JOIN (
            SELECT page_id, list({
                'raw_offset': raw_offset, 'verdict': verdict, 'reason': reason, 'confidence': confidence
            } ORDER BY raw_offset) AS breaks FROM breaks GROUP BY page_id
        ) AS found USING (page_id) ORDER BY page_id
    """)
    connection.register("rejects", arrow_schema(Reject).empty_table())
