"""`jiceng status`: what is published, what is stale, who builds, and how the last runs ended."""

from datetime import UTC, datetime
from itertools import islice
from typing import Literal

from pydantic import BaseModel
from rich.table import Table

from flows.display import output_console, printable
from flows.lock import Lock, is_alive, read_lock
from flows.runs import RunRecord, RunState, read_records
from flows.settings import Settings
from flows.steps import counted
from jiceng.dataset.manifest import published_manifest
from jiceng.dataset.plan import PlannedShard, ShardState, plan_shards
from jiceng.dataset.shards import list_shards
from jiceng.page import InputFault, find_pages

_LISTED_SHARDS = 10


class Published(BaseModel):
    """The build that readers see."""

    build_id: str
    created: str
    """UTC, ISO 8601."""
    shards: int
    failed_pages: int
    faults: int
    rows: dict[str, int]
    """Table → rows."""


class Stale(BaseModel):
    """A shard that the next build reads, or whose rows it leaves out."""

    name: str
    state: Literal["new", "changed", "gone"]
    pages: int
    reasons: tuple[str, ...]


class Status(BaseModel):
    """How the dataset stands."""

    raw: str
    output: str
    published: Published | None
    stale: tuple[Stale, ...]
    shards: int
    """All shards of raw/."""
    faults: tuple[str, ...]
    """What in raw/ cannot be taken."""
    lock: Lock | None
    lock_is_alive: bool
    runs: tuple[RunRecord, ...]
    """Newest first. One that says `running` is under way if the lock is alive, and has died if not."""


def status_of(settings: Settings, runs: int) -> Status:
    """Look how the dataset stands; changes nothing. Of a raw/ that is no folder the fault is named."""
    folder = settings.runs_folder
    planned, faults = _planned(settings)
    lock = read_lock(folder)
    return Status(
        raw=str(settings.raw),
        output=str(settings.output),
        published=_published(settings),
        stale=tuple(
            Stale(name=shard.name, state=shard.state.value, pages=shard.pages, reasons=shard.reasons)
            for shard in planned
            if shard.state is not ShardState.fresh
        ),
        shards=sum(shard.state is not ShardState.gone for shard in planned),
        faults=faults,
        lock=lock,
        lock_is_alive=lock is not None and is_alive(lock, settings.lock_stale_seconds),
        runs=tuple(read_records(folder, newest=runs)),
    )


def _planned(settings: Settings) -> tuple[list[PlannedShard], tuple[str, ...]]:
    try:
        raw = find_pages(settings.raw)
    except InputFault as error:
        return [], (str(error),)
    shards = list_shards(raw, settings.output if settings.output.is_dir() else None)
    planned = plan_shards(settings.output, shards, published_manifest(settings.output))
    return planned, tuple(str(fault) for fault in raw.faults)


def _published(settings: Settings) -> Published | None:
    manifest = published_manifest(settings.output)
    if manifest is None:
        return None
    tables = dict.fromkeys(file.table for file in manifest.files if file.table is not None)
    return Published(
        build_id=manifest.build_id,
        created=manifest.created,
        shards=len(manifest.shards),
        failed_pages=manifest.failed_pages,
        faults=len(manifest.faults),
        rows={table: manifest.rows_of(table) for table in tables},
    )


def show_status(status: Status) -> None:
    """Print it for people."""
    console = output_console()
    for line in (_published_line(status), _stale_line(status), *_stale_shards(status), _lock_line(status)):
        console.print(printable(line), soft_wrap=True)
    for fault in status.faults:
        console.print(printable(f"raw/: {fault}"), soft_wrap=True)
    if not status.runs:
        console.print("runs: none yet")
        return
    table = Table("began", "state", "seconds", "pages read", "refused", "how it ended")
    for record in status.runs:
        table.add_row(*map(printable, _cells(record, status.lock_is_alive)))
    console.print(table)


def _published_line(status: Status) -> str:
    if status.published is None:
        return f"published: nothing in {status.output}; `jiceng build` makes a dataset"
    rows = status.published.rows
    counts = [counted(rows.get(table, 0), table.removesuffix("s")) for table in ("pages", "articles", "quotes")]
    when = _moment(datetime.fromisoformat(status.published.created))
    return f"published: {status.published.build_id} of {when}: {', '.join(counts)}"


def _stale_line(status: Status) -> str:
    if not status.stale:
        return f"stale: nothing; {counted(status.shards, 'shard')} fresh"
    by_state = {state: sum(shard.state == state for shard in status.stale) for state in ("new", "changed", "gone")}
    counts = ", ".join(f"{count} {state}" for state, count in by_state.items() if count)
    return f"stale: {counts}; of {counted(status.shards, 'shard')} in {status.raw}"


def _stale_shards(status: Status) -> list[str]:
    lines = [
        f"  {shard.name}: {shard.state}, {counted(shard.pages, 'page')}" + "".join(f"; {why}" for why in shard.reasons)
        for shard in islice(status.stale, _LISTED_SHARDS)
    ]
    more = len(status.stale) - _LISTED_SHARDS
    return [*lines, f"  … and {more} more; `jiceng plan` lists all"] if more > 0 else lines


def _lock_line(status: Status) -> str:
    lock = status.lock
    if lock is None:
        return "lock: free"
    if not status.lock_is_alive:
        return f"lock: left by {lock.owner}, who is dead; the next build takes it over"
    seconds = (datetime.now(UTC) - lock.heartbeat).total_seconds()
    return f"lock: {lock.owner} builds since {_moment(lock.since)}; last sign of life {seconds:.0f} s ago"


def _cells(record: RunRecord, lock_is_alive: bool) -> tuple[str, ...]:
    died = record.state is RunState.running and not lock_is_alive
    return (
        _moment(record.started),
        RunState.crashed.value if died else record.state.value,
        "" if record.seconds is None else f"{record.seconds:.1f}",
        str(record.pages_read),
        str(len(record.refused)),
        record.message,
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
