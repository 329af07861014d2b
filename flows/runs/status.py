"""`jiceng status`: what is published, what is stale, who builds, and how the last runs ended."""

from typing import Literal

from pydantic import BaseModel

from flows.runs.lock import Lock, is_alive, read_lock
from flows.runs.record import RunRecord, read_records
from flows.settings import Settings
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
    """A shard that the next build reads, only publishes, or whose rows it leaves out."""

    name: str
    state: Literal["new", "changed", "unpublished", "gone"]
    pages: int
    reasons: tuple[str, ...]


class Status(BaseModel):
    """The state of the dataset."""

    raw: str
    output: str
    published: Published | None
    stale: tuple[Stale, ...]
    shards: int
    """All shards of raw/."""
    faults: tuple[str, ...]
    """What in raw/ is left out."""
    lock: Lock | None
    lock_is_alive: bool
    runs: tuple[RunRecord, ...]
    """Newest first. One that says `running` is under way if the lock is alive, and has died if not."""


def status_of(settings: Settings, runs: int) -> Status:
    """Return the state of the dataset, changing nothing; if raw/ is not a folder, `faults` says so."""
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
        raw = find_pages(settings.raw, settings.page_bytes, settings.page_characters)
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
