"""The command line as a whole: every command has help, a line in the docs, and one line for a wrong call."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli.app import app, run
from flows.faults import CALL_AT_FAULT, DONE

MAIN = [sys.executable, "-c", "from flows.cli.app import main; main()"]

PROJECT = Path(__file__).parents[3]

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
"""Every registered command, by name."""

HEAVY = frozenset({"prefect", "duckdb", "pyarrow", "jieba", "rjieba", "pydantic", "schemas", "charset_normalizer"})
"""What takes long to import, and no help needs."""

DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on standard error, which is one line and no traceback."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("jiceng: ")
    return said.removeprefix("jiceng: ").rstrip("\n")


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys, flows.cli.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & set(printed.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == DONE
    assert "Usage" in result.output
    assert COMMANDS[command].help
    undescribed = [parameter.name for parameter in COMMANDS[command].params if not getattr(parameter, "help", None)]
    assert undescribed == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert any(f"jiceng {command}" in path.read_text(encoding="utf-8") for path in DOCUMENTS)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_one_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--nonsense"]) == CALL_AT_FAULT
    assert one_line(capsys).startswith("No such option: --nonsense")


def test_help_answers_at_once() -> None:
    """It imports nothing heavy; how long that takes is the machine's affair."""
    code = (
        "import sys\nfrom flows.cli.app import run\n"
        f"for command in {sorted(COMMANDS)!r}:\n"
        "    try:\n        run([command, '--help'])\n    except SystemExit:\n        pass\n"
        "    print(command, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    imported = {command: set(modules) for command, *modules in map(str.split, said.splitlines())}
    assert imported.keys() == COMMANDS.keys()
    heavy = HEAVY - {"pydantic"}  # what prints the help looks for pydantic
    assert [command for command, modules in imported.items() if heavy & modules] == []


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
        (["build", "--raw", "nowhere"], "nowhere: is not a folder; give the folder of the raw pages with --raw"),
        (["build", "--workers", "0"], "setting `workers` (--workers)"),
        (["init", "example-daily"], "the newspaper's title is missing; give it with --title"),
        (["init", "a/b", "--title", "示例"], "'a/b' is not a folder name"),
        (["evaluate"], "Missing argument 'GOLD_DIR'."),
        (["evaluate", "nowhere"], "nowhere: is not a gold folder; it has no pages.jsonl"),
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


@pytest.mark.parametrize("call", [["-h"], ["query", "-h"]])
def test_help_has_a_short_name(call: list[str]) -> None:
    result = CliRunner().invoke(app, call)
    assert result.exit_code == DONE
    assert "Usage" in result.output


def test_a_shell_can_complete_commands() -> None:
    asked = {"_JICENG_COMPLETE": "complete_bash", "COMP_WORDS": "jiceng expla", "COMP_CWORD": "1"}
    done = subprocess.run(MAIN, capture_output=True, text=True, check=False, env={**os.environ, **asked})
    assert done.stdout.split() == ["explain"]
