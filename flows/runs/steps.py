"""The steps of a build, as plain functions: what is stale, read it, put the dataset together, prove it, publish it.

`build_dataset` takes them one after another; the flow in `flows.build` takes the same ones under Prefect.
"""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from time import monotonic

from duckdb import OutOfMemoryException

from flows.faults import MACHINE_FAULTS, CallFault
from flows.logs import describe_exception
from flows.runs.lock import require_lock
from flows.runs.outcome import BatchReport, BuildPlan, Outcome
from flows.runs.progress import WATCHER
from flows.runs.reading_pool import reading_pool
from flows.runs.record import ShardRead, shard_read
from flows.runs.run import one_run
from flows.runs.scans import recognise_scans
from flows.settings import Settings, require_places
from jiceng.dataset.builds.assemble import BuildReport, assemble_build
from jiceng.dataset.checks.builds import Broken, check_build
from jiceng.dataset.checks.changes import check_changes
from jiceng.dataset.doubtful_pages import DoubtfulPages, doubtful_pages
from jiceng.dataset.manifest import BUILD_MEMORY, published_manifest, read_manifest
from jiceng.dataset.plan import plan_shards
from jiceng.dataset.publishing import publish
from jiceng.dataset.shard_files import DamagedShard, ShardReport, damaged_shards, discard_shard
from jiceng.dataset.shards import OtherRules, ShardSource, as_written, list_shards, write_shard
from jiceng.page import Fault, InputFault, find_pages
from jiceng.storage import Location

_LOG = logging.getLogger("jiceng.build")

_MENDINGS = 3
"""Times that damaged shards are read again in one build."""


def build_dataset(settings: Settings) -> Outcome:
    """Build and publish the dataset without Prefect; raises CallFault if there is nothing to build from."""
    with one_run(settings, "direct") as run:
        started = monotonic()
        plan = plan_build(settings)
        recognise_scans(plan.stale)
        WATCHER.get().expect(sum(len(shard.pages) for shard in plan.stale))
        reports = [read_batch(settings, batch) for batch in batches(plan.stale, settings.pages_per_task)]
        outcome = finish_build(settings, plan, reports, started)
        run.note_outcome(plan, outcome, reports)
        return outcome


def plan_build(settings: Settings) -> BuildPlan:
    """Return what raw/ holds, which shards are stale, and why; pages are opened only to hash new ones.

    Raises CallFault if raw/ is not a folder or is empty, or output/ cannot be written.
    """
    WATCHER.get().say("looking for pages")
    require_places(settings)
    raw = find_pages(settings.raw, settings.page_bytes, settings.page_characters)
    if not raw.pages and not raw.faults:
        raise CallFault(f"{settings.raw}: has no page; `jiceng init` makes a newspaper's folder")
    shards = tuple(list_shards(raw, settings.output))
    return BuildPlan(raw, shards, tuple(plan_shards(settings.output, shards, published_manifest(settings.output))))


def batches(shards: Iterable[ShardSource], pages: int) -> Iterator[tuple[ShardSource, ...]]:
    """Yield batches of whole shards, in order; a batch is full when it has so many pages."""
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
    """Write the files of a batch's shards; a shard that has been written before is not read again.

    A shard that cannot be written is left out and named. MACHINE_FAULTS are raised: the same call may succeed later.
    """
    written: list[ShardReport] = []
    left_out: dict[str, Fault] = {}
    pages = sum(len(shard.pages) for shard in batch)
    workers = settings.workers if pages >= settings.pages_for_pool else 1
    with ThreadPoolExecutor(shards_at_a_time(workers)) as threads, reading_pool(workers) as pool:
        calls: list[Callable[[], ShardReport]] = [partial(write_shard, settings.output, shard, pool) for shard in batch]
        if workers > 1:
            calls = [threads.submit(copy_context().run, call).result for call in calls]
        for shard, write in zip(batch, calls, strict=True):
            try:
                report = write()
                written.append(report)
                log_shard(shard_read(report))
            except OtherRules as error:
                raise CallFault(str(error)) from None
            except (*MACHINE_FAULTS, CancelledError):
                raise
            except InputFault as error:
                left_out[shard.name] = error.fault
            except Exception as error:
                _LOG.error(
                    "shard %s could not be built", shard.name, extra={"exception": describe_exception(sys.exc_info())}
                )
                left_out[shard.name] = Fault(shard.name, f"could not be built ({type(error).__name__}: {error})")
            WATCHER.get().advance(len(shard.pages))
    return BatchReport(tuple(written), left_out)


def shards_at_a_time(workers: int) -> int:
    """Return how many shards are read at a time so that no process waits while the tables of one are written.

    A month of a daily is about eight chunks of pages; half of those of a shard under way are left to read.
    """
    return 1 + -(-workers // 4)


def log_shard(shard: ShardRead) -> None:
    """Log that a shard was read, in one line."""
    figures = shard.model_dump(exclude={"name", "state", "reasons"})
    line = (
        "shard %(shard)s: %(pages)d pages, %(characters)d characters, "
        "%(records)d records, %(rejects)d rejects, %(seconds).1f s"
    )
    _LOG.info(line, {"shard": shard.name, **figures}, extra={"shard": shard.name, **figures})


def finish_build(settings: Settings, plan: BuildPlan, reports: Sequence[BatchReport], started: float) -> Outcome:
    """Assemble the dataset from all shards, check it and publish it; a damaged shard is named and read again.

    If no page could be read or a promise is broken, it is not published, and the dataset before stays.
    `started` is when the build began, in seconds of `time.monotonic`. Raises CallFault if reading again does not help.
    """
    mended = [mend_shards(settings, plan, reports)] if settings.prove else []
    while True:
        try:
            return _finish(settings, plan, reports, mended, started)
        except OutOfMemoryException:
            raise CallFault("the build needs more memory for its queries than build_memory allows; set it") from None
        except DamagedShard as error:
            if len(mended) > _MENDINGS:
                raise CallFault(f"{error}, and again after it was read anew; check this machine's disk") from None
            mended.append(mend_shards(settings, plan, [*reports, *mended]))


def mend_shards(settings: Settings, plan: BuildPlan, reports: Sequence[BatchReport]) -> BatchReport:
    """Prove the files of all shards by their hashes, name the damaged shards, and read them again."""
    WATCHER.get().say("proving what was read")
    damaged = damaged_shards(settings.output, as_written(_kept(plan, reports), _written(reports)))
    for each in damaged:
        _LOG.warning("%s; its pages are read again", each)
        discard_shard(settings.output, each)
    names = {each.name for each in damaged}
    return read_batch(settings, [shard for shard in plan.shards if shard.name in names])


def _written(reports: Iterable[BatchReport]) -> list[ShardReport]:
    return [shard for report in reports for shard in report.written]


def _left_out(reports: Iterable[BatchReport]) -> dict[str, Fault]:
    return {name: fault for report in reports for name, fault in report.left_out.items()}


def _kept(plan: BuildPlan, reports: Iterable[BatchReport]) -> list[ShardSource]:
    left_out = _left_out(reports)
    return [shard for shard in plan.shards if shard.name not in left_out]


def _finish(
    settings: Settings,
    plan: BuildPlan,
    reports: Sequence[BatchReport],
    mended: Sequence[BatchReport],
    started: float,
) -> Outcome:
    """Assemble, check and publish; raises DamagedShard."""
    read = [*reports, *mended]
    shards = _kept(plan, read)
    faults = tuple(sorted({*plan.raw.faults, *_left_out(read).values()}, key=lambda fault: (fault.path, fault.message)))
    build, broken, published = None, [], False
    if shards:
        WATCHER.get().say("putting the tables together")
        build = assemble_build(
            settings.output,
            shards,
            plan.raw.newspapers,
            faults,
            reports=_written(read),
            prove_all=settings.prove,
            database_bytes=settings.database_bytes,
            memory=settings.build_memory,
        )
        faults = build.faults
        if build.tables["pages"].rows > build.failed_pages:
            WATCHER.get().say("checking")
            broken = check(settings.output, build, settings.build_memory)
            if not broken:
                require_lock()
                publish(settings.output, build)
                published = True
    return Outcome(
        build=build,
        published=published,
        pages=sum(len(shard.pages) for shard in shards),
        shards=len(shards),
        shards_read=len({shard.name for shard in _written(read)}),
        faults=faults,
        broken=tuple(broken),
        assumed=plan.raw.assumed,
        doubtful=_doubtful(build.folder) if build and published else (),
        seconds=monotonic() - started,
        mended=tuple(_written(mended)),
    )


def _doubtful(folder: Location) -> tuple[DoubtfulPages, ...]:
    return doubtful_pages(folder / file.path for file in read_manifest(folder).files_of("pages"))


def check(output: Location, build: BuildReport, memory: str = BUILD_MEMORY) -> list[Broken]:
    """Return the promises that a build breaks; what it shares with the build before, which was checked, is skipped."""
    if build.unchanged:
        return []
    if build.before is None or not build.carried:
        return check_build(build.folder, memory)
    return check_changes(output, build.folder, build.before, memory)
