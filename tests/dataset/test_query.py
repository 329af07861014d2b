from pathlib import Path

import duckdb
import pytest

from jiceng.dataset.load_sql import VIEWS
from jiceng.dataset.query import NoDataset, open_dataset
from schemas import TABLES


def test_every_table_and_view_stands_by_name(dataset: Path) -> None:
    with open_dataset(dataset) as connection:
        for name in (*TABLES, *VIEWS):
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchall()


def test_the_build_is_resolved_once(dataset: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to((dataset / "current").resolve())
    with open_dataset(link) as connection:
        link.unlink()
        assert connection.execute("SELECT count(*) FROM quotes").fetchall()


def test_it_does_not_depend_on_the_current_directory(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dataset.parent)
    with open_dataset(Path("output")) as connection:
        monkeypatch.chdir(tmp_path)
        assert connection.execute("SELECT count(*) FROM pages").fetchall() == [(6,)]


def test_quotes_full(dataset: Path) -> None:
    query = """
        SELECT headline, newspaper_title, issue_date::VARCHAR, person_name, organization_name, county
        FROM quotes_full WHERE speaker = '张三'
    """
    with open_dataset(dataset) as connection:
        assert connection.execute(query).fetchall() == [
            ("市民广场建成开放", "river-daily", "2026-01-03", "张三", "东湖区民政局", "东湖区")
        ]


def test_breaks_and_quotes_high(dataset: Path) -> None:
    with open_dataset(dataset) as connection:
        ((breaks, nested),) = connection.execute(
            "SELECT (SELECT count(*) FROM breaks), (SELECT sum(len(breaks)) FROM pages)"
        ).fetchall()
        assert breaks == nested > 0
        assert not connection.execute("SELECT * FROM quotes_high WHERE confidence < 0.9").fetchall()


def test_span(dataset: Path) -> None:
    query = """
        SELECT quoted, string_agg(span(raw_text, s.start, s."end"), '' ORDER BY s.start)
        FROM (
            SELECT quote_id, article_id, quotes.text AS quoted, unnest(quotes.raw_spans) AS s
            FROM quotes WHERE speaker = '李四'
        ) JOIN articles USING (article_id) JOIN pages USING (page_id)
        GROUP BY quote_id, quoted
    """
    with open_dataset(dataset) as connection:
        rows = connection.execute(query).fetchall()
    assert rows
    assert all(text == source for text, source in rows)


def test_comments(dataset: Path) -> None:
    with open_dataset(dataset) as connection:
        views = dict(connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
        columns = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'quotes' AND column_name = 'cue'"
        ).fetchall()
    assert set(views) >= {*TABLES, *VIEWS}
    assert all(views[name] for name in (*TABLES, *VIEWS))
    assert columns == [("the word that introduces it (说, 表示, 指出)",)]


@pytest.mark.parametrize(
    "statement",
    [
        "COPY quotes TO '{0}/new.parquet'",
        "COPY quotes TO '{1}/quotes/river-daily-2026-00000.parquet'",
        "COPY (SELECT 1) TO '{1}/new.csv' (USE_TMP_FILE false)",
        "EXPORT DATABASE '{0}/new'",
        "ATTACH '{0}/new.duckdb'",
        "SELECT * FROM read_csv('{0}/secret.csv')",
        "SELECT * FROM read_text('{0}/*')",
        "SELECT * FROM glob('{0}/*')",
        "SET enable_external_access = true",
        "SET temp_directory = '{0}'",
        "INSERT INTO quotes SELECT * FROM quotes",
        "DELETE FROM quotes",
        "INSTALL httpfs",
        "SELECT * FROM local_variable",
    ],
)
def test_nothing_is_written_and_no_other_file_read(dataset: Path, tmp_path: Path, statement: str) -> None:
    local_variable = [1]  # DuckDB would take it for a table
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with open_dataset(dataset) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(tmp_path, (dataset / "current").resolve())).fetchall()
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert local_variable


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="holds no dataset; `jiceng build` makes one"):
        open_dataset(tmp_path)


def test_a_file_that_is_gone(copied: Path) -> None:
    (copied / "quotes/river-daily-2026-00000.parquet").unlink()
    with pytest.raises(NoDataset, match="quotes"):
        open_dataset(copied)
