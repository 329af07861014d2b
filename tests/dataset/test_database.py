import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.connection import spilling_connection
from jiceng.dataset.database import NotWritten, check_database, write_database
from jiceng.dataset.load_sql import VIEWS
from jiceng.dataset.manifest import DATABASE, DATABASE_BYTES, read_manifest
from schemas import TABLES, arrow_schema
from tests.dataset.sample import LIBRARY, build, files_of, write_page

SCHEMAS = {table: arrow_schema(model) for table, model in TABLES.items()}


def files(dataset: Path) -> dict[str, list[Path]]:
    return {table: files_of(dataset / "current", table) for table in TABLES}


@pytest.fixture(scope="module")
def database(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_database(tmp_path_factory.mktemp("database") / DATABASE, files(dataset), SCHEMAS)


def test_it_has_all_tables_views_macros_and_comments(dataset: Path, database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        for table, paths in files(dataset).items():
            rows = [row for path in paths for row in pq.read_table(path).to_pylist()]
            key = TABLES[table].key
            in_order = sorted(rows, key=lambda row: [row[column] for column in key])
            assert connection.table(table).to_arrow_table().to_pylist() == in_order
        assert all(connection.execute(f"SELECT count(*) FROM {view}").fetchall() for view in VIEWS)
        assert connection.execute("SELECT span('一二三四', 1, 3)").fetchall() == [("二三",)]
        columns = connection.execute("SELECT comment FROM duckdb_columns() WHERE NOT internal").fetchall()
        tables = connection.execute("SELECT comment FROM duckdb_tables()").fetchall()
    assert all(comment for (comment,) in [*columns, *tables])
    assert not database.stat().st_mode & 0o222


def test_the_same_tables_make_the_same_bytes(dataset: Path, database: Path, tmp_path: Path) -> None:
    again = write_database(tmp_path / "another.duckdb", files(dataset), SCHEMAS)
    assert again.read_bytes() == database.read_bytes()


def test_nothing_of_this_process_is_in_it(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JICENG_PSEUDONYM_SECRET", "不为人知的密钥")
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    content = write_database(tmp_path / DATABASE, files(dataset), SCHEMAS).read_bytes()
    assert "不为人知的密钥".encode() not in content
    assert os.fspath(tmp_path).encode() not in content
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_written_is_said(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"x\.duckdb: cannot be written \(IO Error"):
        write_database(tmp_path / "nowhere/x.duckdb", files(dataset), SCHEMAS)


DAMAGE = {
    "UPDATE quotes SET speaker = '某人' WHERE kind = 'direct'": "has other rows of quotes",
    "DELETE FROM people": "has 0 rows of people, the Parquet files have",
    "ALTER TABLE rules DROP COLUMN support": "has other columns of rules",
    "DROP TABLE offices": "lacks the table: offices",
    "CREATE TABLE names AS SELECT 1 AS i": "has a table that the dataset does not have: names",
    "CREATE SCHEMA s; CREATE TABLE s.quotes AS SELECT 1 AS i": "has a table that the dataset does not have: s.quotes",
}


@pytest.mark.parametrize(("sql", "sentence"), DAMAGE.items())
def test_other_content_is_found(dataset: Path, database: Path, tmp_path: Path, sql: str, sentence: str) -> None:
    path = tmp_path / DATABASE
    path.write_bytes(database.read_bytes())
    with spilling_connection() as connection:
        assert list(check_database(path, files(dataset), connection)) == []
        with duckdb.connect(path) as changed:
            changed.execute(sql)
        found = [str(broken) for broken in check_database(path, files(dataset), connection)]
    assert any(sentence in each for each in found), found


def test_a_build_has_it_unless_it_is_too_large(raw: Path, output: Path, is_linked: Callable[[], bool]) -> None:
    first = build(raw, output, database_bytes=DATABASE_BYTES)
    assert is_linked()
    assert check_build(output) == []
    write_page(raw, "river-daily/2026-03-01/1", LIBRARY)
    second = build(raw, output, hour=1, database_bytes=1_000)
    assert not is_linked()
    assert check_build(output) == []
    assert [DATABASE in {file.path for file in read_manifest(each.folder).files} for each in (first, second)] == [
        True,
        False,
    ]


@pytest.fixture
def is_linked(output: Path) -> Callable[[], bool]:
    def found() -> bool:
        link = output / DATABASE
        return link.is_symlink() and link.readlink() == Path("current") / DATABASE and link.is_file()

    return found


def test_it_is_carried_over_where_no_table_changed(raw: Path, output: Path) -> None:
    first = build(raw, output, database_bytes=DATABASE_BYTES)
    (raw / "lake-weekly/2026-02-01/B.unknown").write_text("x")
    (raw / "lake-weekly/nowhere.txt").write_text("x")
    second = build(raw, output, hour=1, database_bytes=DATABASE_BYTES)
    assert second.build_id != first.build_id
    assert (second.folder / DATABASE).samefile(first.folder / DATABASE)  # type: ignore[arg-type]
    assert check_build(output) == []


def test_its_bytes_decide_no_build_id(raw: Path, output: Path, tmp_path: Path) -> None:
    with_it, without = build(raw, output, database_bytes=DATABASE_BYTES), build(raw, tmp_path / "other")
    assert with_it.build_id == without.build_id
