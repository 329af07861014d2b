from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name

import pytest

from jiceng import rules
from jiceng.dataset.builds.assemble import BuildReport, assemble_build
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import current_build, read_manifest
from jiceng.dataset.publishing import publish
from jiceng.dataset.shard_files import DamagedShard
from jiceng.dataset.shards import list_shards
from jiceng.page import Fault, find_pages
from schemas import SEARCH_TABLES, TABLES
from tests.dataset.killed import Killed, names, stop_at
from tests.dataset.sample import assemble, build, bytes_of, rows_of


def test_a_build_has_every_table(dataset: Path) -> None:
    assert {name.partition("/")[0] for name in bytes_of(dataset / "current")} == {*TABLES, *SEARCH_TABLES, "partials"}
    manifest = read_manifest(dataset / "current")
    assert manifest.build_id == (dataset / "current").resolve().name
    assert manifest.build_id.startswith("20260105T120000Z-")
    assert manifest.created == "2026-01-05T12:00:00+00:00"
    assert {table: manifest.rows_of(table) for table in TABLES} == {
        table: len(rows_of(dataset / "current", table)) for table in TABLES
    }
    assert [fault.path for fault in manifest.faults] == ["lake-weekly/2026-02-01/A02.txt"]


def test_the_same_pages_make_the_same_bytes(dataset: Path, raw: Path, output: Path) -> None:
    report = build(raw, output, hour=9)
    assert bytes_of(report.folder) == bytes_of(dataset / "current")
    assert report.build_id != read_manifest(dataset / "current").build_id
    assert report.build_id[-8:] == read_manifest(dataset / "current").build_id[-8:]


def test_nothing_new_makes_no_build(raw: Path, output: Path) -> None:
    first = build(raw, output)
    again = build(raw, output, hour=1)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.build_id, again.folder, again.faults) == (first.build_id, first.folder, first.faults)
    assert (again.rejects, again.failed_pages) == (first.rejects, first.failed_pages) == (1, 1)
    assert {table: change.rows for table, change in again.tables.items()} == {
        table: change.rows for table, change in first.tables.items()
    }
    assert names(output / "builds") == [first.build_id]


def test_a_fault_that_is_gone_makes_a_build_of_the_same_files(raw: Path, output: Path) -> None:
    (raw / "river-daily" / "no-date").mkdir()
    first = build(raw, output)
    (raw / "river-daily" / "no-date").rmdir()
    again = build(raw, output, hour=1)
    assert not again.unchanged
    assert len(first.faults) == len(again.faults) + 1
    for name in bytes_of(again.folder):
        assert (again.folder / name).samefile(first.folder / name)
    assert all((change.new, change.changed, change.removed) == (0, 0, 0) for change in again.tables.values())


def test_a_page_that_is_gone_leaves_the_dataset(raw: Path, output: Path) -> None:
    build(raw, output)
    for path in (raw / "river-daily/2026-01-03").iterdir():
        path.unlink()
    build(raw, output, hour=1)
    assert not [row for row in rows_of(output / "current", "pages") if "2026-01-03" in row["page_id"]]
    assert check_build(output) == []


def test_a_new_measurement_reads_no_page(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(raw, output)
    shards = {path: path.stat().st_mtime_ns for path in (output / "shards").rglob("*.parquet")}
    monkeypatch.setattr(rules, "confidence_of", lambda rule: 0.75)
    report = build(raw, output, hour=1)
    assert report.tables["mentions"].changed == report.tables["mentions"].rows
    assert report.tables["quotes"].changed == report.tables["articles"].changed == 0
    assert {row["confidence"] for row in rows_of(output / "current", "mentions")} == {0.75}
    assert {path: path.stat().st_mtime_ns for path in (output / "shards").rglob("*.parquet")} == shards


def test_rewritten_measurements_are_joined_and_no_shard_is_stale(
    raw: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(raw, output)
    before = list_shards(find_pages(raw))
    monkeypatch.setattr(rules, "MEASUREMENTS", tmp_path / "rules.csv")
    made = {row["rule"] for row in rows_of(output / "current", "mentions")}
    try:
        rules.write_measurements({rule: rules.Measurement(8, 6, "another gold") for rule in made})
        assert list_shards(find_pages(raw)) == before
        build(raw, output, hour=1)
    finally:
        rules.measurements.cache_clear()
    assert {row["confidence"] for row in rows_of(output / "current", "mentions")} == {0.7}
    written = {row["rule"]: row for row in rows_of(output / "current", "rules")}
    assert {written[rule]["gold"] for rule in made} == {"another gold"}
    assert check_build(output) == []


def test_two_builds_in_a_second_have_two_names(raw: Path, output: Path) -> None:
    first = assemble(raw, output)
    second = assemble(raw, output)
    assert first.build_id[-8:] == second.build_id[-8:]
    assert second.build_id.startswith("20260105T120001Z-")


def test_a_shard_that_is_not_written(raw: Path, tmp_path: Path) -> None:
    folder = find_pages(raw)
    with pytest.raises(DamagedShard, match=r"report\.json is missing"):
        assemble_build(tmp_path, list_shards(folder), folder.newspapers, ())


def test_no_pages_make_empty_tables(tmp_path: Path) -> None:
    report = assemble_build(tmp_path, [], [], [Fault("x", "is wrong")], datetime(2026, 1, 1, tzinfo=UTC))
    assert report.faults == (Fault("x", "is wrong"),)
    publish(tmp_path, report)
    assert check_build(tmp_path) == []


ASSEMBLY_STEPS = [
    ("tables.write_section", 1),
    ("tables.write_bucket", 3),
    ("assembly.link_or_copy", 2),
    ("assemble.load_sql", 1),
    ("assembly.move_into_place", 1),
]


@pytest.mark.parametrize(("step", "number"), ASSEMBLY_STEPS)
def test_killed_while_it_is_assembled(
    raw: Path, output: Path, published: BuildReport, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    before = bytes_of(output / "current")
    with monkeypatch.context() as patch:
        patch.setattr(f"jiceng.dataset.builds.{step}", stop_at(number, resolve_name(f"jiceng.dataset.builds.{step}")))
        with pytest.raises(Killed):
            build(raw, output, hour=2)
    assert current_build(output) == published.folder
    assert bytes_of(output / "current") == before
    assert check_build(output) == []
    build(raw, output, hour=3)
    assert check_build(output) == []
