"""`jiceng check`, `query` and `explain`."""

import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE

MAIN = [sys.executable, "-c", "from flows.cli.app import main; main()"]


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on standard error, which is one line and no traceback."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("jiceng: ")
    return said.removeprefix("jiceng: ").rstrip("\n")


def test_check_is_content_with_a_build(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--output", str(dataset)]) == DONE
    assert "keeps all its promises" in capsys.readouterr().out


def test_check_of_a_build_without_manifest_is_a_fault_of_the_data(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(dataset, damaged, symlinks=True)
    (damaged / "current" / "manifest.json").unlink()
    assert run(["check", "--output", str(damaged)]) == DATA_AT_FAULT
    assert "manifest.json" in capsys.readouterr().out


def test_check_names_what_is_broken(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(dataset / "current", copy)
    next((copy / "quotes").iterdir()).unlink()
    assert run(["check", "--output", str(copy)]) == DATA_AT_FAULT
    assert "quotes" in capsys.readouterr().out


def test_query_prints_quotes(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT speaker, text FROM quotes WHERE kind = 'direct'"
    assert run(["query", sql, "--output", str(dataset), "--format", "json"]) == DONE
    quotes = json.loads(capsys.readouterr().out)
    assert {"speaker": "李四", "text": "办好一件小事，就是赢得一份信任。"} in quotes


def test_wrong_sql_is_one_line(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "SELECT speakr FROM quotes", "--output", str(dataset)]) == CALL_AT_FAULT
    assert "speakr" in one_line(capsys)


def test_explain_marks_the_characters_of_a_quote(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["query", "SELECT quote_id FROM quotes WHERE kind = 'direct'", "--output", str(dataset), "--format", "csv"])
    quote_id = capsys.readouterr().out.splitlines()[1]
    assert run(["explain", quote_id, "--output", str(dataset)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"quotes {quote_id}"
    (printed,) = [number for number, line in enumerate(lines) if line.startswith("5 ")]
    assert lines[printed + 1].strip() == "▔▔" * len("办好一件小事，就是赢得一份信任。")


def test_explain_of_an_unknown_key_is_one_line(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "nothing", "--output", str(dataset)]) == CALL_AT_FAULT
    assert "nothing: no table has a row with this key or name" in one_line(capsys)


def test_sql_may_come_from_a_file_or_standard_input(
    dataset: Path, workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "SELECT count(*) AS pages\nFROM pages"
    (workspace / "question.sql").write_text(f"\ufeff{sql};\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sql.encode())))
    for given in ("question.sql", "-"):
        assert run(["query", given, "--output", str(dataset), "--format", "jsonl"]) == DONE
        assert json.loads(capsys.readouterr().out) == {"pages": 2}
    os.mkfifo(workspace / "pipe.sql")
    for name, said in (("pipe.sql", "is a named pipe, not a regular file"), ("no.sql", "No such file or directory")):
        assert run(["query", name, "--output", str(dataset)]) == CALL_AT_FAULT
        assert one_line(capsys) == f"{name}: cannot be read ({said})"
    (workspace / "wrong.sql").write_bytes(b"SELECT \xff")
    assert run(["query", "wrong.sql", "--output", str(dataset)]) == CALL_AT_FAULT
    assert one_line(capsys) == "wrong.sql, byte 7: is not UTF-8"
