"""The index of a release: made from the release's own tables, so that it has no word that they do not show."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.load_sql import literal
from jiceng.dataset.search.index import TARGETS, IndexFiles, columns_to_index, write_index
from jiceng.release.contents import described_schema
from jiceng.release.folders import table_of_path, table_path
from jiceng.release.table_files import FILE_BYTES, file_metadata, listed_table
from jiceng.storage import TEMPORARY
from schemas import SEARCH_TABLES, ReleaseFacts, ReleaseFile, arrow_schema

Files = Mapping[str, Sequence[Path]]


def search_schemas(facts: ReleaseFacts) -> dict[str, pa.Schema]:
    """Return the schemas of the tables of the index, with what their files say of themselves."""
    return {
        table: described_schema(table, arrow_schema(model), file_metadata(facts))
        for table, model in SEARCH_TABLES.items()
    }


def write_search(
    folder: Path, tables: Files, schemas: Mapping[str, pa.Schema], file_bytes: int = FILE_BYTES
) -> dict[str, list[ReleaseFile]]:
    """Write the index of a release's tables, which are written, into its folder."""
    places = IndexFiles(folder / f"{TEMPORARY}search", folder / f"{TEMPORARY}search_documents", schemas, file_bytes)
    written = write_index(_rows(tables), 0, places)
    found: dict[str, list[ReleaseFile]] = {}
    for table, parts in written.items():
        if not parts:
            parts = [folder / f"{TEMPORARY}{table}"]
            pq.write_table(schemas[table].empty_table(), parts[0], compression="zstd")
        paths = [part.rename(folder / table_path(table, n, len(parts))) for n, part in enumerate(parts)]
        found[table] = [listed_table(path, table) for path in paths]
    return found


def _rows(tables: Files) -> Iterator[tuple[str, pa.Table]]:
    for target in TARGETS:
        for path in tables[target]:
            with pq.ParquetFile(path) as file:
                columns = columns_to_index(target, file.schema_arrow.names)
                for batch in file.iter_batches(columns=columns):
                    yield target, pa.Table.from_batches([batch])


def search_files(folder: Path, names: Sequence[str]) -> dict[str, list[Path]]:
    """Return the files of the index among the names of a release's files; a release of earlier days has none."""
    found: dict[str, list[Path]] = {}
    for name in sorted(names):
        table = table_of_path(name)
        if table in SEARCH_TABLES:
            found.setdefault(table, []).append(folder / name)
    return found


def check_search(tables: Files, index: Files, connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove that the index of a release is the one that its tables make: it is made again."""
    schemas = {table: arrow_schema(model) for table, model in SEARCH_TABLES.items()}
    with TemporaryDirectory(prefix="jiceng-verify-") as place:
        made = write_search(Path(place), tables, schemas)
        for table, files in made.items():
            expected = [Path(place, file.path) for file in files]
            if table not in index:
                yield Broken("files", table, f"{table}.parquet", "is missing")
            elif any(not pq.read_schema(path).equals(schemas[table]) for path in index[table]):
                yield Broken("schema", table, index[table][0].name, "has other columns than an index")
            elif _digest(connection, index[table]) != _digest(connection, expected):
                yield Broken("files", table, index[table][0].name, "is not the index of the tables")


def _digest(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> object:
    listed = ", ".join(literal(str(path)) for path in files)
    question = f"SELECT count(*), sum(hash(each)::HUGEINT) FROM read_parquet([{listed}]) AS each"
    return connection.execute(question).fetchall()
