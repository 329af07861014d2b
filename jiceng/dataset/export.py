"""The dataset as files for other programs: CSV, an Excel workbook, SQLite, or one DuckDB database."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from jiceng.dataset.database import write_database
from jiceng.dataset.load_sql import VIEWS, identifier
from jiceng.dataset.manifest import build_folder, read_manifest
from jiceng.dataset.query import open_tables
from jiceng.dataset.tables import published_schema
from jiceng.dataset.views import EASY_VIEWS
from jiceng.storage import TEMPORARY, Location, local_copies, remove_folder
from schemas import SEARCH_TABLES, TABLES

EXPORTED = (*TABLES, *VIEWS)
"""Tables and views that can be exported."""
USUAL = {
    "csv": (*(table for table in TABLES if table != "rejects"), *EASY_VIEWS),
    "sqlite": (*(table for table in TABLES if table != "rejects"), *EASY_VIEWS),
    "xlsx": (*EASY_VIEWS, "people", "organizations", "communities", "initiatives"),
    "duckdb": (),
}
"""Format → tables and views that are exported unless others are named; a database has everything."""
_ROWS_AT_A_TIME = 5_000
_SHEET_ROWS = 1_048_576
"""Rows of a sheet, the names of columns among them."""
_CELL_CHARACTERS = 32_767
"""Characters of a cell, in UTF-16."""
_SQL_TYPES = {"BOOLEAN": "INTEGER", "DOUBLE": "REAL", "INTEGER": "INTEGER", "SMALLINT": "INTEGER", "BIGINT": "INTEGER"}
_MADE = datetime(2000, 1, 1)
"""When workbooks say that they were made, so that the same rows give the same bytes."""


class CannotExport(Exception):
    """Nothing was exported; the message says what is in the way, and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that is being exported."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    """As DuckDB names them; lists and structs come as JSON text."""
    rows: Callable[[], Iterator[tuple[Any, ...]]]


def export_dataset(folder: Location, target: Path, kind: str, names: Sequence[str] = ()) -> Path:
    """Write tables and views of a dataset to a new file, or for CSV into a new folder, atomically; return it.

    `kind` is one of USUAL. Raises NoDataset and CannotExport.
    """
    if unknown := [name for name in names if name not in EXPORTED]:
        raise CannotExport(f"{unknown[0]}: is no table or view; there are {', '.join(EXPORTED)}")
    if target.exists() or target.is_symlink():
        raise CannotExport(f"{target}: is there already; give another place with --into")
    if kind == "duckdb" and names:
        raise CannotExport("a database has all tables and views; leave out their names")
    beside = target.absolute().parent / f"{TEMPORARY}{uuid4().hex}"
    try:
        if kind == "duckdb":
            _write_duckdb(build_folder(folder), beside)
        else:
            with open_tables(folder) as connection:
                tables = [_exported(connection, name) for name in names or USUAL[kind]]
                {"csv": _write_csv, "xlsx": _write_xlsx, "sqlite": _write_sqlite}[kind](beside, tables)
        beside.rename(target)
    finally:
        if beside.exists():
            remove_folder(beside)
    return target


def _exported(connection: duckdb.DuckDBPyConnection, name: str) -> Exported:
    described = connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM {name})").fetchall()
    selected = [
        f"to_json({identifier(column)})::VARCHAR" if "[" in kind or "(" in kind else identifier(column)
        for column, kind in described
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        asked = connection.execute(f"SELECT {', '.join(selected)} FROM {name}")
        while some := asked.fetchmany(_ROWS_AT_A_TIME):
            yield from some

    columns, types = zip(*described, strict=True)
    return Exported(name, columns, types, rows)


def _write_csv(folder: Path, tables: Sequence[Exported]) -> None:
    """Write a file per table, with a byte-order mark, by which Excel knows that it is UTF-8."""
    folder.mkdir()
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            for row in table.rows():
                writer.writerow(["true" if v is True else "false" if v is False else v for v in row])


def _write_sqlite(path: Path, tables: Sequence[Exported]) -> None:
    """Write a database with a table per table or view; dates and JSON are text."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table in tables:
            key = TABLES[table.name].key if table.name in TABLES else ()
            types = (_SQL_TYPES.get(kind, "TEXT") for kind in table.types)
            parts = [f"{identifier(column)} {kind}" for column, kind in zip(table.columns, types, strict=True)]
            parts += [f"PRIMARY KEY ({', '.join(map(identifier, key))})"] if key else []
            connection.execute(f"CREATE TABLE {table.name} ({', '.join(parts)})")
            marks = ", ".join("?" * len(table.columns))
            rows = ([v.isoformat() if isinstance(v, date) else v for v in row] for row in table.rows())
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
        connection.commit()
    finally:
        connection.close()


def _write_xlsx(path: Path, tables: Sequence[Exported]) -> None:
    """Write a workbook with a sheet per table; text is text, whatever it begins with."""
    try:
        import xlsxwriter
    except ImportError:
        raise CannotExport("an Excel workbook is written by XlsxWriter: pip install XlsxWriter") from None
    workbook = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"created": _MADE})
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    for table in tables:
        sheet = workbook.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(table.rows(), 1):
            if number == _SHEET_ROWS:
                raise CannotExport(f"{table.name}: has more rows than a sheet takes ({_SHEET_ROWS - 1:,}); export CSV")
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value, day, table)
    workbook.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any, day: Any, table: Exported) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif value is not None:
        if len(value.encode("utf-16-le")) // 2 > _CELL_CHARACTERS:
            what = f"{table.name}, row {row}: {table.columns[column]} has {len(value):,} characters"
            raise CannotExport(f"{what}; a cell of Excel takes {_CELL_CHARACTERS:,}: export CSV, or other tables")
        sheet.write_string(row, column, value)


def _write_duckdb(build: Location, path: Path) -> None:
    manifest = read_manifest(build)
    listed = [file for file in manifest.files if file.table is not None]
    versions = {name: getattr(manifest, name) for name in ("dataset_version", "schema_version", "rules_version")}
    with local_copies([build / file.path for file in listed]) as copies:
        files: dict[str, list[Path]] = {}
        for file, copy in zip(listed, copies, strict=True):
            files.setdefault(file.table or "", []).append(copy)
        schemas = {table: published_schema(table, versions) for table in (*TABLES, *SEARCH_TABLES) if table in files}
        write_database(path, files, schemas)
