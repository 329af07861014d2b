"""Closing tables of a build."""

import pytest

from flows.console.tables import show_outcome
from flows.runs.outcome import Outcome
from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.doubtful_pages import DoubtfulPages
from jiceng.page import Fault


def test_outcome_goes_to_output_and_faults_to_errors(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Outcome(
        build=None,
        published=False,
        pages=0,
        shards=0,
        shards_read=0,
        faults=(Fault("example/2024-01-05/01.txt", "cannot be decoded", 3),),
        broken=(Broken("4", "quotes", "q1", "has no article"),),
        seconds=0.5,
    )
    show_outcome(outcome)
    printed = capsys.readouterr()
    assert printed.out == "nothing is published: it breaks 1 promise; 1 fault in raw/\n"
    assert printed.err.splitlines() == [
        "promise 4, quotes q1: has no article",
        "example/2024-01-05/01.txt, byte 3: cannot be decoded",
    ]


def test_what_was_read_with_doubts_is_said_beside_what_was_published(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = (DoubtfulPages("mojibake", 2, "a/undated/1"),)
    outcome = Outcome(None, True, 0, 0, 0, (), (), 0.5, doubtful=doubtful, assumed=("river-daily",))
    show_outcome(outcome)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("river-daily: has no newspaper.toml")
    assert second.startswith("2 pages (a/undated/1 …): mojibake: ")
