"""Logs: a line a shard, JSON for machines, and no text of a page."""

import json
import logging
import re
from pathlib import Path

import pytest

from flows.logs import JsonLines, TextLines, complain, set_up_logs
from flows.runs.steps import build_dataset
from flows.settings import Settings
from tests.flows.conftest import PAGE


def build(raw: Path) -> None:
    build_dataset(Settings(raw=raw, workers=1))


def test_each_shard_is_one_line(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", as_json=False)
    build(raw)
    lines = [line for line in capsys.readouterr().err.splitlines() if " shard " in line]
    figures = r"1 pages, \d\d characters, \d+ records, 0 rejects, \d+\.\d s"
    assert len(lines) == 2
    for line, month in zip(lines, ("01", "02"), strict=True):
        assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d INFO shard example-daily/2024-{month}: {figures}", line)


def test_json_logs_are_an_object_a_line(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", as_json=True)
    build(raw)
    complain("jiceng: terminated")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    shards = [line for line in lines if "shard" in line]
    assert [line["shard"] for line in shards] == ["example-daily/2024-01", "example-daily/2024-02"]
    assert all(isinstance(shards[0][name], int) for name in ("pages", "characters", "records", "rejects"))
    ends = [line for line in lines if "state" in line]
    assert [line["state"] for line in ends] == ["published"]
    assert (lines[-1]["level"], lines[-1]["message"]) == ("error", "jiceng: terminated")


@pytest.mark.parametrize("as_json", [False, True])
def test_no_text_of_a_page_is_logged(
    raw: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    def fail(*_arguments: object) -> None:
        raise ValueError(f"cannot read {PAGE}")

    set_up_logs("debug", as_json)
    build(raw)
    (raw / "example-daily" / "2024-01-05" / "01.txt").write_text(PAGE * 2, encoding="utf-8")
    monkeypatch.setattr("flows.runs.steps.write_shard", fail)
    build(raw)
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert not any(line.strip() and line.strip() in said for line in PAGE.splitlines())


def test_fault_of_the_machine_keeps_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", as_json=True)
    try:
        raise OSError(28, "No space left on device")
    except OSError:
        logging.getLogger("jiceng.build").exception("no shard")
    assert "No space left on device" in json.loads(capsys.readouterr().err)["exception"]


def test_below_the_level_nothing_is_logged(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("warning", as_json=False)
    build(raw)
    assert capsys.readouterr().err == ""


def test_setting_up_twice_logs_once(capsys: pytest.CaptureFixture[str], logger: logging.Logger) -> None:
    set_up_logs("info", as_json=False)
    set_up_logs("info", as_json=True)
    ours = [handler.formatter for handler in logger.handlers if isinstance(handler.formatter, (JsonLines, TextLines))]
    assert [type(formatter) for formatter in ours] == [JsonLines]
    complain("once")
    assert capsys.readouterr().err.count("once") == 1
