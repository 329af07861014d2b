"""What may be asked, and what is refused."""

import signal
import threading
from pathlib import Path

import pytest

from flows.console.rows import write_rows
from flows.faults import CALL_AT_FAULT, CallFault
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


ENDLESS = "SELECT count(*) FROM range(100000000000000) WHERE hash(range) % 7 = 3"


def test_a_query_has_a_limit_of_time(dataset: Path) -> None:
    with open_dataset(dataset) as connection, pytest.raises(CallFault, match="takes more than"):
        run_query(connection, ENDLESS, seconds=0.1).read_all()


def test_a_query_has_a_limit_of_memory(dataset: Path) -> None:
    sql = "SELECT list(repeat(range::VARCHAR, 100)) FROM range(2000000)"
    with open_dataset(dataset, memory_limit="50MB") as connection, pytest.raises(CallFault, match="more memory than"):
        run_query(connection, sql).read_all()


class Deaf:
    """A connection that does not stop when it is told to."""

    def __init__(self) -> None:
        self.told = 0

    def interrupt(self) -> None:
        self.told += 1


def test_a_query_that_does_not_stop_ends_with_its_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows import run_query as module

    codes: list[int] = []
    connection, ended = Deaf(), threading.Event()
    monkeypatch.setattr(module, "_STOP_SECONDS", 0.0)
    monkeypatch.setattr(module.os, "_exit", codes.append)
    with pytest.raises(CallFault):
        module._Asked(connection, 0.01).wait_for(ended.wait)  # type: ignore[arg-type]
    ended.set()
    assert (codes, connection.told) == ([CALL_AT_FAULT], 1)
    assert "takes more than 0.01 seconds" in capsys.readouterr().err


def test_ctrl_c_stops_a_query(dataset: Path, request: pytest.FixtureRequest) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # may be ignored where tests run
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    with open_dataset(dataset) as connection:
        timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            run_query(connection, ENDLESS, seconds=60).read_all()
        assert run_query(connection, "SELECT 1 AS a").read_all().to_pylist() == [{"a": 1}]
