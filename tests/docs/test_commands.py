"""Commands of README and docs, taken from the Markdown: each can be called as it is written; quick ones run."""

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command

from flows.cli.app import app, run
from flows.faults import DONE
from flows.runs.steps import build_dataset
from flows.settings import Settings

PROJECT = Path(__file__).parents[2]
DOCUMENTS = [PROJECT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md")]
DOCUMENTS += sorted((PROJECT / "docs").glob("*.md"))
QUICK = {"query", "explain", "rules", "check", "inspect", "status", "plan", "init"}
"""Commands that are carried out, on the dataset of the page in raw/."""
PLACEHOLDERS = {"ROW_ID", "RELEASE", "GOLD_DIR", "03.txt", "--gold", "NAME"}
"""A command with one of these is only parsed."""


def lines() -> Iterator[tuple[str, str]]:
    """Yield each line of a block of commands, with its document."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            yield from ((path.name, line.strip()) for line in block.splitlines())
        yield from ((path.name, line.strip()) for line in text.splitlines() if line.startswith("    "))


def calls() -> list[list[str]]:
    """Return the arguments of every `jiceng …`, once each."""
    found: dict[tuple[str, ...], None] = {}
    for _, line in lines():
        if not re.match(r"(\.venv/bin/)?jiceng ", line):
            continue
        words = shlex.split(re.sub(r"\[(--.*?)\]", r"\1", line), comments=True)
        end = next((n for n, word in enumerate(words) if word in ("|", ">", "&&")), len(words))
        found[tuple(words[1:end])] = None
    return [list(call) for call in found]


CALLS = calls()


def test_there_are_commands() -> None:
    assert len(CALLS) > 30
    assert {"build", "query", "verify", "diff", "evaluate", "rules"} <= {call[0] for call in CALLS}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_can_be_called_as_it_is_written(call: list[str]) -> None:
    group = get_command(app)
    command = group.commands[call[0]]  # type: ignore[attr-defined]
    with group.make_context("jiceng", ["status"]) as parent:
        command.make_context(call[0], call[1:], parent=parent)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as after `make dataset`."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(PROJECT / "raw", folder / "raw")
    assert build_dataset(Settings(raw=folder / "raw", output=folder / "output", workers=1)).published
    return folder


@pytest.mark.parametrize(
    "call", [call for call in CALLS if call[0] in QUICK and not PLACEHOLDERS & set(call)], ids=" ".join
)
def test_quick_commands_run(
    call: list[str], place: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(place)
    if call[0] == "init":
        shutil.rmtree(place / "raw" / call[1], ignore_errors=True)
    assert run(call) == DONE, capsysbinary.readouterr().err.decode()
    assert capsysbinary.readouterr().out


def test_sql_of_the_docs_runs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    blocks = [
        block
        for path in DOCUMENTS
        for block in re.findall(r"```sql\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    ]
    assert blocks
    for block in blocks:
        with duckdb.connect() as connection:
            connection.execute((place / "output/load.sql").read_text(encoding="utf-8"))
            connection.execute(block).fetchall()


def test_modules_targets_and_folders_that_are_named_are_there() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for module in re.findall(r"python -m ([a-z_.]+)", text):
            assert importlib.util.find_spec(module), f"{path.name}: {module}"
        for target in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{path.name}: make {target}"
        assert not re.search(r"pip install '?jiceng", text), f"{path.name}: jiceng is on no index"
