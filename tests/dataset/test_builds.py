import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from jiceng import rules
from jiceng.dataset import builds as builds_module
from jiceng.dataset import compaction, publishing
from jiceng.dataset.builds import BuildReport, assemble_build
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import NoDataset, current_build, read_manifest
from jiceng.dataset.publishing import publish, roll_back
from jiceng.dataset.shards import list_shards, shard_folder
from jiceng.page import Fault, find_pages
from schemas import TABLES
from tests.dataset.sample import CANAL, LIBRARY, assemble, build, bytes_of, files_of, rows_of, write_page


@pytest.fixture
def output(dataset: Path, tmp_path: Path) -> Path:
    """An output folder in which the shards of the sample are written, and nothing else."""
    shutil.copytree(dataset / "shards", tmp_path / "output/shards")
    return tmp_path / "output"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_has_every_table(dataset: Path) -> None:
    assert {name.partition("/")[0] for name in bytes_of(dataset / "current")} == {*TABLES, "partials"}
    manifest = read_manifest(dataset / "current")
    assert manifest.build_id == (dataset / "current").resolve().name
    assert manifest.build_id.startswith("20260105T120000Z-")
    assert manifest.created == "2026-01-05T12:00:00+00:00"
    assert {table: manifest.rows_of(table) for table in TABLES} == {
        table: len(rows_of(dataset / "current", table)) for table in TABLES
    }
    assert [fault.path for fault in manifest.faults] == ["lake-weekly/2026-02-01/A02.txt"]


def test_the_links_are_relative(dataset: Path) -> None:
    assert (dataset / "current").readlink() == Path("builds") / read_manifest(dataset / "current").build_id
    for name in (*TABLES, "load.sql"):
        assert (dataset / name).readlink() == Path("current") / name
    assert list(dataset.glob("quotes/*.parquet"))


def test_rows_are_in_the_order_of_their_key(dataset: Path) -> None:
    for table, model in TABLES.items():
        for path in files_of(dataset / "current", table):
            keys = [tuple(row[column] for column in model.key) for row in pq.read_table(path).to_pylist()]
            assert keys == sorted(set(keys))


def test_undated_pages_are_in_order_too(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "ROWS_AT_A_TIME", 3)
    for number in range(10):
        write_page(raw, f"river-daily/undated/{number}", CANAL)
    report = build(raw, output)
    assert check_build(report.folder) == []
    assert report.tables["pages"].rows == 16


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


def test_what_changed_is_counted(raw: Path, output: Path) -> None:
    first = build(raw, output)
    assert all((change.new, change.removed) == (change.rows, 0) for change in first.tables.values())
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    write_page(raw, "river-daily/2026-01-04/02", LIBRARY.replace("三千", "五千"))
    (raw / "river-daily/undated/one.txt").unlink()
    pages = build(raw, output, hour=1).tables["pages"]
    assert (pages.rows, pages.new, pages.changed, pages.removed) == (6, 1, 1, 1)
    assert check_build(output) == []


def test_files_that_did_not_change_are_linked(raw: Path, output: Path) -> None:
    first = build(raw, output)
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    second = build(raw, output, hour=1)

    def linked(name: str) -> bool:
        return (first.folder / name).samefile(second.folder / name)

    assert linked("pages/lake-weekly-2026-00000.parquet")
    assert linked("quotes/river-daily-undated-00000.parquet")
    assert not linked("pages/river-daily-2026-00000.parquet")


def test_a_damaged_build_is_no_source_of_links(raw: Path, output: Path) -> None:
    first = build(raw, output)
    path = first.folder / "pages/lake-weekly-2026-00000.parquet"
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    write_page(raw, "river-daily/2026-01-04/03", CANAL)
    build(raw, output, hour=1)
    assert check_build(output) == []


def test_a_build_that_lost_a_file_is_made_again(raw: Path, output: Path) -> None:
    first = build(raw, output)
    (first.folder / "quotes/river-daily-2026-00000.parquet").unlink()
    again = build(raw, output, hour=1)
    assert not again.unchanged
    assert check_build(output) == []


def test_a_page_that_is_gone_leaves_the_dataset(raw: Path, output: Path) -> None:
    build(raw, output)
    for path in (raw / "river-daily/2026-01-03").iterdir():
        path.unlink()
    build(raw, output, hour=1)
    assert not [row for row in rows_of(output / "current", "pages") if "2026-01-03" in row["page_id"]]
    assert check_build(output) == []


def test_the_build_before_is_kept_and_older_ones_go(raw: Path, output: Path) -> None:
    reports = []
    for hour in range(3):
        write_page(raw, f"river-daily/2026-03-0{hour + 1}/1", CANAL)
        reports.append(build(raw, output, hour=hour))
    assert names(output / "builds") == [reports[1].build_id, reports[2].build_id]
    assert current_build(output) == reports[2].folder
    march = list_shards(find_pages(raw))[-3:]
    assert len(list((output / "shards/river-daily/2026-03").iterdir())) == 2
    publish(output, build(raw, output, hour=4))
    assert names(output / "builds") == [reports[1].build_id, reports[2].build_id]
    assert all(shard_folder(output, shard).is_dir() for shard in march)


def test_a_new_measurement_reads_no_page(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(raw, output)
    shards = {path: path.stat().st_mtime_ns for path in (output / "shards").rglob("*.parquet")}
    monkeypatch.setattr(builds_module, "confidence_of", lambda rule: 0.75)
    monkeypatch.setattr(compaction, "confidence_of", lambda rule: 0.75)
    report = build(raw, output, hour=1)
    assert report.tables["quotes"].changed == report.tables["quotes"].rows
    assert report.tables["articles"].changed == 0
    assert {row["confidence"] for row in rows_of(output / "current", "mentions")} == {0.75}
    assert {path: path.stat().st_mtime_ns for path in (output / "shards").rglob("*.parquet")} == shards


def test_rewritten_measurements_are_joined_and_no_shard_is_stale(
    raw: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(raw, output)
    before = list_shards(find_pages(raw))
    monkeypatch.setattr(rules, "MEASUREMENTS", tmp_path / "rules.csv")
    made = {row["rule"] for table in ("quotes", "mentions") for row in rows_of(output / "current", table)}
    try:
        rules.write_measurements({rule: rules.Measurement(8, 6, "another gold") for rule in made})
        assert list_shards(find_pages(raw)) == before
        build(raw, output, hour=1)
    finally:
        rules.measurements.cache_clear()
    for table in ("quotes", "mentions"):
        assert {row["confidence"] for row in rows_of(output / "current", table)} == {0.7}
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
    with pytest.raises(FileNotFoundError):
        assemble_build(tmp_path, list_shards(folder), folder.newspapers, ())


def test_no_pages_make_empty_tables(tmp_path: Path) -> None:
    report = assemble_build(tmp_path, [], [], [Fault("x", "is wrong")], datetime(2026, 1, 1, tzinfo=UTC))
    assert report.faults == (Fault("x", "is wrong"),)
    publish(tmp_path, report)
    assert check_build(tmp_path) == []


def test_something_else_with_the_name_of_a_table(raw: Path, output: Path) -> None:
    (output / "quotes").mkdir()
    report = assemble(raw, output)
    with pytest.raises(FileExistsError, match="quotes: is no link"):
        publish(output, report)
    assert current_build(output) is None


class Killed(BaseException):
    """Raised where a kill strikes."""


def stop_at(number: int, function: Any) -> Any:
    calls = []

    def stopped(*args: Any, **kwargs: Any) -> Any:
        calls.append(args)
        if len(calls) == number:
            raise Killed
        return function(*args, **kwargs)

    return stopped


ASSEMBLY_STEPS = [
    ("write_section", 1),
    ("write_bucket", 3),
    ("link_or_copy", 2),
    ("load_sql", 1),
    ("move_into_place", 1),
]
PUBLISHING_STEPS = [("_link", 1), ("_link", 2), ("_link", 9), ("_sweep", 1), ("remove_folder", 1), ("_sweep_shards", 1)]


@pytest.fixture
def published(raw: Path, output: Path) -> BuildReport:
    """A build with one before it, and a page that has come since."""
    build(raw, output)
    write_page(raw, "river-daily/2026-03-01/1", CANAL)
    report = build(raw, output, hour=1)
    write_page(raw, "river-daily/2026-03-02/1", LIBRARY)
    return report


@pytest.mark.parametrize(("step", "number"), ASSEMBLY_STEPS)
def test_killed_while_it_is_assembled(
    raw: Path, output: Path, published: BuildReport, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    before = bytes_of(output / "current")
    with monkeypatch.context() as patch:
        patch.setattr(builds_module, step, stop_at(number, getattr(builds_module, step)))
        with pytest.raises(Killed):
            build(raw, output, hour=2)
    assert current_build(output) == published.folder
    assert bytes_of(output / "current") == before
    assert check_build(output) == []
    build(raw, output, hour=3)
    assert check_build(output) == []


@pytest.mark.parametrize(("step", "number"), PUBLISHING_STEPS)
def test_killed_while_it_is_published(
    raw: Path, output: Path, published: BuildReport, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    report = assemble(raw, output, hour=2)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, stop_at(number, getattr(publishing, step)))
        with pytest.raises(Killed):
            publish(output, report)
    assert current_build(output) in (published.folder, report.folder)
    assert check_build(output) == []
    publish(output, report)
    assert current_build(output) == report.folder
    assert names(output / "builds") == [published.build_id, report.build_id]
    assert not list(output.rglob(".tmp-*"))


def test_what_a_kill_left_is_swept(raw: Path, output: Path) -> None:
    (output / "builds/.tmp-1/quotes").mkdir(parents=True)
    (output / "builds/20250101T000000Z-00000000").mkdir()
    (output / "shards/.tmp-2").mkdir()
    (output / "shards/river-daily/2020-01/0").mkdir(parents=True)
    (output / ".tmp-3").symlink_to("nowhere")
    report = build(raw, output)
    assert names(output / "builds") == [report.build_id]
    assert not list(output.rglob(".tmp-*"))
    assert not (output / "shards/river-daily/2020-01").exists()


def test_the_build_before_can_be_current_again(raw: Path, output: Path) -> None:
    first = build(raw, output)
    with pytest.raises(NoDataset, match="no build is kept from before"):
        roll_back(output)
    write_page(raw, "river-daily/2026-03-01/1", CANAL)
    build(raw, output, hour=1)
    second = bytes_of(output / "current")
    assert roll_back(output) == first.build_id
    assert current_build(output) == first.folder
    assert check_build(output) == []
    third = build(raw, output, hour=2)
    assert current_build(output) == third.folder
    assert bytes_of(output / "current") == second
    assert check_build(output) == []


def test_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="holds no dataset"):
        roll_back(tmp_path)
