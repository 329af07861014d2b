"""The flow `build`: the steps of a build under Prefect, batches of shards as mapped tasks, a report at its end."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import cast
from uuid import UUID

from prefect import Task, flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.engines import Order, orders, task_size
from flows.faults import MACHINE_FAULTS
from flows.flow_runs import identity_of_flow_run, tidy_dead_runs
from flows.runs.outcome import BatchReport, BuildPlan, Outcome, counted
from flows.runs.progress import WATCHER
from flows.runs.record import shard_read
from flows.runs.run import one_run
from flows.runs.scans import recognise_scans
from flows.runs.steps import batches, finish_build, log_shard, plan_build, read_batch
from flows.settings import Settings
from jiceng.dataset.plan import ShardState

_LISTED_FAULTS = 200
"""Faults that the summary artifact lists at most; the command prints all."""
_LISTED_SHARDS = 1000
"""Shards that the table artifact lists at most."""
COMPLETED_WITH_FAULTS = "CompletedWithFaults"
"""Name of the state of a run that published and had to leave something out."""


def _is_fault_of_machine(_task: Task[..., BatchReport], _run: TaskRun, state: State[BatchReport]) -> bool:
    """Return whether a failed task may be tried again: faults of the data would only be found again."""
    return isinstance(state.data, MACHINE_FAULTS)


@task(name="read shards", cache_policy=NO_CACHE, persist_result=False, retry_condition_fn=_is_fault_of_machine)
def read_shards(order: Order) -> BatchReport:
    """Read a batch of shards: paths go in, counts come out; the rows stay in the shards' files.

    Prefect's cache is not used: a shard's folder, named by its fingerprint, is the cache, and a batch that is read
    again takes from it what is there.
    """
    return read_batch(order.settings, order.batch)


def read_stale_shards(settings: Settings, plan: BuildPlan) -> list[BatchReport]:
    """Read all stale shards, one task per batch, and report progress."""
    stale = plan.stale
    pages = sum(len(shard.pages) for shard in stale)
    WATCHER.get().expect(pages)
    if not stale:
        return []
    delays = [settings.retry_delay_seconds * 2**attempt for attempt in range(settings.retries)]
    reading = read_shards.with_options(retries=settings.retries, retry_delay_seconds=delays)
    progress = create_progress_artifact(0.0, key="build-progress", description=f"{counted(pages, 'page')} to read")
    reports, done = [], 0
    work = list(batches(stale, task_size(settings)))
    for batch, future in zip(work, reading.map(orders(settings, work)), strict=True):
        report = future.result()
        reports.append(report)
        read = sum(len(shard.pages) for shard in batch)
        done += read
        if settings.engine == "dask":  # its workers are elsewhere
            WATCHER.get().advance(read)
            for written in report.written:
                log_shard(shard_read(written))
        update_progress_artifact(cast("UUID", progress), 100.0 * done / pages)
    return reports


@flow(
    name="build",
    flow_run_name=lambda: f"build-{datetime.now(UTC):%Y%m%d-%H%M%S}",
    task_runner=ThreadPoolTaskRunner(max_workers=1),  # type: ignore[arg-type]  # one batch at a time uses all processes
    validate_parameters=False,
    persist_result=False,
)
def build(settings: Settings) -> State[Outcome]:
    """Build and publish the dataset.

    The state is Failed only if nothing could be published; its message says how many faults raw/ has. Raises
    CallFault if there is nothing to build from, and one of MACHINE_FAULTS if retries did not help.
    """
    with one_run(settings, "flow", **identity_of_flow_run(settings.schedule_timezone)) as run:
        started = monotonic()
        tidy_dead_runs(settings.runs_folder)
        plan = plan_build(settings)
        recognise_scans(plan.stale)
        reports = read_stale_shards(settings, plan)
        outcome = finish_build(settings, plan, reports, started)
        run.note_outcome(plan, outcome, reports)
    report_run(outcome, plan, reports)
    if not outcome.published:
        return Failed(message=outcome.summary, data=outcome)
    name = COMPLETED_WITH_FAULTS if outcome.faults else None
    return Completed(name=name, message=outcome.summary, data=outcome)


def report_run(outcome: Outcome, plan: BuildPlan, reports: Sequence[BatchReport]) -> None:
    """Leave artifacts of the run: a summary, a table of the tables, and one of the shards that were not fresh."""
    create_markdown_artifact(key="build-summary", markdown=summary_markdown(outcome), description=outcome.summary)
    if outcome.build is not None:
        rows = [{"table": name, **asdict(change)} for name, change in outcome.build.tables.items()]
        create_table_artifact(key="build-tables", table=rows, description=f"tables of {outcome.build.build_id}")
    if shards := shard_rows(plan, reports):
        create_table_artifact(key="build-shards", table=shards, description="shards that were not fresh")


def shard_rows(plan: BuildPlan, reports: Sequence[BatchReport]) -> list[dict[str, object]]:
    """Return a row for each shard that was not fresh, at most _LISTED_SHARDS: why, and what was read."""
    read = {
        written.name: shard_read(written).model_dump(exclude={"name", "state", "reasons"})
        for r in reports
        for written in r.written
    }
    rows = [
        {"shard": shard.name, "state": shard.state.value, "why": "; ".join(shard.reasons), **read.get(shard.name, {})}
        for shard in plan.planned
        if shard.state is not ShardState.fresh
    ]
    return rows[:_LISTED_SHARDS]


def summary_markdown(outcome: Outcome) -> str:
    """Return the summary of a run as Markdown."""
    lines = [
        f"# {outcome.summary}",
        "",
        f"- read: {outcome.shards_read} of {counted(outcome.shards, 'shard')}",
        f"- seconds: {outcome.seconds:.1f}",
    ]
    if outcome.build is not None:
        folder = outcome.build.folder
        address = folder.absolute().as_uri() if isinstance(folder, Path) else str(folder)
        lines += [f"- folder: [{folder.name}]({address})", f"- rejected records: {outcome.build.rejects}"]
        lines += ["", "| table | rows | new | changed | removed |", "|---|--:|--:|--:|--:|"]
        for name, change in outcome.build.tables.items():
            lines.append(f"| {name} | {change.rows:,} | {change.new:,} | {change.changed:,} | {change.removed:,} |")
    if outcome.broken:
        lines += ["", "## Broken promises", ""]
        lines += [f"- {broken}" for broken in outcome.broken]
    if outcome.doubtful:
        lines += ["", "## Doubtful pages", "", *[f"- {doubtful}" for doubtful in outcome.doubtful]]
    if outcome.faults:
        lines += ["", "## Left out of raw/", "", *[f"- {fault}" for fault in outcome.faults[:_LISTED_FAULTS]]]
        if len(outcome.faults) > _LISTED_FAULTS:
            lines.append(f"- … and {len(outcome.faults) - _LISTED_FAULTS} more")
    return "\n".join(lines) + "\n"
