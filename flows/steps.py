"""The steps of a build, as plain functions: what is stale, read it, put the dataset together, prove it, publish it.

`build_dataset` takes them one after another; the flow in `flows.build` takes the same ones under Prefect.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from time import monotonic

from flows.faults import MACHINE_FAULTS, CallFault
from flows.lock import require_lock
from flows.logs import log_shard, said_of
from flows.progress import WATCHER
from flows.reading_pool import reading_pool
from flows.running import one_run
from flows.runs import shard_read
from flows.settings import Settings, require_places
from jiceng.dataset.builds import BuildReport, assemble_build
from jiceng.dataset.checks.builds import Broken, check_build
from jiceng.dataset.checks.changes import check_changes
from jiceng.dataset.manifest import published_manifest
from jiceng.dataset.plan import PlannedShard, plan_shards
from jiceng.dataset.publishing import publish
from jiceng.dataset.shards import OtherRules, ShardReport, ShardSource, list_shards, write_shard
from jiceng.page import Fault, InputFault, RawFolder, find_pages
from jiceng.storage import Place

_LOG = logging.getLogger("jiceng.build")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun (1 page, 2 pages)."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@dataclass(frozen=True, slots=True)
class Plan:
    """What raw/ holds, and which of it a run has to read."""

    raw: RawFolder
    shards: tuple[ShardSource, ...]
    planned: tuple[PlannedShard, ...]
    """What a run does with each shard, those among them whose pages are gone."""

    @property
    def stale(self) -> tuple[ShardSource, ...]:
        """The shards that are to be read."""
        read = {shard.name for shard in self.planned if shard.is_read}
        return tuple(shard for shard in self.shards if shard.name in read)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What reading a batch of shards gave: a report for each that was written, a fault for each that was not."""

    written: tuple[ShardReport, ...] = ()
    left_out: dict[str, Fault] = field(default_factory=dict)
    """Name of the shard → why no file of it exists."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended."""

    build: BuildReport | None
    """The build, published or not; none where nothing could be put together."""
    published: bool
    pages: int
    """Page files of raw/ that were taken."""
    shards: int
    shards_read: int
    faults: tuple[Fault, ...]
    """What was left out, in the order of raw/."""
    broken: tuple[Broken, ...]
    """Promises that the build breaks; it is then not published."""
    seconds: float

    @property
    def summary(self) -> str:
        """How it ended, in one sentence."""
        faults = f"{counted(len(self.faults), 'fault')} in raw/"
        if self.build is None or not self.published:
            reason = f"it breaks {counted(len(self.broken), 'promise')}" if self.broken else "no page could be read"
            return f"nothing is published: {reason}; {faults}"
        state = "is unchanged" if self.build.unchanged else "is published"
        return f"{self.build.build_id} {state}: {counted(self.pages, 'page')}, {faults}"


def build_dataset(settings: Settings) -> Outcome:
    """Build and publish the dataset without Prefect; raises CallFault where there is nothing to build from."""
    with one_run(settings, "direct") as run:
        started = monotonic()
        plan = plan_build(settings)
        WATCHER.get().expect(sum(len(shard.pages) for shard in plan.stale))
        reports = [read_batch(settings, batch) for batch in batches(plan.stale, settings.pages_per_task)]
        outcome = finish_build(settings, plan, reports, started)
        run.came_to(plan, outcome, reports)
        return outcome


def plan_build(settings: Settings) -> Plan:
    """Look what raw/ holds and which shards have to be read, and why; no page is opened but to hash what is new.

    Raises CallFault where raw/ is no folder or has nothing in it, or where output/ cannot be written.
    """
    WATCHER.get().say("looking for pages")
    require_places(settings)
    raw = find_pages(settings.raw)
    if not raw.pages and not raw.faults:
        raise CallFault(f"{settings.raw}: holds no page; `jiceng init` makes a newspaper's folder")
    shards = tuple(list_shards(raw, settings.output))
    return Plan(raw, shards, tuple(plan_shards(settings.output, shards, published_manifest(settings.output))))


def batches(shards: Iterable[ShardSource], pages: int) -> Iterator[tuple[ShardSource, ...]]:
    """Put whole shards together, in order, until a batch has so many pages."""
    batch: list[ShardSource] = []
    count = 0
    for shard in shards:
        batch.append(shard)
        count += len(shard.pages)
        if count >= pages:
            yield tuple(batch)
            batch, count = [], 0
    if batch:
        yield tuple(batch)


def read_batch(settings: Settings, batch: Sequence[ShardSource]) -> BatchReport:
    """Write the files of a batch's shards; what has been written before is not read again.

    A shard that cannot be written is left out and named. Faults of the machine (MACHINE_FAULTS) are raised: the same
    call may do better a moment later.
    """
    written: list[ShardReport] = []
    left_out: dict[str, Fault] = {}
    pages = sum(len(shard.pages) for shard in batch)
    with reading_pool(settings.workers if pages >= settings.pages_for_pool else 1) as pool:
        for shard in batch:
            try:
                report = write_shard(settings.output, shard, pool)
                written.append(report)
                log_shard(shard_read(report))
            except OtherRules as error:
                raise CallFault(str(error)) from None
            except (*MACHINE_FAULTS, CancelledError):
                raise
            except InputFault as error:
                left_out[shard.name] = error.fault
            except Exception as error:
                _LOG.error("shard %s could not be built", shard.name, extra={"exception": said_of(sys.exc_info())})
                left_out[shard.name] = Fault(shard.name, f"could not be built ({type(error).__name__}: {error})")
            WATCHER.get().advance(len(shard.pages))
    return BatchReport(tuple(written), left_out)


def finish_build(settings: Settings, plan: Plan, reports: Sequence[BatchReport], started: float) -> Outcome:
    """Put the dataset together from all shards, prove it and publish it.

    It is not published where no page could be read or a promise is broken; the dataset before then stays.
    `started` is when the build began, on the clock `time.monotonic`.
    """
    left_out = {name: fault for report in reports for name, fault in report.left_out.items()}
    shards = [shard for shard in plan.shards if shard.name not in left_out]
    faults = tuple(sorted({*plan.raw.faults, *left_out.values()}, key=lambda fault: (fault.path, fault.message)))
    build, broken, published = None, [], False
    if shards:
        WATCHER.get().say("putting the tables together")
        written = [shard for report in reports for shard in report.written]
        build = assemble_build(settings.output, shards, plan.raw.newspapers, faults, reports=written)
        faults = build.faults
        if build.tables["pages"].rows > build.failed_pages:
            WATCHER.get().say("checking")
            broken = check(settings.output, build)
            if not broken:
                require_lock()
                publish(settings.output, build)
                published = True
    return Outcome(
        build=build,
        published=published,
        pages=sum(len(shard.pages) for shard in shards),
        shards=len(shards),
        shards_read=sum(len(report.written) for report in reports),
        faults=faults,
        broken=tuple(broken),
        seconds=monotonic() - started,
    )


def check(output: Place, build: BuildReport) -> list[Broken]:
    """Prove a build: all of it, or what is not that of the build before, which was proved."""
    if build.unchanged:
        return []
    if build.before is None or not build.carried:
        return check_build(build.folder)
    return check_changes(output, build.folder, build.before)
