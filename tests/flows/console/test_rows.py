"""Rows as a table, CSV, JSON and Parquet."""

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.console.rows import FORMATS, show_rows, write_rows
from flows.faults import CallFault
from flows.run_query import run_query
from jiceng.dataset.query import open_dataset


def ask(dataset: Path, sql: str, query_format: str = "csv") -> None:
    with open_dataset(dataset) as connection:
        write_rows(run_query(connection, sql), query_format)


ROWS = "SELECT 1 AS a, NULL AS b, '张三' AS c, [1, 2] AS d, true AS e, sum(3) AS f, DATE '2024-01-05' AS g"


def test_csv(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, ROWS)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [list("abcdefg"), ["1", "", "张三", "[1, 2]", "true", "3", "2024-01-05"]]


def test_json(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, ROWS, "json")
    assert json.loads(capsys.readouterr().out) == [
        {"a": 1, "b": None, "c": "张三", "d": [1, 2], "e": True, "f": 3, "g": "2024-01-05"}
    ]


@pytest.mark.parametrize("query_format", [each for each in FORMATS if each != "parquet"])
def test_no_rows(dataset: Path, capsys: pytest.CaptureFixture[str], query_format: str) -> None:
    ask(dataset, "SELECT page_id FROM pages WHERE false", query_format)
    written = capsys.readouterr().out
    expected = {"json": "[]\n", "jsonl": ""}
    assert written == expected[query_format] if query_format in expected else "page_id" in written


def test_table_is_never_cut_where_it_is_piped(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, "SELECT repeat('基层', 300) AS text, 'x' AS more", "table")
    assert "基层" * 300 in capsys.readouterr().out


def test_terminal_codes_of_a_page_do_not_reach_the_terminal(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, "SELECT chr(27) || '[31m[bold]' AS text", "table")
    written = capsys.readouterr().out
    assert "\x1b" not in written
    assert "\\x1b[31m[bold]" in written


HOSTILE = "SELECT '\x1b]0;x\x07' AS \"\x1b[2Jname\", '\u202e=1+1' AS \"b\""
SHOWN = {
    "csv": "\\x1b[2Jname,b\n\\x1b]0;x\\x07,\\u202e=1+1\n",
    "json": '[\n{"\\u001b[2Jname": "\\u001b]0;x\\u0007", "b": "\\u202e=1+1"}\n]\n',
    "jsonl": '{"\\u001b[2Jname": "\\u001b]0;x\\u0007", "b": "\\u202e=1+1"}\n',
    "markdown": "| \\x1b[2Jname | b |\n|---|---|\n| \\x1b]0;x\\x07 | \\u202e=1+1 |\n",
}


@pytest.mark.parametrize("query_format", SHOWN)
def test_each_format_on_a_terminal_is_printable(
    dataset: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, query_format: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    ask(dataset, HOSTILE, query_format)
    assert capsys.readouterr().out == SHOWN[query_format]


def test_csv_in_a_file_keeps_every_character(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, HOSTILE)
    assert capsys.readouterr().out == "\x1b[2Jname,b\n\x1b]0;x\x07,\u202e=1+1\n"


def test_safe_csv_computes_nothing(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT '=1+1' AS \"@a\", '+x' AS b, '-x' AS c, ' ＝x' AS d, -1 AS e, '甲=乙' AS f, NULL AS g"
    with open_dataset(dataset) as connection:
        write_rows(run_query(connection, sql), "csv", safe_csv=True)
    assert capsys.readouterr().out == "'@a,b,c,d,e,f,g\n'=1+1,'+x,'-x,' ＝x,-1,甲=乙,\n"
    with open_dataset(dataset) as connection, pytest.raises(CallFault, match="--format csv"):
        write_rows(run_query(connection, sql), "json", safe_csv=True)


def test_a_byte_order_mark_is_for_csv_only(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_dataset(dataset) as connection:
        write_rows(run_query(connection, "SELECT '甲' AS a"), "csv", byte_order_mark=True)
    assert capsys.readouterr().out == "\ufeffa\n甲\n"
    with open_dataset(dataset) as connection, pytest.raises(CallFault, match="--bom: is about CSV"):
        write_rows(run_query(connection, "SELECT 1"), "json", byte_order_mark=True)


def test_a_table_too_wide_for_the_terminal_is_a_block_per_row(capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"column_{number}" for number in range(6)]
    rows = [["甲\n乙", *["x" * 30] * 5], ["", *["y"] * 5]]
    show_rows(names, rows, width=80)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == ["─── row 1 ───", "column_0  甲", "          乙", "column_1  " + "x" * 30]
    assert "─── row 2 ───" in lines
    show_rows(names, rows, width=150)
    assert "┃" in capsys.readouterr().out


def test_parquet(dataset: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    ask(dataset, "SELECT quote_id, raw_spans FROM quotes ORDER BY quote_id", "parquet")
    table = pq.read_table(pa.BufferReader(capsysbinary.readouterr().out))
    assert table.column_names == ["quote_id", "raw_spans"]
    assert table.num_rows > 0


def test_parquet_is_not_for_a_terminal(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(CallFault, match="Parquet is not for a terminal"):
        ask(dataset, "SELECT 1", "parquet")


def test_many_rows_are_shown_some_at_a_time(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(dataset, "SELECT range AS number FROM range(2500)", "table")
    written = capsys.readouterr().out
    assert written.count("number") == 3
    assert all(f" {number} " in written for number in (0, 999, 1000, 2499))


def test_every_format_is_offered_by_the_command() -> None:
    from flows.cli.options import RowFormat

    assert [each.value for each in RowFormat] == list(FORMATS)
