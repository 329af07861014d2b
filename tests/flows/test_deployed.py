"""What deployments run: the day of a run, and which late run has nothing left to do."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.deployed import covering_run
from flows.runs.record import RunState, begin_record, ended_record, write_record
from flows.settings import Settings

MISSED = """
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from flows.server import find_or_start_api
find_or_start_api(Path(".prefect").absolute(), 60)()
from prefect.client.orchestration import get_client
from prefect.states import Scheduled
from flows.deployments import _missed_runs, deploy
from flows.settings import load_settings
settings, here = load_settings(), Path.cwd()
print(*deploy(settings, here))
with get_client(sync_client=True) as client:
    (deployment,) = [each for each in client.read_deployments() if each.name == "daily"]
    for days in (3, 1, 2):
        moment = datetime.now(UTC) - timedelta(days=days)
        client.create_flow_run_from_deployment(deployment.id, state=Scheduled(scheduled_time=moment))
    print(*deploy(settings, here))
    late = [datetime.now(UTC) - run.expected_start_time for run in _missed_runs(client, "daily")]
    print(*[round(each.total_seconds() / 86400, 2) for each in late])
"""


def leave_record(output: Path, started: datetime, state: RunState) -> str:
    record = begin_record("flow", "raw", output).model_copy(
        update={"started": started, "run_id": f"{started:%Y%m%dT%H%M%S.%fZ}"}
    )
    write_record(output, ended_record(record, state, "done"))
    return record.run_id


def test_run_is_covered_by_one_that_began_after_its_time(tmp_path: Path) -> None:
    settings = Settings(output=tmp_path)
    due = datetime(2026, 1, 5, tzinfo=UTC)
    assert covering_run(settings, due) is None
    leave_record(tmp_path, due - timedelta(seconds=1), RunState.published)
    assert covering_run(settings, due) is None, "it began before, even if only a second"
    leave_record(tmp_path, due + timedelta(hours=1), RunState.failed)
    assert covering_run(settings, due) is None, "it published nothing"
    covering = leave_record(tmp_path, due + timedelta(hours=2), RunState.unchanged)
    leave_record(tmp_path, due + timedelta(hours=3), RunState.crashed)
    found = covering_run(settings, due)
    assert found is not None
    assert found.run_id == covering


@pytest.mark.slow
def test_all_that_was_missed_is_caught_up_with_one_run(workspace: Path) -> None:
    done = subprocess.run([sys.executable, "-c", MISSED], cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second, kept = done.stdout.splitlines()
    daily = "build/daily is scheduled (0 8 * * *, Asia/Shanghai)"
    assert first == f"{daily} release/weekly is scheduled (0 10 * * 1, Asia/Shanghai)"
    assert "catching up with the run of" in second
    assert kept == "1.0", "the newest of them, and no other"
