"""The command line: exit codes, one line for what is wrong, nothing heavy before it is needed."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app, run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE
from tests.flows.conftest import Jiceng

MAIN = [sys.executable, "-c", "from flows.cli.app import main; main()"]
COMMANDS = [
    "build",
    "plan",
    "status",
    "schedule",
    "watch",
    "rollback",
    "check",
    "query",
    "init",
    "explain",
    "inspect",
    "evaluate",
]


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on standard error, which is one line and no traceback."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("jiceng: ")
    return said.removeprefix("jiceng: ").rstrip("\n")


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys, flows.cli.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"prefect", "duckdb", "pyarrow", "jieba", "rjieba", "pydantic", "schemas", "charset_normalizer"}
    assert not heavy & set(printed.split())


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_every_command_has_help(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == DONE
    assert "Usage" in result.output


def test_help_answers_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        subprocess.run([*MAIN, "query", "--help"], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    assert seconds / 3 < 0.5, "of the processor's time, whatever else the machine does"


def test_help_lists_the_commands() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(command in text for command in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == DONE
    assert capsys.readouterr().out.startswith("jiceng 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["query"], "Missing argument 'sql'."),
        (["query", "SELECT 1", "--format", "xml"], "Invalid value for '--format'"),
        (["query", "SELECT 1"], "output: holds no dataset; `jiceng build` makes one"),
        (["check", "--output", "nowhere"], "nowhere: holds no dataset"),
        (["explain", "q1"], "output: holds no dataset"),
        (["build", "--raw", "nowhere"], "nowhere: is no folder; give the folder of the raw pages with --raw"),
        (["build", "--workers", "0"], "setting `workers` (--workers)"),
        (["init", "example-daily"], "the newspaper's title is missing; give it with --title"),
        (["init", "a/b", "--title", "示例"], "'a/b' is no name for a folder"),
        (["evaluate"], "Missing argument 'GOLD_DIR'."),
        (["evaluate", "nowhere"], "nowhere: is no gold folder; it holds no pages.jsonl"),
        (["evaluate", "nowhere", "--write", "--split"], "--write measures on the whole gold folder; leave out --split"),
        (["evaluate", "nowhere", "--typeset", "-1"], "Invalid value for '--typeset'"),
    ],
)
def test_wrong_call_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == CALL_AT_FAULT
    assert said in one_line(capsys)


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == CALL_AT_FAULT
    printed = capsys.readouterr()
    assert "Commands" in printed.out
    assert printed.err == ""


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
    assert "nothing: no table has a row with this key" in one_line(capsys)


def test_init_makes_a_newspaper_and_never_overwrites_it(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["init", "example-daily", "--title", "示例日报", "--home", "四川省/攀枝花市", "--share", "full"]
    assert run(call) == DONE
    path = workspace / "raw" / "example-daily" / "newspaper.toml"
    assert 'title = "示例日报"' in path.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(call) == CALL_AT_FAULT
    assert "is there already" in one_line(capsys)


def test_closed_pipe_is_quiet(dataset: Path) -> None:
    sql = "SELECT unnest(range(200000)) AS number"
    for query_format in ("csv", "json", "table", "parquet"):
        process = subprocess.Popen(
            [*MAIN, "query", sql, "--output", str(dataset), "--format", query_format],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == DONE
        process.stderr.close()


def test_interrupt_is_one_line(dataset: Path) -> None:
    sql = "SELECT count(*) FROM range(100000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3"
    process = subprocess.Popen(
        [*MAIN, "query", sql, "--output", str(dataset)],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(2)
    os.kill(process.pid, signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.read() == b"jiceng: interrupted\n"
    assert process.wait(timeout=60) == 130
    process.stderr.close()


def test_direct_build_plan_and_rollback(raw: Path, jiceng: Jiceng) -> None:
    planned = jiceng("plan")
    assert (planned.returncode, "2 of 2 shards would be read (2 pages); 0 are fresh" in planned.stdout) == (0, True)
    assert "not read yet" in planned.stdout
    built = jiceng("build", "--direct", "--workers", "1")
    assert built.returncode == 0, built.stderr
    assert "is published: 2 pages" in built.stdout
    page = raw / "example-daily" / "2024-02-05" / "01.txt"
    page.write_text("又一版\n", encoding="utf-8")
    (raw / "example-daily" / "2024-01-05" / "01.txt").unlink()
    changed = jiceng("plan")
    assert "changed page example-daily/2024-02-05/01.txt" in changed.stdout
    assert "its pages are no longer in raw/" in changed.stdout
    none = jiceng("rollback")
    assert (none.returncode, "no build is kept from before" in none.stderr) == (2, True)
    jiceng("build", "--direct", "--workers", "1")
    assert " is current again" in jiceng("rollback").stdout
    assert "1 of 1 shards would be read" not in jiceng("plan").stdout
    assert "keeps all its promises" in jiceng("check").stdout


def test_direct_reading_by_dask_is_refused(raw: Path, jiceng: Jiceng) -> None:
    run = jiceng("build", "--direct", "--engine", "dask")
    assert (run.returncode, run.stderr.startswith("jiceng: --direct: reads with this machine")) == (2, True)
