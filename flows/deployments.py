"""Prefect's deployments: what runs when, and what happens when two runs want to run or one is late."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed, Scheduled

from flows.faults import CallFault
from flows.settings import Settings

WORK_POOL = "jiceng"
TAG = "jiceng"

ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run that starts while another is running is cancelled: runs are incremental, the next does what it would have done.
With ENQUEUE, runs would queue up after a slow one and then do nothing, one after another."""


@dataclass(frozen=True, slots=True)
class PlannedDeployment:
    """A deployment to be made."""

    name: str
    flow_name: str
    entrypoint: str
    schedule: Schedule | None
    description: str


def planned_deployments(settings: Settings) -> list[PlannedDeployment]:
    """Return the deployments; raises CallFault if a schedule in the settings is not valid."""
    return [
        PlannedDeployment(
            name="daily",
            flow_name="build",
            entrypoint="flows.deployed.build",
            schedule=schedule_of("build_schedule", settings.build_schedule, settings.schedule_timezone),
            description="reads what is new in raw/ and publishes the dataset",
        ),
        PlannedDeployment(
            name="weekly",
            flow_name="release",
            entrypoint="flows.release.release",
            schedule=schedule_of("release_schedule", settings.release_schedule, settings.schedule_timezone),
            description="freezes the dataset into a release if it changed",
        ),
    ]


def schedule_of(setting: str, text: str, timezone: str) -> Schedule | None:
    """Return the schedule of a setting: a cron line, seconds between runs, or never (None); raises CallFault."""
    if text == "0":
        raise CallFault(f"setting `{setting}`: '0' seconds is not a schedule; give never to have none")
    if text == "never":
        return None
    try:
        ZoneInfo(timezone)
        return Interval(timedelta(seconds=int(text)), timezone=timezone) if text.isdigit() else Cron(text, timezone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        reason = str(error).splitlines()[0]
        raise CallFault(
            f"setting `{setting}`: {text!r} in {timezone} is not a schedule ({reason}); give a cron line (0 8 * * *), "
            "a number of seconds between runs, or never"
        ) from None


def deploy(settings: Settings, working_folder: Path) -> list[str]:
    """Make or update the work pool and the deployments; a run that was missed is caught up with one run.

    Returns one line per deployment.

    Prefect forgets the runs of a deployment that are due when the deployment is written again. Of those, the newest one
    is kept: a run reads all that has arrived, so that one is enough. Raises CallFault.
    """
    with get_client(sync_client=True) as client:
        with suppress(ObjectAlreadyExists):
            client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type="process"))
        return [_deploy(client, planned, working_folder) for planned in planned_deployments(settings)]


def _deploy(client: SyncPrefectClient, planned: PlannedDeployment, working_folder: Path) -> str:
    missed = _missed_runs(client, planned.name)
    deployment = RunnerDeployment.from_entrypoint(
        planned.entrypoint,
        name=planned.name,
        flow_name=planned.flow_name,
        schedules=[planned.schedule] if planned.schedule else [],
        concurrency_limit=ONE_AT_A_TIME,
        work_pool_name=WORK_POOL,
        job_variables={"working_dir": str(working_folder)},
        description=planned.description,
        tags=[TAG],
    )
    deployment_id = UUID(str(deployment.apply()))
    for run in missed:
        client.delete_flow_run(run.id)
    if missed and planned.schedule:
        client.create_flow_run_from_deployment(
            deployment_id, state=Scheduled(scheduled_time=missed[0].expected_start_time, message="caught up")
        )
    when = "on no schedule" if planned.schedule is None else f"scheduled ({_in_words(planned.schedule)})"
    late = f"; catching up with the run of {missed[0].expected_start_time:%Y-%m-%d %H:%M} UTC" if missed else ""
    return f"{planned.flow_name}/{planned.name} is {when}{late}"


def _in_words(schedule: Schedule) -> str:
    return f"{schedule.cron or schedule.interval}, {schedule.timezone}"


def _missed_runs(client: SyncPrefectClient, deployment: str) -> list[FlowRun]:
    """Return a deployment's runs that are due and have not begun, newest first."""
    due = client.read_flow_runs(
        deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[deployment])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
    )
    now = datetime.now(UTC)
    return [run for run in reversed(due) if run.expected_start_time is not None and run.expected_start_time < now]


def tidy_open_runs(alive: str | None) -> list[str]:
    """Set to Crashed the open flow runs of our deployments when no worker is running; returns the names of the runs.

    A worker that was killed together with its run leaves it Pending or Running, and its slot taken. `alive` is the id
    of a run that goes on without its worker.
    """
    opened = FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING])
    names = []
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(
            deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=opened)),
        ):
            if str(run.id) == alive:
                continue
            client.set_flow_run_state(run.id, Crashed(message="its worker was killed"), force=True)
            names.append(run.name)
    return names
