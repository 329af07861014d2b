"""What is printed cannot command the terminal, whoever forgot to make it printable."""

import ast
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

from flows.console.escapes import printable
from flows.console.output import chopped, output_console, say

FLOWS = Path(__file__).parents[3] / "flows"
MAY_PRINT = {"console/output.py": 1, "logs.py": 1, "cli/app.py": 1}
"""Calls of print() per file: `say`, `complain`, and the version."""


def test_whatever_is_printed_is_printable(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[2J", "folder\n2 rows")
    output_console().print("\u202ename", Text("\x9b31m红", style="bold"))
    said = capsys.readouterr().out
    assert all(shown in said for shown in ("a\\x1b[2J\nfolder\\x0a2 rows\n", "\\u202ename", "\\x9b31m红"))
    assert said == printable(said)


def test_nothing_is_printed_past_them() -> None:
    calls = {
        path.relative_to(FLOWS).as_posix(): sum(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
        for path in FLOWS.rglob("*.py")
    }
    assert {name: count for name, count in calls.items() if count} == MAY_PRINT


def test_pieces_are_measured_as_they_are_shown() -> None:
    pieces = ["\x1b[2J甲乙"[start:end] for start, end in chopped("\x1b[2J甲乙", 6)]
    assert pieces == ["\x1b[2", "J甲乙"]
    assert all(cell_len(printable(piece)) <= 6 for piece in pieces)
