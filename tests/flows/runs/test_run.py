"""A run that is told to stop, in processes of their own: without Prefect."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.runs.reading_pool import STOP, Stop
from flows.runs.record import RunState, read_records
from flows.runs.run import one_run
from flows.settings import Settings
from tests.flows.conftest import wait_for, write_raw

TAKES_LONG = """
import os, time, flows.runs.steps
from flows.runs.steps import build_dataset
from flows.settings import Settings
def take_long(output, shard, pool):
    os.write(1, b"reading\\n")
    list(pool.map(time.sleep, [{seconds}] * 2))
flows.runs.steps.write_shard = take_long
if __name__ == "__main__":
    build_dataset(Settings(workers={workers}, pages_for_pool=1))
"""


def start_reading(folder: Path, workers: int, seconds: float) -> "subprocess.Popen[str]":
    script = folder / "takes_long.py"
    script.write_text(TAKES_LONG.format(workers=workers, seconds=seconds))
    process = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "reading\n"
    return process


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def test_lock_is_held_until_no_thread_reads(raw: Path, workspace: Path) -> None:
    lock = workspace / "output" / "lock.json"
    seen: list[bool] = []
    threads: list[threading.Thread] = []

    def read_on(stop: Stop, reading: threading.Event) -> None:
        with stop.reading():
            reading.set()
            assert stop.wait(10), "it is told to stop"
            time.sleep(0.3)
            seen.append(lock.exists())

    def be_interrupted() -> None:
        with one_run(Settings(), "direct"):
            stop = STOP.get()
            assert stop is not None
            reading = threading.Event()
            threads.append(threading.Thread(target=read_on, args=(stop, reading)))
            threads[0].start()
            reading.wait()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    threads[0].join()
    assert seen == [True]
    assert not lock.exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("workers", [1, 2])
def test_signal_stops_a_run_at_once(workspace: Path, number: signal.Signals, workers: int) -> None:
    write_raw(workspace)
    process = start_reading(workspace, workers, 600)
    time.sleep(1 if workers == 1 else 3)
    pool = children(process.pid)
    process.send_signal(number)
    process.communicate(timeout=120)  # it would read for ten minutes
    # one of them is the process in which Python looks after the others' things
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in pool), "the end of the processes that read")
    (record,) = read_records(workspace / "output")
    assert record.state is RunState.interrupted
    assert not (workspace / "output" / "lock.json").exists()


@pytest.mark.slow
def test_killed_run_is_taken_over(raw: Path, workspace: Path) -> None:
    process = start_reading(workspace, 1, 600)
    process.kill()
    process.communicate()
    assert (workspace / "output" / "lock.json").exists()
    code = "from flows.runs.steps import build_dataset; from flows.settings import Settings; build_dataset(Settings())"
    again = subprocess.run([sys.executable, "-c", code], cwd=workspace, capture_output=True, text=True, check=True)
    assert "is dead, is taken over" in again.stderr
    assert [record.state for record in read_records(workspace / "output")] == [RunState.published, RunState.crashed]
    assert not (workspace / "output" / "lock.json").exists()
