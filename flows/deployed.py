"""The flow that deployments run: settings from the environment and jiceng.toml, a run that belongs to its day."""

from datetime import UTC, datetime
from typing import Any, cast

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed

from flows.build import build as build_now
from flows.engines import task_runner
from flows.flow_runs import identity_of_flow_run
from flows.logs import set_up_logs
from flows.runs.lock import Locked
from flows.runs.record import RunRecord, read_records
from flows.settings import Settings, load_settings


def name_of_day() -> str:
    """Return the run's name: build-<scheduled day>, or build-<UTC time> if it was not scheduled."""
    scheduled = identity_of_flow_run(load_settings().schedule_timezone)["scheduled_for"]
    return f"build-{scheduled:%Y-%m-%d}" if scheduled else f"build-{datetime.now(UTC):%Y%m%d-%H%M%S}"


@flow(
    name="build",
    flow_run_name=name_of_day,
    task_runner=task_runner(load_settings()),
    validate_parameters=False,
    persist_result=False,
)
def build() -> State[Any]:
    """Build and publish the dataset, unless a run that began after the scheduled time has done it.

    A run takes whatever raw/ holds when it begins. So of the runs that were missed while the machine was off, one
    catches up, and the others end at once.
    """
    settings = load_settings()
    set_up_logs(settings.log_level, settings.json_logs)
    scheduled = identity_of_flow_run(settings.schedule_timezone)["scheduled_for"]
    done = covering_run(settings, scheduled) if scheduled else None
    if done is not None:
        return Completed(name="Covered", message=f"the run {done.run_id}, which began later, has done it")
    try:
        return cast("State[Any]", build_now.fn(settings))
    except Locked as fault:
        return Cancelled(name="Refused", message=str(fault))


def covering_run(settings: Settings, scheduled: datetime) -> RunRecord | None:
    """Return a run that began after a scheduled time and published what it found; None if there is none."""
    for record in read_records(settings.runs_folder):
        if record.started <= scheduled:
            return None
        if record.ended_well:
            return record
    return None
