"""Whoever waits is told what for, and nobody is told of what is quick."""

import sys
import threading
import time
from io import StringIO

import pytest

from flows.console import waiting as module
from flows.console.progress import BuildProgress
from flows.console.waiting import waiting
from flows.logs import set_up_logs
from jiceng.steps import tracked


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when something was said, which is after no time at all."""
    event, tell = threading.Event(), module.tell

    def tell_and_note(line: str) -> None:
        tell(line)
        event.set()

    monkeypatch.setattr(module, "SECONDS", 0.0)
    monkeypatch.setattr(module, "tell", tell_and_note)
    return event


def test_what_takes_long_is_said(said: threading.Event, capsys: pytest.CaptureFixture[str]) -> None:
    with waiting("counting\nstars"):
        assert said.wait(60)
    assert capsys.readouterr().err == "counting\\x0astars …\n"


def test_a_build_says_its_steps_off_a_terminal(said: threading.Event, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", as_json=True)
    with BuildProgress() as progress:
        progress.say("checking")
        assert said.wait(60)
    assert '"level": "info"' in (line := capsys.readouterr().err)
    assert '"message": "checking …"' in line


def test_what_is_quick_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting("nothing"):
        pass
    with BuildProgress() as progress:
        progress.say("nothing")
    assert capsys.readouterr().err == ""


class Terminal(StringIO):
    """Standard error as a terminal, and what was written to it."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_the_work_is_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(module, "SECONDS", 0.0)
    with waiting("verifying"):
        for number in tracked(["one", "two"], "files"):
            shown = f"{['one', 'two'].index(number)} of 2"
            while shown not in terminal.getvalue():
                time.sleep(0.01)
    assert "verifying: files" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_terminal_shows_nothing_of_what_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with waiting("verifying"):
        assert list(tracked(["one"], "files")) == ["one"]
    assert terminal.getvalue() == ""
