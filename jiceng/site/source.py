"""What a site is written from: the tables of a build or a release on a connection, and what they say of themselves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.manifest import DATABASE, NoDataset, build_folder, read_manifest
from jiceng.release.contents import create_released_tables
from jiceng.release.local import read_sums
from jiceng.release.redaction.excerpts import profile_schema
from jiceng.release.search_files import search_files
from jiceng.release.table_files import create_tables
from jiceng.release.verify import read_facts, table_files
from schemas import SEARCH_TABLES, TABLES, arrow_schema


@dataclass(frozen=True, slots=True)
class SiteSource:
    """The released tables, as views of a connection, and the facts that a site shows of them."""

    connection: duckdb.DuckDBPyConnection
    facts: dict[str, Any]
    """kind (`build` or `release`), version, date, text, private_people, redacted, rules_version, schema_version."""
    files: Mapping[str, Sequence[Path]]
    """Table → its Parquet files, as they are published; those of the index of search among them."""
    schemas: Mapping[str, pa.Schema]
    """Table → the Arrow schema of those files, with descriptions."""
    database: Path
    """Its jiceng.duckdb; not every build or release has one."""
    raw: Path | None = None
    """The folder of its raw pages, whose scans may be shown to whoever has them; a release has none."""


@contextmanager
def build_source(output: Path, raw: Path | None = None) -> Iterator[SiteSource]:
    """Give a build, or the current build of an output folder, which was read from `raw`; raises NoDataset."""
    build = build_folder(output)
    manifest = read_manifest(build)
    facts = {
        "kind": "build",
        "version": manifest.build_id,
        "date": manifest.created[:10],
        "text": "full",
        "private_people": "keep",
        "redacted": {},
        "rules_version": manifest.rules_version,
        "schema_version": manifest.schema_version,
    }
    with spilling_connection() as connection:
        try:
            create_released_tables(connection, build, manifest)
        except duckdb.BinderException:
            raise NoDataset(
                f"{build}: has other columns than this version of jiceng makes; `jiceng build` builds it anew"
            ) from None
        tables = {**TABLES, **SEARCH_TABLES}
        files = {table: [build / file.path for file in manifest.files_of(table)] for table in tables}
        schemas = {table: arrow_schema(model) for table, model in tables.items()}
        yield SiteSource(connection, facts, files, schemas, build / DATABASE, raw)


@contextmanager
def release_source(folder: Path) -> Iterator[SiteSource]:
    """Give the release in a folder, which is whole; raises NoRelease."""
    release = read_facts(folder, str(folder))
    facts = {
        "kind": "release",
        "version": release.version,
        "date": release.date.isoformat(),
        "text": release.text,
        "private_people": release.private_people,
        "redacted": release.redacted.model_dump(mode="json"),
        "rules_version": release.rules_version,
        "schema_version": release.schema_version,
    }
    with spilling_connection() as connection:
        files = table_files(folder)
        create_tables(connection, files)
        schemas = {table: profile_schema(table, release.text) for table in files}
        index = search_files(folder, list(read_sums(folder)))
        files |= index
        schemas |= {table: arrow_schema(SEARCH_TABLES[table]) for table in index}
        yield SiteSource(connection, facts, files, schemas, folder / DATABASE)
