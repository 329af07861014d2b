"""Run records: each run, with Prefect or without, leaves one file in `output/runs/` that says what it did.

A run's record is written when it begins and again when it ends. One that still says `running` while nobody holds the
lock is of a run that was killed; the next run marks it.
"""

import logging
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.runs.outcome import BatchReport, BuildPlan, Outcome
from flows.runs.owner import Owner, this_process
from flows.settings import RUNS
from jiceng.dataset.plan import PlannedShard, ShardState
from jiceng.dataset.shard_files import ShardReport
from jiceng.dataset.shards import library_versions, rules_version
from jiceng.storage import TEMPORARY, kind_of, replace_file
from schemas import SCHEMA_VERSION

DAMAGED = "damaged"
_LOG = logging.getLogger("jiceng.runs")


class RunState(StrEnum):
    """How a run ended."""

    running = "running"
    published = "published"
    unchanged = "unchanged"
    """The new build would equal the published one."""
    failed = "failed"
    """Nothing could be published; what was published before stays."""
    interrupted = "interrupted"
    crashed = "crashed"
    """It was killed, and a later run noticed."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ShardRead(_Model):
    """A shard that a run read."""

    name: str
    state: str = ""
    """`new`, `changed`, or `damaged`: its files were not what had been written."""
    reasons: tuple[str, ...] = ()
    """What had changed, a phrase each."""
    pages: int
    characters: int
    """Without white space."""
    records: int
    rejects: int
    seconds: float


class TableChanged(_Model):
    """Rows of a table, and how they differ from those published before."""

    rows: int
    new: int
    changed: int
    removed: int


class Refused(_Model):
    """Something in raw/ that was left out."""

    path: str
    message: str
    offset: int | None = None
    place: str | None = None


class RunRecord(_Model):
    """One run."""

    run_id: str
    """When it began, in UTC; run ids sort by time."""
    state: RunState = RunState.running
    message: str = ""
    """How it ended, in one sentence."""
    mode: str
    """`flow` (under Prefect) or `direct`."""
    day: date
    """The day that the run belongs to: the scheduled one if there is a schedule, else the one on which it began."""
    scheduled_for: datetime | None = None
    started: datetime
    ended: datetime | None = None
    seconds: float | None = None
    owner: Owner
    raw: str
    output: str
    versions: dict[str, str]
    flow_run_id: str | None = None
    flow_run_name: str | None = None
    prefect_told: bool = False
    """Prefect has been told that the run was killed."""
    build_id: str | None = None
    pages: int = 0
    """Page files of raw/ in the build, read now or before."""
    shards: int = 0
    shards_read: tuple[ShardRead, ...] = ()
    shards_gone: tuple[str, ...] = ()
    """Shards whose pages are no longer in raw/."""
    rejects: int = 0
    """Records in the build that a schema refused."""
    changed: dict[str, TableChanged] = {}
    """Table → how it differs; unchanged tables are left out."""
    refused: tuple[Refused, ...] = ()
    broken: tuple[str, ...] = ()
    """Promises that the build broke; it was not published."""

    @property
    def pages_read(self) -> int:
        """Pages that this run read."""
        return sum(shard.pages for shard in self.shards_read)

    @property
    def ended_well(self) -> bool:
        """Whether what the run found is published."""
        return self.state in (RunState.published, RunState.unchanged)


def begin_record(
    mode: str,
    raw: object,
    output: object,
    scheduled_for: datetime | None = None,
    flow_run_id: str | None = None,
    flow_run_name: str | None = None,
) -> RunRecord:
    """Return the record of a run that begins now in this process."""
    now = datetime.now(UTC)
    return RunRecord(
        run_id=f"{now:%Y%m%dT%H%M%S.%fZ}",
        mode=mode,
        day=(scheduled_for or now.astimezone()).date(),
        scheduled_for=scheduled_for,
        started=now,
        owner=this_process(),
        raw=str(raw),
        output=str(output),
        versions={
            "jiceng": version("jiceng"),
            "schema": SCHEMA_VERSION,
            "rules": rules_version(),
            "python": platform.python_version(),
            "prefect": version("prefect"),
            "duckdb": version("duckdb"),
            **library_versions(),
        },
        flow_run_id=flow_run_id,
        flow_run_name=flow_run_name,
    )


def ended_record(
    record: RunRecord, state: RunState, message: str, now: datetime | None = None, **more: object
) -> RunRecord:
    """Return the record of a run that ended."""
    ended = now or datetime.now(UTC)
    seconds = round((ended - record.started).total_seconds(), 3)
    return record.model_copy(update={"state": state, "message": message, "ended": ended, "seconds": seconds, **more})


def shard_read(report: ShardReport, planned: PlannedShard | None = None) -> ShardRead:
    """Return the entry of a run's record for a shard that it read."""
    return ShardRead(
        name=report.name,
        state=planned.state.value if planned else "",
        reasons=planned.reasons if planned else (),
        pages=report.rows["pages"],
        characters=report.characters,
        records=sum(rows for table, rows in report.rows.items() if table not in ("pages", "rejects")),
        rejects=report.rejects,
        seconds=round(report.seconds, 3),
    )


def record_outcome(record: RunRecord, plan: BuildPlan, outcome: Outcome, reports: Iterable[BatchReport]) -> RunRecord:
    """Return the record of a run that ended with an outcome."""
    build = outcome.build
    planned = {shard.name: shard for shard in plan.planned}
    state = RunState.failed
    if build is not None and outcome.published:
        state = RunState.unchanged if build.unchanged else RunState.published
    changes = {name: asdict(change) for name, change in build.tables.items()} if build is not None else {}
    return ended_record(
        record,
        state,
        outcome.summary,
        build_id=build.build_id if build is not None and outcome.published else None,
        pages=outcome.pages,
        shards=outcome.shards,
        shards_read=(
            *(shard_read(report, planned.get(report.name)) for batch in reports for report in batch.written),
            *(shard_read(report).model_copy(update={"state": DAMAGED}) for report in outcome.mended),
        ),
        shards_gone=tuple(shard.name for shard in plan.planned if shard.state is ShardState.gone),
        rejects=build.rejects if build is not None else 0,
        changed={
            name: TableChanged(**change)
            for name, change in changes.items()
            if change["new"] or change["changed"] or change["removed"]
        },
        refused=tuple(Refused(**asdict(fault)) for fault in outcome.faults),
        broken=tuple(str(broken) for broken in outcome.broken),
    )


def write_record(output: Path, record: RunRecord) -> None:
    """Write a run's record atomically."""
    replace_file(output / RUNS / f"{record.run_id}.json", (record.model_dump_json(indent=1) + "\n").encode())


def read_records(output: Path, newest: int | None = None) -> list[RunRecord]:
    """Return the records of runs, newest first; other files are named in the log and left alone."""
    records: list[RunRecord] = []
    for path in _record_files(output):
        if len(records) == newest:
            break
        try:
            if not path.is_file():
                raise OSError(0, f"it is {kind_of(path)}")
            records.append(RunRecord.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.strerror
            _LOG.warning("%s: is not the record of a run (%s)", path, reason)
    return records


def _record_files(output: Path) -> list[Path]:
    """Return the files of records, newest first."""
    folder = output / RUNS
    return sorted((path for path in folder.glob("*.json") if not path.name.startswith(".")), reverse=True)


def mark_crashed(output: Path) -> list[RunRecord]:
    """Mark the runs that were killed, and return their records; call it only while holding the lock."""
    crashed = []
    for record in list(_running(output)):
        dead = ended_record(record, RunState.crashed, f"{record.owner} was killed before it ended", seconds=None)
        write_record(output, dead)
        _LOG.warning(
            "the run of %s was killed before it ended (%s)", f"{record.started:%Y-%m-%d %H:%M:%S} UTC", record.owner
        )
        crashed.append(dead)
    return crashed


def _running(output: Path) -> Iterator[RunRecord]:
    return (record for record in read_records(output) if record.state is RunState.running)


def keep_newest(output: Path, number: int) -> None:
    """Remove all but the newest records, and files of unfinished writing."""
    for path in [path for path in _record_files(output) if path.is_file()][number:]:
        path.unlink(missing_ok=True)
    for path in (output / RUNS).glob(f"{TEMPORARY}*"):
        path.unlink(missing_ok=True)
