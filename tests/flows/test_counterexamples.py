"""Inputs that are refused, each with the exact lines and the exit code that it gives.

A folder of tests/counterexamples/ is one: `case.toml`, and whatever the call finds in the working directory. `call` is
the command line without `jiceng`, `code` its exit code, `says` the lines on standard error. With `dataset = true` there
is a published dataset in output/. `<build>` stands for the id of a build.
"""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli.app import app, run

FOLDER = Path(__file__).parents[1] / "counterexamples"
CASES = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*/case.toml")}


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_gives_its_lines_and_its_code(
    name: str, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, folder = CASES[name], tmp_path / name
    shutil.copytree(FOLDER / name, folder, ignore=shutil.ignore_patterns("case.toml"))
    if case.get("dataset"):
        shutil.copytree(dataset, folder / "output", symlinks=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("JICENG_LOG_LEVEL", "error")
    code = run(case["call"])
    lines = [re.sub(r"\d{8}T\d{6}Z-[0-9a-f]{8}", "<build>", line) for line in capsys.readouterr().err.splitlines()]
    assert (code, lines) == (case["code"], case["says"])


def test_every_command_has_a_counterexample() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert {case["call"][0] for case in CASES.values()} == set(commands)
