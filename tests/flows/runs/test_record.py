"""Records of runs: what a run leaves, what a dead one does, and how many are kept."""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.faults import CallFault
from flows.runs.owner import this_process
from flows.runs.record import (
    RUNS,
    RunRecord,
    RunState,
    begin_record,
    ended_record,
    keep_newest,
    mark_crashed,
    read_records,
    write_record,
)
from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.storage import TEMPORARY
from tests.flows.conftest import PAGE


def settings_of(raw: Path, **more: object) -> Settings:
    return Settings(raw=raw, output=raw.parent / "output", workers=1, **more)  # type: ignore[arg-type]


def newest(output: Path) -> RunRecord:
    return read_records(output)[0]


def test_run_leaves_what_it_read_changed_and_refused(raw: Path) -> None:
    (raw / "example-daily" / "2024-01-05" / "02.txt").write_bytes("好".encode() + b"\xff\xff\xff")
    settings = settings_of(raw)
    outcome = build_dataset(settings)
    record = newest(settings.output)
    assert outcome.build is not None
    assert (record.state, record.mode) == (RunState.published, "direct")
    assert record.build_id == outcome.build.build_id
    assert record.message == outcome.summary
    assert (record.pages, record.shards) == (3, 2)
    assert [(shard.name, shard.pages) for shard in record.shards_read] == [
        ("example-daily/2024-01", 2),
        ("example-daily/2024-02", 1),
    ]
    assert record.pages_read == 3
    assert all(shard.characters > 80 and shard.records > 5 and shard.seconds > 0 for shard in record.shards_read)
    assert record.changed["pages"].new == 3
    assert [refused.path for refused in record.refused] == ["example-daily/2024-01-05/02.txt"]
    assert record.ended is not None
    assert record.seconds == pytest.approx((record.ended - record.started).total_seconds(), abs=0.01)
    assert record.owner == this_process()
    assert {"jiceng", "rules", "schema", "python", "prefect", "pyarrow", "duckdb"} <= record.versions.keys()


def test_record_says_why_a_shard_was_read_and_which_is_gone(raw: Path) -> None:
    settings = settings_of(raw)
    build_dataset(settings)
    (raw / "example-daily" / "2024-01-05" / "01.txt").write_text(PAGE, encoding="utf-8")
    (raw / "example-daily" / "2024-02-05" / "01.txt").unlink()
    build_dataset(settings)
    record = newest(settings.output)
    (shard,) = record.shards_read
    assert (shard.name, shard.state) == ("example-daily/2024-01", "changed")
    assert "2024-01-05/01" in shard.reasons[0]
    assert record.shards_gone == ("example-daily/2024-02",)
    assert record.changed["pages"].removed == 1


def test_second_run_reads_and_changes_nothing(raw: Path) -> None:
    settings = settings_of(raw)
    build_dataset(settings)
    build_dataset(settings)
    record = newest(settings.output)
    assert (record.state, record.shards, record.shards_read, record.changed) == (RunState.unchanged, 2, (), {})


def test_record_holds_no_text_of_a_page(raw: Path) -> None:
    settings = settings_of(raw)
    build_dataset(settings)
    (path,) = (settings.output / RUNS).iterdir()
    text = path.read_text(encoding="utf-8")
    assert not any(line.strip() and line.strip() in text for line in PAGE.splitlines())
    assert json.loads(text)["run_id"] == path.stem


def test_run_that_cannot_go_on_says_why(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.runs.steps.write_shard", fail)
    settings = settings_of(raw)
    with pytest.raises(OSError, match="No space"):
        build_dataset(settings)
    record = newest(settings.output)
    assert record.state is RunState.failed
    assert "No space left on device" in record.message
    assert not (settings.output / "lock.json").exists()


def test_run_of_no_page_at_all_is_a_record_too(workspace: Path) -> None:
    (workspace / "raw").mkdir()
    with pytest.raises(CallFault, match="has no page"):
        build_dataset(Settings())
    assert "has no page" in newest(workspace / "output").message


def test_run_that_died_is_marked_by_the_next(raw: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = settings_of(raw)
    settings.output.mkdir()
    dead = begin_record("flow", raw, settings.output)
    write_record(settings.output, dead)
    with caplog.at_level(logging.WARNING):
        build_dataset(settings)
    marked = read_records(settings.output)[1]
    assert (marked.run_id, marked.state) == (dead.run_id, RunState.crashed)
    assert "was killed before it ended" in marked.message
    assert "was killed before it ended" in caplog.text


def test_only_running_runs_can_have_died(tmp_path: Path) -> None:
    write_record(tmp_path, ended_record(begin_record("direct", "raw", tmp_path), RunState.published, "done"))
    assert mark_crashed(tmp_path) == []


def test_newest_records_are_kept_and_come_first(tmp_path: Path) -> None:
    for _ in range(5):
        write_record(tmp_path, begin_record("direct", "raw", tmp_path))
    ids = [record.run_id for record in read_records(tmp_path)]
    assert ids == sorted(ids, reverse=True)
    (tmp_path / RUNS / f"{TEMPORARY}1").write_text("half")
    keep_newest(tmp_path, 2)
    assert sorted(path.stem for path in (tmp_path / RUNS).iterdir()) == sorted(ids[:2])
    assert len(read_records(tmp_path, newest=1)) == 1


def test_file_that_is_no_record_is_named_and_left(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / RUNS).mkdir()
    (tmp_path / RUNS / "20260101T000000.000000Z.json").write_text("{")
    (tmp_path / RUNS / "folder.json").mkdir()
    os.mkfifo(tmp_path / RUNS / "pipe.json")
    assert read_records(tmp_path) == []
    keep_newest(tmp_path, 1)
    assert "folder.json: is not the record of a run (it is a folder)" in caplog.text
    assert "pipe.json: is not the record of a run (it is a named pipe)" in caplog.text
    assert "20260101T000000.000000Z.json: is not the record of a run" in caplog.text
    assert (tmp_path / RUNS / "20260101T000000.000000Z.json").exists()


def test_scheduled_run_belongs_to_its_day_although_it_fires_a_second_early() -> None:
    scheduled = datetime(2026, 1, 5, 16, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    record = begin_record("flow", "raw", "output", scheduled_for=scheduled)
    assert f"{record.day}" == "2026-01-06"
