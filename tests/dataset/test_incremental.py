"""A run costs what changed: the result is that of a fresh build, and nothing else was opened."""

import os
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.dataset import buckets
from jiceng.dataset import builds as builds_module
from jiceng.dataset import shards as shards_module
from jiceng.dataset.buckets import bucket_count
from jiceng.dataset.builds import BuildReport, assemble_build
from jiceng.dataset.checks import changes as change_checks
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.checks.changes import check_changes
from jiceng.dataset.manifest import read_manifest
from jiceng.dataset.plan import ShardState, plan_shards
from jiceng.dataset.publishing import publish
from jiceng.dataset.shards import is_fresh, list_shards, write_shard
from jiceng.page import find_pages
from tests.dataset.sample import CANAL, LIBRARY, SQUARE, assemble, build, bytes_of, write_newspaper, write_page

TEXTS = [SQUARE, LIBRARY, CANAL, SQUARE.replace("张三", "孙建国"), LIBRARY.replace("红旗社区", "花山村")]
PLACES = ["2025-12-31/1", "2026-01-01/1", "2026-01-02/A02", "2026-02-01/1", "undated/a", "undated/b", "undated/c"]

edits = st.lists(
    st.tuples(st.sampled_from(["river-daily", "lake-weekly"]), st.sampled_from(PLACES), st.integers(0, len(TEXTS))),
    min_size=1,
    max_size=4,
)


def edit(raw: Path, changes: list[tuple[str, str, int]]) -> None:
    """Put a text into pages, or take the page away where the number is of no text."""
    for newspaper, place, number in changes:
        if number < len(TEXTS):
            write_page(raw, f"{newspaper}/{place}", TEXTS[number])
        else:
            (raw / f"{newspaper}/{place}.txt").unlink(missing_ok=True)


def published(raw: Path, output: Path, hour: int) -> BuildReport:
    report = assemble(raw, output, hour=hour)
    if report.before is not None and report.carried and not report.unchanged:
        assert check_changes(output, report.folder, report.before) == []
    publish(output, report)
    return report


@settings(max_examples=8, deadline=None)
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


def test_buckets_follow_from_the_number_of_rows() -> None:
    assert [bucket_count(rows) for rows in (0, 1, 50_000, 50_001, 100_000, 100_001, 200_001)] == [1, 1, 1, 2, 2, 4, 8]


@pytest.fixture
def wide(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published build of many buckets; returns raw/."""
    monkeypatch.setattr(buckets, "ROWS_PER_BUCKET", 1)
    write_page(raw, "river-daily/2025-03-03/1", SQUARE.replace("红旗社区", "滨江社区"))
    build(raw, output)
    return raw


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
        patch.setattr(builds_module, "read_report", None)
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


def test_a_page_that_did_not_change_is_not_hashed_again(
    raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in raw.rglob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr("jiceng.dataset.hashes.is_settled", lambda stamp: True)
    shards = list_shards(find_pages(raw), output)
    hashed: list[object] = []
    sha256_of = shards_module.sha256_of

    def count(place: Path) -> str:
        hashed.append(place)
        return sha256_of(place)

    monkeypatch.setattr("jiceng.dataset.hashes.sha256_of", count)
    assert list_shards(find_pages(raw), output) == shards
    assert hashed == []
    page = write_page(raw, "river-daily/2026-01-03/01", CANAL)
    changed = list_shards(find_pages(raw), output)
    assert hashed == [page]
    assert [new.name for new, old in zip(changed, shards, strict=True) if new.fingerprint != old.fingerprint] == [
        "river-daily/2026-01"
    ]
    (output / "shards/hashes.parquet").write_bytes(b"no Parquet")
    assert [shard.fingerprint for shard in list_shards(find_pages(raw), output)] == [s.fingerprint for s in changed]


def test_a_file_changed_a_moment_ago_is_hashed_again(raw: Path, output: Path) -> None:
    page = write_page(raw, "river-daily/2026-01-03/01", CANAL)
    list_shards(find_pages(raw), output)
    stored = pq.read_table(output / "shards/hashes.parquet") if (output / "shards/hashes.parquet").exists() else None
    assert stored is None or str(page.absolute()) not in stored["path"].to_pylist()


def test_a_plan_says_what_changed(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plan() -> dict[str, tuple[ShardState, tuple[str, ...]]]:
        manifest = read_manifest(output / "current") if (output / "current").exists() else None
        shards = plan_shards(output, list_shards(find_pages(raw), output), manifest)
        return {shard.name: (shard.state, shard.reasons) for shard in shards}

    assert {state for state, _ in plan().values()} == {ShardState.new}
    build(raw, output)
    assert {state for state, _ in plan().values()} == {ShardState.fresh}
    write_page(raw, "river-daily/2026-01-03/01", CANAL)
    write_page(raw, "river-daily/2026-01-09/01", CANAL)
    (raw / "river-daily/2026-01-04/02.toml").write_text('page_number = "2"\n', encoding="utf-8")
    (raw / "lake-weekly/2026-02-01/A01.txt").unlink()
    (raw / "lake-weekly/2026-02-01/A02.txt").unlink()
    planned = plan()
    assert planned["river-daily/2026-01"] == (
        ShardState.changed,
        (
            "new page river-daily/2026-01-09/01.txt",
            "changed page river-daily/2026-01-03/01.txt",
            "changed toml of river-daily/2026-01-04/02.txt",
        ),
    )
    assert planned["lake-weekly/2026-02"][0] is ShardState.gone
    rules = {**shards_module.rule_sources(), "jiceng/extraction/lexicon/cue_verbs.txt": "0"}
    monkeypatch.setattr(shards_module, "rule_sources", lambda: rules)
    monkeypatch.setattr(shards_module, "library_versions", lambda: {"pyarrow": "99"})
    state, reasons = next(value for name, value in plan().items() if name.startswith("river-daily/undated"))
    assert state is ShardState.changed
    assert reasons[0].startswith(("new rule file jiceng/extraction/lexicon/cue_verbs.txt", "changed rule file jiceng"))
    assert any(reason.startswith("pyarrow ") and reason.endswith(" → 99") for reason in reasons)


@pytest.mark.parametrize("table", ["quotes", "people"])
def test_damage_in_what_was_written_is_found(wide: Path, output: Path, table: str) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL.replace("陈大山", "周江河"))
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    assert isinstance(report.folder, Path)
    manifest = read_manifest(report.folder)
    old = {file.sha256 for file in read_manifest(report.before).files}
    file = next(f for f in manifest.files_of(table) if f.sha256 not in old and f.rows)
    path = report.folder / file.path
    rows = pq.read_table(path)
    path.unlink()
    pq.write_table(rows.slice(1), path)
    broken = check_changes(output, report.folder, report.before)
    assert [(each.promise, each.row) for each in broken] == [("files", file.path)]


def test_a_reference_to_nothing_is_found(wide: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL)
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    read = change_checks.read_parquet

    def without_rows(place: Path, columns: list[str] | None = None) -> pa.Table:
        table = read(place, columns=columns)
        return table.slice(0, 0) if columns == ["community_id"] else table

    monkeypatch.setattr(change_checks, "read_parquet", without_rows)
    broken = check_changes(output, report.folder, report.before)
    assert {each.promise for each in broken} == {"4"}
    assert any("points to no row of communities" in each.what for each in broken)


def test_counts_that_are_not_those_of_the_mentions_are_found(
    wide: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL)
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    rows_of_shards = change_checks.rows_of_shards

    def miscounted(*arguments: object, **named: object) -> pa.Table:
        table = rows_of_shards(*arguments, **named)  # type: ignore[arg-type]
        if "mention_count" in table.column_names and len(table):
            at = table.schema.get_field_index("mention_count")
            table = table.set_column(at, table.schema.field(at), pa.array([99] * len(table), pa.int32()))
        return table

    monkeypatch.setattr(change_checks, "rows_of_shards", miscounted)
    assert {each.promise for each in check_changes(output, report.folder, report.before)} == {"counts"}
