"""The steps of a build: what is read, what is left out, what is published."""

import hashlib
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from io import BufferedReader
from pathlib import Path
from threading import Barrier

import pytest
from duckdb import OutOfMemoryException

from flows.faults import CallFault
from flows.runs import steps
from flows.runs.outcome import BatchReport, BuildPlan, counted
from flows.runs.progress import WATCHER
from flows.runs.steps import batches, build_dataset, finish_build, plan_build, read_batch
from flows.settings import Settings
from jiceng import storage
from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.manifest import current_build
from jiceng.dataset.shard_files import ShardReport
from jiceng.dataset.shards import ShardSource, ShardSources, write_shard
from jiceng.page import Fault, PageFile, RawFolder
from schemas import Newspaper
from tests.flows.conftest import TOML, write_raw


def settings(**changes: object) -> Settings:
    return Settings.model_validate({"workers": 1, **changes})


def shard(name: str, pages: int) -> ShardSource:
    file = PageFile("example/1", "example", Path("1.txt"), "example/1.txt", None, None)
    newspaper = Newspaper(newspaper="example", title="示例")
    sources = ShardSources("1", {}, {}, newspaper.model_dump(mode="json"), {})
    return ShardSource(name, newspaper, (file,) * pages, sources, "0")


def hashes(output: Path) -> dict[str, str]:
    build = current_build(output)
    assert build is not None
    return {
        path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(build.rglob("*.parquet"))
    }


class Watcher:
    def __init__(self) -> None:
        self.expected = self.advanced = 0
        self.steps: list[str] = []

    def expect(self, pages: int) -> None:
        self.expected += pages

    def advance(self, pages: int) -> None:
        self.advanced += pages

    def say(self, step: str) -> None:
        self.steps.append(step)


@pytest.mark.parametrize(
    ("pages", "most", "expected"),
    [
        ([], 10, []),
        ([3, 3, 3], 5, [["0", "1"], ["2"]]),
        ([9, 1, 1], 5, [["0"], ["1", "2"]]),
        ([1, 1], 1, [["0"], ["1"]]),
    ],
)
def test_batches_hold_whole_shards(pages: list[int], most: int, expected: list[list[str]]) -> None:
    shards = [shard(str(number), count) for number, count in enumerate(pages)]
    assert [[each.name for each in batch] for batch in batches(shards, most)] == expected


def test_build_reads_only_what_is_stale(raw: Path) -> None:
    first = build_dataset(settings())
    assert first.published
    assert (first.pages, first.shards, first.shards_read, first.faults) == (2, 2, 2, ())
    again = build_dataset(settings())
    assert again.build is not None
    assert again.build.unchanged
    assert again.shards_read == 0
    (raw / "example-daily" / "2024-02-05" / "02.txt").write_text("又一版", encoding="utf-8")
    changed = build_dataset(settings())
    assert changed.shards_read == 1
    assert changed.build is not None
    assert (changed.build.tables["pages"].rows, changed.build.tables["pages"].new) == (3, 1)


def test_watcher_sees_every_page(raw: Path) -> None:
    watcher = Watcher()
    token = WATCHER.set(watcher)
    try:
        build_dataset(settings())
    finally:
        WATCHER.reset(token)
    assert watcher.expected == watcher.advanced == 2
    assert watcher.steps[0] == "looking for pages"


@pytest.mark.slow
def test_one_worker_or_two_give_the_same_bytes(workspace: Path) -> None:
    write_raw(workspace, pages=6)
    build_dataset(settings(output="one"))
    build_dataset(settings(output="two", workers=2, pages_for_pool=1, pages_per_task=2))
    assert hashes(workspace / "one") == hashes(workspace / "two") != {}


def test_nothing_in_raw_is_a_fault_of_the_call(workspace: Path) -> None:
    (workspace / "raw" / "example-daily").mkdir(parents=True)
    (workspace / "raw" / "example-daily" / "newspaper.toml").write_text(TOML, encoding="utf-8")
    with pytest.raises(CallFault, match="has no page"):
        build_dataset(settings())


def test_faults_are_named_and_the_rest_is_published(raw: Path) -> None:
    bad = raw / "example-daily" / "2024-01-05" / "02.txt"
    bad.write_bytes("好".encode() + b"\xff\xff\xff")
    outcome = build_dataset(settings())
    assert outcome.published
    (fault,) = outcome.faults
    assert str(fault).startswith("example-daily/2024-01-05/02.txt, byte 3: ")
    assert "1 fault in raw/" in outcome.summary
    again = build_dataset(settings())
    assert again.faults == outcome.faults, "what an earlier run has found is said again"


def test_page_that_cannot_be_opened_is_named(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = raw / "example-daily" / "2024-01-05" / "02.txt"
    closed.write_text("关", encoding="utf-8")
    open_regular = storage.open_regular

    def refuse(path: Path) -> BufferedReader:
        if path.name == "02.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return open_regular(path)

    monkeypatch.setattr(storage, "open_regular", refuse)
    outcome = build_dataset(settings())
    assert outcome.published
    assert [str(fault) for fault in outcome.faults] == [
        "example-daily/2024-01-05/02.txt: cannot be read (Permission denied)"
    ]


def test_nothing_is_published_where_nothing_can_be_read(workspace: Path) -> None:
    write_raw(workspace, pages=1)
    (page,) = (workspace / "raw").rglob("*.txt")
    page.write_bytes(b"\xff\xff\xff")
    outcome = build_dataset(settings())
    assert not outcome.published
    assert outcome.summary == "nothing is published: no page could be read; 1 fault in raw/"
    assert current_build(workspace / "output") is None


def test_shard_that_fails_is_left_out_and_named(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(output: Path, source: ShardSource, pool: Executor) -> ShardReport:
        if source.name.endswith("2024-01"):
            raise ValueError("a rule went wrong")
        return write_shard(output, source, pool)

    monkeypatch.setattr(steps, "write_shard", fail)
    outcome = build_dataset(settings())
    assert outcome.published
    assert outcome.shards == 1
    assert [str(fault) for fault in outcome.faults] == [
        "example-daily/2024-01: could not be built (ValueError: a rule went wrong)"
    ]


def test_processes_read_the_next_shard_while_one_is_written(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way = Barrier(2)

    def write_beside_another(output: Path, source: ShardSource, pool: Executor) -> ShardReport:
        under_way.wait(timeout=60)  # broken if the shards were written one after the other
        return write_shard(output, source)

    monkeypatch.setattr(steps, "write_shard", write_beside_another)
    plan = plan_build(settings())
    assert len(plan.stale) == 2
    report = read_batch(settings(workers=2, pages_for_pool=1), plan.stale)
    assert [written.name for written in report.written] == [shard.name for shard in plan.stale]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), BrokenProcessPool("a process died")])
def test_faults_of_the_machine_are_raised(
    raw: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, workers: int
) -> None:
    def fail(*_arguments: object) -> object:
        raise error

    monkeypatch.setattr(steps, "write_shard", fail)
    plan = plan_build(settings())
    with pytest.raises(type(error)):
        read_batch(settings(workers=workers, pages_for_pool=1), plan.stale)


def test_broken_promise_keeps_the_dataset_before(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = build_dataset(settings())
    assert before.build is not None
    (raw / "example-daily" / "2024-01-05" / "02.txt").write_text("又一版", encoding="utf-8")
    monkeypatch.setattr(steps, "check", lambda *_: [Broken("4", "quotes", "q1", "has no article")])
    plan = plan_build(settings())
    outcome = finish_build(settings(), plan, [read_batch(settings(), plan.stale)], 0.0)
    assert not outcome.published
    assert outcome.summary == "nothing is published: it breaks 1 promise; 0 faults in raw/"
    current = current_build(Path("output"))
    assert current is not None
    assert current.name == before.build.build_id


def test_all_shards_left_out(raw: Path) -> None:
    plan = plan_build(settings())
    left_out = {each.name: Fault(each.name, "could not be built") for each in plan.shards}
    outcome = finish_build(settings(), plan, [BatchReport(left_out=left_out)], 0.0)
    assert outcome.build is None
    assert len(outcome.faults) == 2


def test_counted() -> None:
    assert [counted(0, "page"), counted(1, "page"), counted(2000, "page")] == ["0 pages", "1 page", "2,000 pages"]


def test_a_build_whose_queries_need_more_memory_says_which_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def too_large(*_: object, memory: str, **__: object) -> None:
        asked.append(memory)
        raise OutOfMemoryException("failed to allocate")

    monkeypatch.setattr(steps, "assemble_build", too_large)
    plan = BuildPlan(RawFolder((), (), ()), (shard("example/2026-01", 1),), ())
    with pytest.raises(CallFault, match="than build_memory allows; set it"):
        finish_build(settings(output=tmp_path, build_memory="1MB"), plan, [], 0.0)
    assert asked == ["1MB"]
