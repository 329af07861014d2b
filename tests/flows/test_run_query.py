"""What may be asked, and what is refused."""

from pathlib import Path

import pytest

from flows.console.rows import write_rows
from flows.faults import CallFault
from flows.run_query import run_query
from jiceng.dataset.query import open_dataset


def ask(dataset: Path, sql: str, query_format: str = "csv") -> None:
    with open_dataset(dataset) as connection:
        write_rows(run_query(connection, sql), query_format)


def test_names_are_made_unique(dataset: Path) -> None:
    with open_dataset(dataset) as connection:
        rows = run_query(connection, "SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a")
        assert rows.schema.names == ["a", "a_2", "a_2_2", "a_3"]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("", "the query holds 0 statements"),
        ("SELECT 1; SELECT 2", "the query holds 2 statements"),
        ("SELEC 1", "syntax error"),
        ("SELECT speakr FROM quotes", "speakr"),
        ("SELECT 'a'::INT", "Could not convert"),
        ("SELECT error('no')", "no"),
        ("COPY quotes TO 'quotes.csv'", "COPY is not a query"),
        ("EXPLAIN ANALYZE COPY quotes TO 'quotes.csv'", "EXPLAIN is not a query"),
        ("CREATE TABLE x AS SELECT 1", "CREATE is not a query"),
        ("DROP VIEW quotes", "DROP is not a query"),
        ("SET enable_external_access = true", "SET is not a query"),
        ("ATTACH 'x.db'", "ATTACH is not a query"),
        ("SELECT * FROM read_text('jiceng.toml')", "disabled"),
    ],
)
def test_what_is_no_query_is_one_line(dataset: Path, workspace: Path, sql: str, said: str) -> None:
    with pytest.raises(CallFault, match=r"\A.*\Z") as fault:
        ask(dataset, sql)
    assert said in str(fault.value)
    assert list(workspace.iterdir()) == []
