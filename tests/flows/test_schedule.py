"""Schedules: what is deployed, and a real server and worker whose runs fire, do not overlap and all stop."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from flows.deployments import ONE_AT_A_TIME, TAG, WORK_POOL, planned_deployments, schedule_of
from flows.faults import CALL_AT_FAULT, DONE, CallFault
from flows.runs.record import RunState, read_records
from flows.settings import load_settings
from tests.flows.conftest import PAGE, faults_of, wait_for

MARK = "JICENG_TEST_MARK"


def add_pages(raw: Path, pages: int) -> None:
    folder = raw / "example-daily" / "2024-03-05"
    folder.mkdir()
    for number in range(pages):
        (folder / f"{number}.txt").write_text(f"示例{number}\n\n{PAGE}", encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def flow_runs(folder: Path, columns: str) -> list[tuple[Any, ...]]:
    """Return Prefect's flow runs that are no longer waiting, in the order of their scheduled time."""
    path = folder / ".prefect" / "prefect.db"
    if not path.exists():
        return []
    with sqlite3.connect(path) as database:
        query = f"SELECT {columns} FROM flow_run WHERE state_type <> 'SCHEDULED' ORDER BY expected_start_time"
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:  # the server has not made its tables yet
            return []


def processes_with(mark: str) -> list[str]:
    """Return the command lines of living processes that have inherited a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


class Scheduling:
    """`jiceng schedule` in a process of its own."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.mark = uuid4().hex
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JICENG_"))}
        settings = {
            "JICENG_BUILD_SCHEDULE": str(seconds),
            "JICENG_DASHBOARD_PORT": str(free_port()),
            "JICENG_WORKERS": "1",
            "JICENG_DATABASE_BYTES": "0",
            MARK.removeprefix("JICENG_"): self.mark,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli.app import main; main()", "schedule"],
            cwd=folder,
            env={**kept, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def stop(self, number: signal.Signals) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture
def scheduling(workspace: Path) -> Iterator[Callable[[int], Scheduling]]:
    started: list[Scheduling] = []

    def start(seconds: int) -> Scheduling:
        started.append(Scheduling(workspace, seconds))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.communicate()


@pytest.mark.slow
def test_runs_fire_do_not_overlap_and_all_stop(
    raw: Path, workspace: Path, scheduling: Callable[[int], Scheduling]
) -> None:
    def states() -> list[str]:
        return [state for (state,) in flow_runs(workspace, "state_type")]

    def one_is_refused_while_one_runs() -> bool:
        at_work = [each for each in read_records(workspace / "output") if each.state is RunState.running]
        reads_them = any(each.started > added for each in at_work)  # another may have begun before the pages were there
        return reads_them and states().count("CANCELLED") > refused

    schedule = scheduling(6)
    wait_for(lambda: states().count("COMPLETED") >= 1, "a run")
    add_pages(raw, 3000)
    added, refused = datetime.now(UTC), states().count("CANCELLED")
    wait_for(one_is_refused_while_one_runs, "a run that is refused")
    code, out, err = schedule.stop(signal.SIGTERM)
    assert code == DONE
    assert "dashboard: http://127.0.0.1:" in out
    assert "told to stop (SIGTERM)" in err
    assert "Traceback" not in err
    assert processes_with(schedule.mark) == []
    assert not (workspace / "output" / "lock.json").exists()
    records = read_records(workspace / "output")
    assert records[0].state is RunState.interrupted
    assert all(record.ended_well for record in records[1:])
    fired = flow_runs(workspace, "state_type, name, state_name")
    assert "RUNNING" not in states()
    assert ("CRASHED", f"build-{records[0].day}", "Crashed") in fired
    assert all(name == f"build-{records[0].day}" for state, name, _ in fired if state == "COMPLETED")


@pytest.mark.slow
def test_all_that_was_killed_is_tidied_at_the_next_start(
    raw: Path, workspace: Path, scheduling: Callable[[int], Scheduling]
) -> None:
    first = scheduling(6)
    add_pages(raw, 3000)
    wait_for(lambda: ("RUNNING",) in flow_runs(workspace, "state_type"), "a run")
    wait_for(lambda: bool(read_records(workspace / "output")), "its record")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if first.mark.encode() in (folder / "environ").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
        except OSError:
            continue
    first.process.communicate()
    assert ("RUNNING",) in flow_runs(workspace, "state_type")
    second = scheduling(6)
    wait_for(lambda: len(read_records(workspace / "output")) > 1, "the slot is free, and a run fires")
    assert read_records(workspace / "output")[-1].state is RunState.crashed
    _, _, err = second.stop(signal.SIGINT)
    assert "whose worker was killed, is set to Crashed" in err
    assert processes_with(second.mark) == []


@pytest.mark.slow
def test_port_that_is_taken_is_one_line(raw: Path, workspace: Path, jiceng: Callable[..., Any]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = jiceng("schedule", JICENG_DASHBOARD_PORT=port)
    assert result.returncode == CALL_AT_FAULT
    (fault,) = faults_of(result)
    assert f"port {port} of 127.0.0.1 is not free" in fault


@pytest.mark.slow
@pytest.mark.parametrize("command", ["schedule", "build"])
def test_api_that_does_not_answer_is_one_line(
    raw: Path, workspace: Path, jiceng: Callable[..., Any], command: str
) -> None:
    address = f"http://127.0.0.1:{free_port()}/api"
    result = jiceng(command, PREFECT_API_URL=address)
    assert result.returncode == CALL_AT_FAULT
    (fault,) = faults_of(result)
    assert fault.startswith(f"jiceng: {address}: no Prefect API answers (")


def test_build_is_daily_and_one_at_a_time() -> None:
    (planned,) = [each for each in planned_deployments(load_settings()) if each.flow_name == "build"]
    assert planned.name == "daily"
    assert planned.schedule is not None
    assert (planned.schedule.cron, planned.schedule.timezone) == ("0 8 * * *", "Asia/Shanghai")
    assert (ONE_AT_A_TIME.limit, ONE_AT_A_TIME.collision_strategy.value) == (1, "CANCEL_NEW")


def test_prefect_yaml_says_the_same() -> None:
    root = Path(__file__).parents[2]
    written = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    planned = planned_deployments(load_settings())
    assert [each["name"] for each in written] == [each.name for each in planned]
    for one, other in zip(written, planned, strict=True):
        path, _, function = one["entrypoint"].partition(":")
        assert (root / path).is_file()
        assert f"{path.removesuffix('.py').replace('/', '.')}.{function}" == other.entrypoint
        assert other.schedule is not None
        assert one["schedules"] == [{"cron": other.schedule.cron, "timezone": other.schedule.timezone}]
        assert one["concurrency_limit"] == ONE_AT_A_TIME.model_dump(mode="json", exclude_none=True)
        assert (one["work_pool"]["name"], one["tags"], one["description"]) == (WORK_POOL, [TAG], other.description)


def test_schedule_may_be_seconds_or_never() -> None:
    every = schedule_of("build_schedule", "90", "UTC")
    assert every is not None
    assert every.interval == timedelta(seconds=90)
    assert schedule_of("build_schedule", "never", "UTC") is None


@pytest.mark.parametrize(
    ("said", "zone"), [("tomorrow", "UTC"), ("0 8 * *", "UTC"), ("0", "UTC"), ("0 8 * * *", "Mars")]
)
def test_what_is_no_schedule_is_one_line(said: str, zone: str) -> None:
    with pytest.raises(CallFault, match=r"\Asetting `build_schedule`: .* is not a schedule.*\Z"):
        schedule_of("build_schedule", said, zone)
