import shutil
from pathlib import Path

import duckdb
import pytest

from jiceng.dataset.load_sql import VARIABLE, VIEWS
from schemas import SEARCH_TABLES, TABLES


def load(sql: Path, before: str = "") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(before + sql.read_text(encoding="utf-8"))
    return connection


@pytest.mark.parametrize("place", ["", "output", "output/current", "output/current/quotes/.."])
def test_it_finds_the_dataset_from_here(dataset: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(dataset.parent / place)
    with load(dataset / "load.sql") as connection:
        for name in (*TABLES, *VIEWS):
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchall()
        assert connection.execute("SELECT span('一二三四', 1, 3)").fetchall() == [("二三",)]


def test_it_is_told_where_the_dataset_is(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with load(dataset / "load.sql", f"SET VARIABLE {VARIABLE} = '{dataset / 'current'}';") as connection:
        assert connection.execute("SELECT count(*) FROM pages").fetchall() == [(6,)]


def test_a_copy_stands_on_its_own(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied)
    with load(copied / "load.sql") as connection:
        assert connection.execute("SELECT count(*) FROM pages").fetchall() == [(6,)]


def test_it_holds_to_its_build(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    shutil.copytree(dataset, output, symlinks=True)
    monkeypatch.chdir(tmp_path)
    with load(output / "load.sql") as connection:
        (output / "current").unlink()
        assert connection.execute("SELECT count(*) FROM pages").fetchall() == [(6,)]


def test_nowhere_it_says_what_to_do(dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(duckdb.Error, match=f"no dataset here: SET VARIABLE {VARIABLE}"):
        load(dataset / "load.sql")


def test_comments(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dataset)
    with load(dataset / "load.sql") as connection:
        views = connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
        columns = connection.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert {name for name, _ in views} == {*TABLES, *SEARCH_TABLES, *VIEWS}
    assert all(comment for _, comment in [*views, *columns])
