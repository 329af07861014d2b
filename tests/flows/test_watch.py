"""Watching raw/: what is_relevant as a change, when it has stopped, and that builds follow it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.faults import DONE
from flows.runs.record import RunState, read_records
from flows.watch import Arrivals, is_relevant
from tests.flows.conftest import PAGE, wait_for


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example-daily/2024-01-05/01.txt", True),
        ("example-daily/2024-01-05/01.TXT", True),
        ("example-daily/2024-01-05/01.hocr", True),
        ("example-daily/2024-01-05/01.toml", True),
        ("example-daily/newspaper.toml", True),
        ("example-daily/2024-01-05", True),
        ("example-daily/2024-01-05/.01.txt", False),
        ("example-daily/2024-01-05/.01.txt.Xy7k2a", False),
        ("example-daily/.stversions/01.txt", False),
        ("example-daily/2024-01-05/01.txt~", False),
        ("example-daily/2024-01-05/01.txt.part", False),
        ("example-daily/2024-01-05/01.txt.crdownload", False),
        ("example-daily/2024-01-05/.01.txt.swp", False),
        ("example-daily/2024-01-05/01.pdf", False),
    ],
)
def test_what_counts(raw: Path, name: str, expected: bool) -> None:
    assert is_relevant(raw, raw / name) is expected


def test_file_has_settled_when_it_has_stopped_growing(raw: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(raw, 5, clock)
    page = raw / "example-daily" / "2024-01-05" / "02.txt"
    page.write_text("一")
    assert arrivals.note([page])
    clock.now = 4
    page.write_text("一二")
    assert not arrivals.are_settled(), "it has grown"
    clock.now = 8
    assert not arrivals.are_settled()
    clock.now = 9
    assert arrivals.are_settled()
    arrivals.forget()
    assert not arrivals.note([raw / "example-daily" / ".hidden.txt"])


def test_file_of_the_same_length_that_is_written_again_is_growing(raw: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(raw, 5, clock)
    page = raw / "example-daily" / "2024-01-05" / "01.txt"
    arrivals.note([page])
    clock.now = 5
    os.utime(page, (1, 1))
    assert not arrivals.are_settled()


def test_folder_is_settled_when_all_its_pages_are(raw: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(raw, 5, clock)
    folder = raw / "example-daily" / "2024-01-05"
    arrivals.note([folder])
    clock.now = 5
    (folder / "02.txt").write_text("一")
    assert not arrivals.are_settled()
    clock.now = 10
    (folder / ".02.txt").write_text("hidden")
    assert arrivals.are_settled()


def test_removed_page_counts_and_is_settled(raw: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(raw, 5, clock)
    page = raw / "example-daily" / "2024-01-05" / "01.txt"
    page.unlink()
    assert arrivals.note([page])
    clock.now = 5
    assert arrivals.are_settled()


@pytest.mark.slow
def test_pages_that_arrive_are_built(raw: Path, workspace: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JICENG_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "watch", "--direct"],
        cwd=workspace,
        env={**kept, "JICENG_WATCH_SETTLE_SECONDS": "4", "JICENG_DATABASE_BYTES": "0", "JICENG_WORKERS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    output = workspace / "output"

    def pages() -> list[int]:
        """Pages of the runs that published something, newest first; those of one under way are none."""
        return [record.pages for record in read_records(output) if record.state is not RunState.running]

    try:
        wait_for(lambda: pages() == [2], "a build at the start")
        page = raw / "example-daily" / "2024-01-05" / "02.txt"
        with page.open("w", encoding="utf-8") as growing:
            for _ in range(12):  # for longer than it takes to settle
                growing.write(PAGE)
                growing.flush()
                time.sleep(0.5)
        assert pages() == [2], "it has been growing until now"
        wait_for(lambda: pages() == [3, 2], "a build of the page that has arrived")
        issue = workspace / "2024-03-05"
        issue.mkdir()
        (issue / "01.txt").write_text(PAGE, encoding="utf-8")
        issue.rename(raw / "example-daily" / issue.name)
        (raw / "example-daily" / ".partial.txt").write_text("half")
        wait_for(lambda: pages() == [4, 3, 2], "a build of the issue that was moved in")
        time.sleep(6)
        assert pages() == [4, 3, 2], "nothing has arrived since"
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == DONE
    assert "told to stop" in err
    assert not (output / "lock.json").exists()
