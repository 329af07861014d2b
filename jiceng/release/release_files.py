"""Writes the files of a release into an empty folder: tables, documents, changes, and last SHA256SUMS."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.database import write_database
from jiceng.dataset.manifest import DATABASE
from jiceng.release.about import About
from jiceng.release.contents import described_schema
from jiceng.release.diff import CHANGES_SCHEMA, Side, changes_text, compare_releases, side_of
from jiceng.release.documents.bill_of_materials import bill_of_materials, installed_packages
from jiceng.release.documents.card import dataset_card, templates
from jiceng.release.documents.citation import citation_cff, zenodo_json
from jiceng.release.documents.croissant import croissant_json
from jiceng.release.documents.datapackage import datapackage_json
from jiceng.release.documents.dictionary import release_dictionary
from jiceng.release.documents.load_sql import release_load_sql
from jiceng.release.documents.quality import quality_json, read_scores, read_sealed
from jiceng.release.documents.rights import datasheet_md, rights_md
from jiceng.release.folders import (
    BILL_OF_MATERIALS,
    CHANGED_ROWS,
    CHANGES,
    CITATION,
    CROISSANT,
    DATAPACKAGE,
    DATASHEET,
    DICTIONARY,
    FACTS,
    LICENSE,
    LOAD_SQL,
    QUALITY,
    README,
    RIGHTS,
    SUMS,
    ZENODO,
)
from jiceng.release.redaction.redact import Redaction
from jiceng.release.search_files import search_schemas, write_search
from jiceng.release.table_files import file_metadata, rows_in_order, write_table
from jiceng.steps import tracked
from jiceng.storage import sha256_of
from schemas import Newspaper, ReleaseFacts, ReleaseFile

_KEYS_ALWAYS_SHOWN = "rules"
"""A table whose keys are always shown; numbers in the keys of other tables are shown like them."""


def write_release(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    facts: ReleaseFacts,
    redaction: Redaction,
    *,
    about: About,
    file_bytes: int,
    before: Path | None,
    rejected: Mapping[str, int],
    database: bool = True,
) -> list[ReleaseFile]:
    """Write all files of a release into an empty folder; return them by path.

    `connection` has the redacted tables by name, `file_bytes` is the size at which a table goes on in another file,
    `before` is the folder of the release before, `rejected` counts the rejected records by table, `database` says
    whether jiceng.duckdb is written, from the tables' files.
    """
    schemas = {
        table: described_schema(table, schema, file_metadata(facts)) for table, schema in redaction.schemas().items()
    }
    tables = {
        table: write_table(rows_in_order(connection, table), folder, table, schema, file_bytes)
        for table, schema in tracked(schemas.items(), "tables")
    }
    paths = {table: [folder / file.path for file in files] for table, files in tables.items()}
    index = write_search(folder, paths, search_schemas(facts), file_bytes)
    documents = _documents(facts, about, _newspapers(connection), tables, schemas)
    documents[LOAD_SQL] = _load_sql(facts, {**tables, **index}, {**schemas, **search_schemas(facts)})
    documents[QUALITY] = quality_json(connection, facts.rules_version, rejected)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    written = [*documents, *_write_changes(folder, Side(facts, paths), redaction, before)]
    if database:
        paths |= {table: [folder / file.path for file in files] for table, files in index.items()}
        written.append(write_database(folder / DATABASE, paths, {**schemas, **search_schemas(facts)}).name)
    files = [file for found in (*tables.values(), *index.values()) for file in found] + [
        _listed(folder, name) for name in written
    ]
    (folder / SUMS).write_text(sums_text(files), encoding="utf-8")
    return sorted([*files, _listed(folder, SUMS)], key=lambda file: file.path)


def _newspapers(connection: duckdb.DuckDBPyConnection) -> list[Newspaper]:
    rows = connection.sql("FROM newspapers ORDER BY newspaper").to_arrow_table().to_pylist()
    return [Newspaper.model_validate(row) for row in rows]


def _documents(
    facts: ReleaseFacts,
    about: About,
    newspapers: Sequence[Newspaper],
    tables: Mapping[str, Sequence[ReleaseFile]],
    schemas: Mapping[str, pa.Schema],
) -> dict[str, str]:
    """Return file name → text of what a release says of itself, except for what was measured."""
    return {
        README: dataset_card(facts, about, tables),
        LICENSE: templates().get_template("LICENSE.j2").render(),
        RIGHTS: rights_md(facts, newspapers),
        DATASHEET: datasheet_md(facts, about, newspapers, read_scores(), read_sealed()),
        DICTIONARY: release_dictionary(schemas),
        CITATION: citation_cff(facts, about),
        ZENODO: zenodo_json(facts, about),
        DATAPACKAGE: datapackage_json(facts, about, tables, schemas),
        CROISSANT: croissant_json(facts, about, tables, schemas),
        BILL_OF_MATERIALS: bill_of_materials(installed_packages(), facts.date),
        FACTS: facts.model_dump_json(indent=1) + "\n",
    }


def _load_sql(
    facts: ReleaseFacts, tables: Mapping[str, Sequence[ReleaseFile]], schemas: Mapping[str, pa.Schema]
) -> str:
    paths = {table: [file.path for file in files] for table, files in tables.items()}
    return release_load_sql(facts.version, paths, schemas)


def _listed(folder: Path, name: str) -> ReleaseFile:
    return ReleaseFile(path=name, bytes=(folder / name).stat().st_size, sha256=sha256_of(folder / name))


def sums_text(files: Sequence[ReleaseFile]) -> str:
    """Return SHA256SUMS, as `sha256sum -c` reads it."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path))


def _write_changes(folder: Path, new: Side, redaction: Redaction, before: Path | None) -> list[str]:
    """Write what changed since the release before, whose folder is given; return the names of the files."""
    if before is None:
        text = f"# Changes of {new.facts.version}\n\nThe first release.\n"
        (folder / CHANGES).write_text(text, encoding="utf-8")
        return [CHANGES]
    with compare_releases(side_of(before), new) as diff:
        (folder / CHANGES).write_text(changes_text(diff), encoding="utf-8")
        rows = _shown(diff.rows().to_pylist(), redaction)
    schema = CHANGES_SCHEMA.with_metadata({"release": new.facts.version})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / CHANGED_ROWS, compression="zstd")
    return [CHANGES, CHANGED_ROWS]


def _shown(rows: list[dict[str, Any]], redaction: Redaction) -> list[dict[str, Any]]:
    """Return rows of changes in which the keys that only the older release has are as they may be shown."""
    asked: dict[str, set[str]] = {}
    for row in rows:
        for table, key in _old_keys(row):
            asked.setdefault(table, set()).add(key)
    shown = {table: redaction.shown_keys(table, sorted(keys)) for table, keys in asked.items()}
    return [{**row, _old(row): [shown[table][key] for table, key in _old_keys(row)] or row[_old(row)]} for row in rows]


def _old(row: dict[str, Any]) -> str:
    return "key" if row["change"] == "removed" else "key_before"


def _old_keys(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the columns of a row's key in the older release, each with the table whose key it is."""
    first, *rest = row[_old(row)] or (None,)
    if first is None:
        return []
    return [(row["table"], first), *(("articles" if "/" in part else _KEYS_ALWAYS_SHOWN, part) for part in rest)]
