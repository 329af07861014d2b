import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.dataset import buckets
from jiceng.dataset.builds.assemble import BuildReport, assemble_build
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.checks.changes import check_changes
from jiceng.dataset.manifest import read_manifest
from jiceng.dataset.publishing import publish
from jiceng.dataset.shard_files import is_fresh
from jiceng.dataset.shards import list_shards, write_shard
from jiceng.page import find_pages
from tests.dataset.sample import CANAL, LIBRARY, SQUARE, assemble, build, bytes_of, write_newspaper, write_page

TEXTS = [SQUARE, LIBRARY, CANAL, SQUARE.replace("张三", "孙建国"), LIBRARY.replace("红旗社区", "花山村")]


PAGE_IDS = ["2025-12-31/1", "2026-01-01/1", "2026-01-02/A02", "2026-02-01/1", "undated/a", "undated/b", "undated/c"]


edits = st.lists(
    st.tuples(st.sampled_from(["river-daily", "lake-weekly"]), st.sampled_from(PAGE_IDS), st.integers(0, len(TEXTS))),
    min_size=1,
    max_size=4,
)


def edit(raw: Path, changes: list[tuple[str, str, int]]) -> None:
    """Write the text with a number into each page, or remove the page if no text has the number."""
    for newspaper, page, number in changes:
        if number < len(TEXTS):
            write_page(raw, f"{newspaper}/{page}", TEXTS[number])
        else:
            (raw / f"{newspaper}/{page}.txt").unlink(missing_ok=True)


def published(raw: Path, output: Path, hour: int) -> BuildReport:
    report = assemble(raw, output, hour=hour)
    if report.before is not None and report.carried and not report.unchanged:
        assert check_changes(output, report.folder, report.before) == []
    publish(output, report)
    return report


@settings(max_examples=4, deadline=None)
@given(steps=st.lists(edits, min_size=2, max_size=3))
def test_step_by_step_makes_the_bytes_of_a_fresh_build(steps: list[list[tuple[str, str, int]]]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(buckets, "ROWS_PER_BUCKET", 3)
        patch.setattr(buckets, "ROWS_IN_MEMORY", 7)
        raw = Path(folder, "raw")
        for name in ("river-daily", "lake-weekly"):
            write_newspaper(raw, name, '"江西省/南昌市"')
        for hour, changes in enumerate(steps):
            edit(raw, changes)
            published(raw, Path(folder, "step"), hour)
        fresh = build(raw, Path(folder, "fresh"), hour=9)
        assert check_build(Path(folder, "step")) == []
        assert bytes_of(Path(folder, "step/current")) == bytes_of(fresh.folder)  # type: ignore[arg-type]


def test_nothing_is_opened_but_what_changed(wide: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (output / "current").resolve()
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL)
    folder = find_pages(wide)
    shards = list_shards(folder, output)
    reports = [write_shard(output, shard) for shard in shards if not is_fresh(output, shard)]
    opened: list[str] = []
    with monkeypatch.context() as patch:
        for name in ("read_table", "ParquetFile", "read_metadata", "read_schema"):
            patch.setattr(pq, name, noted(opened, getattr(pq, name)))
        patch.setattr("jiceng.dataset.builds.assemble.read_report", None)
        report = assemble_build(output, shards, folder.newspapers, folder.faults, reports=reports)
        assert check_changes(output, report.folder, before) == []
    assert isinstance(report.folder, Path)
    manifest = read_manifest(report.folder)
    kept = {file.path for file in manifest.files if is_same(before / file.path, report.folder / file.path)}
    assert report.carried == len(kept)
    assert not [name for name in opened if "river-daily" in name]
    assert not [name for name in opened if name in kept and name.startswith("partials/")]
    people = [file.path for file in manifest.files_of("people")]
    assert 0 < len(set(people) - kept) < len(people)


def is_same(old: Path, new: Path) -> bool:
    return old.exists() and old.samefile(new)


def noted(opened: list[str], function: object) -> object:
    def call(source: object, *more: object, **named: object) -> object:
        sources = source if isinstance(source, list) else [source]
        opened.extend("/".join(Path(each).parts[-2:]) for each in sources if isinstance(each, (str, Path)))
        return function(source, *more, **named)  # type: ignore[operator]

    return call
