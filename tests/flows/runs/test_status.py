"""`jiceng status`: what it says of a dataset in each of its states."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import DONE
from flows.runs.lock import LOCK, Lock, hold_lock
from flows.runs.owner import this_process
from flows.runs.record import begin_record, write_record
from flows.runs.steps import build_dataset
from flows.settings import Settings


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["status", *arguments]) == DONE
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(said(capsys, "--json"))
    return found


def test_before_the_first_build(raw: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys)
    assert "published: nothing in output" in text
    assert "stale: 2 new; of 2 shards in raw" in text
    assert "lock: free" in text
    assert "runs: none yet" in text
    assert not (workspace / "output").exists(), "looking changes nothing"


def test_without_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert "raw: is not a folder" in said(capsys)


def test_after_a_build_nothing_is_stale(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = build_dataset(Settings(workers=1))
    assert outcome.build is not None
    text = said(capsys)
    assert f"published: {outcome.build.build_id} of {datetime.now(UTC):%Y-%m-%d}" in text
    assert ": 2 pages, 2 articles, " in text
    assert "stale: nothing; 2 shards fresh" in text
    assert "published" in text.splitlines()[-2]


def test_what_is_stale_says_why(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_dataset(Settings(workers=1))
    (raw / "example-daily" / "2024-01-05" / "02.txt").write_text("新的一页", encoding="utf-8")
    (raw / "example-daily" / "2024-02-05" / "01.txt").unlink()
    (raw / "example-daily" / "undated").mkdir()
    (raw / "example-daily" / "undated" / "x.txt").write_text("新的一页", encoding="utf-8")
    text = said(capsys)
    assert "stale: 1 new, 1 changed, 1 gone; of 2 shards in raw" in text
    assert "example-daily/2024-01: changed, 2 pages; new page" in text
    stale = as_json(capsys)["stale"]
    assert isinstance(stale, list)
    assert [(shard["name"].partition("-daily/")[2][:7], shard["state"]) for shard in stale] == [
        ("2024-01", "changed"),
        ("2024-02", "gone"),
        ("undated", "new"),
    ]


def test_lock_and_run_under_way(raw: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = workspace / "output"
    output.mkdir()
    write_record(output, begin_record("direct", raw, output))
    with hold_lock(output, 60, 60, lambda: None):
        text = said(capsys)
        assert f"lock: {this_process()} builds since {datetime.now(UTC):%Y-%m-%d}" in text
        assert "running" in text
        assert as_json(capsys)["lock_is_alive"] is True
    assert "crashed" in said(capsys), "nobody holds the lock any more"


def test_lock_of_a_dead_owner(raw: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = workspace / "output"
    output.mkdir()
    now = datetime.now(UTC)
    dead = this_process().model_copy(update={"started": "long ago"})
    (output / LOCK).write_text(Lock(owner=dead, since=now, heartbeat=now).text(), encoding="utf-8")
    assert "who is dead; the next build takes it over" in said(capsys)


def test_newest_runs_are_shown(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        build_dataset(Settings(workers=1))
    runs = as_json(capsys)["runs"]
    assert isinstance(runs, list)
    assert [record["state"] for record in runs] == ["unchanged", "unchanged", "published"]
    assert said(capsys, "--runs", "1").count("unchanged") == 2, "the state, and the sentence that says it"
