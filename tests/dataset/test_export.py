import csv
import sqlite3
from pathlib import Path

import duckdb
import pytest

from jiceng.dataset.export import CannotExport, export_dataset
from jiceng.dataset.query import open_tables
from jiceng.dataset.views import EASY_VIEWS
from schemas import TABLES


def test_csv_is_read_by_excel(dataset: Path, tmp_path: Path) -> None:
    folder = export_dataset(dataset, tmp_path / "csv", "csv")
    assert {path.stem for path in folder.iterdir()} == {*TABLES, *EASY_VIEWS} - {"rejects"}
    content = (folder / "statements.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdate,newspaper,")
    rows = list(csv.DictReader((folder / "statements.csv").open(encoding="utf-8-sig", newline="")))
    assert "李四" in {row["speaker"] for row in rows}
    articles = list(csv.DictReader((folder / "articles.csv").open(encoding="utf-8-sig", newline="")))
    assert articles[0]["raw_spans"].startswith('[{"start":')
    assert list(tmp_path.iterdir()) == [folder]


def test_sqlite(dataset: Path, tmp_path: Path) -> None:
    path = export_dataset(dataset, tmp_path / "x.sqlite", "sqlite", ["quotes", "speakers"])
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
            ("quotes",),
            ("speakers",),
        ]
        key = connection.execute("SELECT name FROM pragma_table_info('quotes') WHERE pk = 1").fetchall()
        dates = connection.execute("SELECT DISTINCT issue_date FROM quotes ORDER BY 1").fetchall()
    assert key == [("quote_id",)]
    assert ("2026-01-03",) in dates


def test_a_workbook_has_text_as_text(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    first = export_dataset(dataset, tmp_path / "one.xlsx", "xlsx")
    second = export_dataset(dataset, tmp_path / "two.xlsx", "xlsx")
    assert first.read_bytes() == second.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"one.xlsx", "two.xlsx"}


@pytest.mark.parametrize(
    ("limit", "most", "table", "said"),
    [
        ("_CELL_CHARACTERS", 5, "articles", r"articles, row 1: article_id has 29 characters; a cell of Excel takes 5:"),
        ("_SHEET_ROWS", 3, "quotes", r"quotes: has more rows than a sheet takes \(2\)"),
    ],
)
def test_what_excel_does_not_take_is_said(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, table: str, said: str
) -> None:
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr(f"jiceng.dataset.export.{limit}", most)
    with pytest.raises(CannotExport, match=said):
        export_dataset(dataset, tmp_path / "x.xlsx", "xlsx", [table])
    assert list(tmp_path.iterdir()) == []


def test_a_database_has_everything(dataset: Path, tmp_path: Path) -> None:
    path = export_dataset(dataset, tmp_path / "x.duckdb", "duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM search_quotes('图书室')").fetchall() == [(2,)]


def test_what_cannot_be_exported(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for target, kind, names, said in (
        ("there", "csv", (), "there: is there already; give another place with --into"),
        ("new", "csv", ("quote",), "quote: is no table or view; there are newspapers, pages"),
        ("new", "duckdb", ("quotes",), "a database has all tables"),
    ):
        with pytest.raises(CannotExport, match=said):
            export_dataset(dataset, tmp_path / target, kind, names)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_views_count_what_the_quotes_say(dataset: Path) -> None:
    with open_tables(dataset) as connection:
        ((quotes,),) = connection.execute("SELECT count(*) FROM quotes").fetchall()
        by_month = connection.execute("SELECT sum(quotes), sum(direct + indirect) FROM quotes_by_month").fetchall()
        assert by_month == [(quotes, quotes)]
        assert connection.execute("SELECT count(*) FROM statements").fetchall() == [(quotes,)]
        speakers = connection.sql("FROM speakers").to_arrow_table().to_pylist()
    (li_si,) = (row for row in speakers if row["name"] == "李四")
    assert (li_si["kind"], li_si["quotes"], li_si["name_pinyin"]) == ("person", 3 + 1, "li si")
    classes = sum(value for name, value in li_si.items() if name.startswith("as_"))
    assert classes == li_si["quotes"]
