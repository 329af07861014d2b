"""The flow `build`: the steps of a build under Prefect, batches of shards as mapped tasks, a report at its end."""

from dataclasses import asdict
from datetime import UTC, datetime
from time import monotonic

from prefect import Task, flow, task, unmapped
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.faults import MACHINE_FAULTS
from flows.flow_runs import identity_of_flow_run, tidy_dead_runs
from flows.progress import WATCHER
from flows.running import one_run
from flows.settings import Settings
from flows.steps import BatchReport, Outcome, batches, counted, finish_build, plan_build, read_batch
from jiceng.dataset.shards import ShardSource

_LISTED_FAULTS = 200
"""Faults that the summary artifact names; the run's own output names all."""


def _is_fault_of_machine(_task: Task[..., BatchReport], _run: TaskRun, state: State[BatchReport]) -> bool:
    """Say whether a task that failed may be tried again: not for faults of the data, which stay what they are."""
    return isinstance(state.data, MACHINE_FAULTS)


@task(name="read shards", cache_policy=NO_CACHE, persist_result=False, retry_condition_fn=_is_fault_of_machine)
def read_shards(settings: Settings, batch: tuple[ShardSource, ...]) -> BatchReport:
    """Read a batch of shards: paths go in, counts come out; the rows stay in the shards' files."""
    return read_batch(settings, batch)


@flow(
    name="build",
    flow_run_name=lambda: f"build-{datetime.now(UTC):%Y%m%d-%H%M%S}",
    task_runner=ThreadPoolTaskRunner(max_workers=1),  # type: ignore[arg-type]  # each batch has all processes
    validate_parameters=False,
    persist_result=False,
)
def build(settings: Settings) -> State[Outcome]:
    """Build and publish the dataset.

    The state is Failed only where nothing could be published; its message says how many faults raw/ has. Raises
    CallFault where there is nothing to build from, and what MACHINE_FAULTS names where retries did not help.
    """
    with one_run(settings, "flow", **identity_of_flow_run(settings.schedule_timezone)) as run:
        started = monotonic()
        tidy_dead_runs(settings.output)
        plan = plan_build(settings)
        WATCHER.get().expect(sum(len(shard.pages) for shard in plan.stale))
        delays = [settings.retry_delay_seconds * 2**attempt for attempt in range(settings.retries)]
        reading = read_shards.with_options(retries=settings.retries, retry_delay_seconds=delays)
        futures = reading.map(
            unmapped(quote(settings)), [quote(batch) for batch in batches(plan.stale, settings.pages_per_task)]
        )
        reports = [future.result() for future in futures]
        outcome = finish_build(settings, plan, reports, started)
        run.came_to(plan, outcome, reports)
    report_run(outcome)
    ended = Completed if outcome.published else Failed
    return ended(message=outcome.summary, data=outcome)


def report_run(outcome: Outcome) -> None:
    """Leave artifacts of the run: a summary, and a table of the tables."""
    create_markdown_artifact(key="build-summary", markdown=summary_markdown(outcome), description=outcome.summary)
    if outcome.build is not None:
        rows = [{"table": name, **asdict(change)} for name, change in outcome.build.tables.items()]
        create_table_artifact(key="build-tables", table=rows, description=f"tables of {outcome.build.build_id}")


def summary_markdown(outcome: Outcome) -> str:
    """Return the summary of a run as Markdown."""
    lines = [
        f"# {outcome.summary}",
        "",
        f"- read: {outcome.shards_read} of {counted(outcome.shards, 'shard')}",
        f"- seconds: {outcome.seconds:.1f}",
    ]
    if outcome.build is not None:
        lines += [f"- folder: `{outcome.build.folder}`", f"- rejected records: {outcome.build.rejects}"]
    if outcome.broken:
        lines += ["", "## Broken promises", ""]
        lines += [f"- {broken}" for broken in outcome.broken]
    if outcome.faults:
        lines += ["", "## Left out of raw/", "", *[f"- {fault}" for fault in outcome.faults[:_LISTED_FAULTS]]]
        if len(outcome.faults) > _LISTED_FAULTS:
            lines.append(f"- … and {len(outcome.faults) - _LISTED_FAULTS} more")
    return "\n".join(lines) + "\n"
