"""`jiceng init`."""

from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DONE


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was said on standard error, which is one line and no traceback."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("jiceng: ")
    return said.removeprefix("jiceng: ").rstrip("\n")


def test_init_makes_a_newspaper_and_never_overwrites_it(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["init", "example-daily", "--title", "示例日报", "--home", "四川省/攀枝花市", "--share", "full"]
    assert run(call) == DONE
    path = workspace / "raw" / "example-daily" / "newspaper.toml"
    assert 'title = "示例日报"' in path.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(call) == CALL_AT_FAULT
    assert "exists already" in one_line(capsys)
