"""What a site is written from: the tables of a build or a release on a connection, and what they say of themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.manifest import build_folder, read_manifest
from jiceng.release.contents import create_released_tables
from jiceng.release.table_files import create_tables
from jiceng.release.verify import read_facts, table_files


@dataclass(frozen=True, slots=True)
class SiteSource:
    """The released tables, as views of a connection, and the facts that a site shows of them."""

    connection: duckdb.DuckDBPyConnection
    facts: dict[str, Any]
    """kind (`build` or `release`), version, date, text, private_people, redacted, rules_version, schema_version."""


@contextmanager
def build_source(output: Path) -> Iterator[SiteSource]:
    """Give a build, or the current build of an output folder; raises NoDataset."""
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
        create_released_tables(connection, build, manifest)
        yield SiteSource(connection, facts)


@contextmanager
def release_source(folder: Path) -> Iterator[SiteSource]:
    """Give the release in a folder, which is whole; raises NoRelease, ValidationError."""
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
        create_tables(connection, table_files(folder))
        yield SiteSource(connection, facts)
