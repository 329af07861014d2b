"""Damaged files of a dataset are named and mended by the next build."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import bit_flips
from flows.faults import CallFault
from flows.runs import steps
from flows.runs.record import read_records
from flows.runs.status import status_of
from flows.runs.steps import build_dataset, plan_build, read_batch
from flows.settings import Settings
from jiceng import storage
from jiceng.dataset.checks.builds import check_build
from jiceng.page import read, tomls

SETTINGS = {"workers": 1}


@pytest.fixture
def built(raw: Path, workspace: Path, logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> Path:
    """The output folder of a published dataset; what the next build logs is caught."""
    build_dataset(Settings(workers=1))
    logger.propagate = True
    caplog.clear()
    return workspace / "output"


def flip(path: Path) -> None:
    """Flip a bit in the middle of a file, its times unchanged."""
    stat, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_a_damaged_shard_is_named_and_read_again(built: Path, raw: Path, caplog: pytest.LogCaptureFixture) -> None:
    flip(next((built / "shards/example-daily/2024-01").glob("*/quotes.parquet")))
    next((built / "shards/example-daily/2024-01").glob("*/mentions.parquet")).unlink()
    (raw / "example-daily/2024-02-05/01.txt").write_text("又一版", encoding="utf-8")
    outcome = build_dataset(Settings(workers=1))
    assert outcome.published
    assert [report.name for report in outcome.mended] == ["example-daily/2024-01"]
    named = [record.getMessage() for record in caplog.records if "example-daily/2024-01" in record.getMessage()]
    assert any("has other bytes" in line or "is missing" in line for line in named)
    assert check_build(built) == []
    (record, _) = read_records(built)
    assert [(shard.name, shard.state) for shard in record.shards_read] == [
        ("example-daily/2024-02", "changed"),
        ("example-daily/2024-01", "damaged"),
    ]


def test_a_rotted_file_of_the_build_is_mended_though_nothing_changed(
    built: Path, caplog: pytest.LogCaptureFixture
) -> None:
    flip(next((built / "current").resolve().glob("quotes/*.parquet")))
    assert check_build(built)
    outcome = build_dataset(Settings(workers=1))
    assert outcome.published
    assert check_build(built) == []
    assert any("quotes" in each.getMessage() and "other bytes" in each.getMessage() for each in caplog.records)


def test_prove_finds_damage_that_no_build_would_open(built: Path) -> None:
    flip(next((built / "shards/example-daily/2024-01").glob("*/sources.json")))
    assert build_dataset(Settings(workers=1)).mended == ()
    outcome = build_dataset(Settings(workers=1, prove=True))
    assert [report.name for report in outcome.mended] == ["example-daily/2024-01"]
    assert build_dataset(Settings(workers=1, prove=True)).mended == ()


def test_damage_that_comes_back_ends_the_build_in_one_line(
    built: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "example-daily/2024-02-05/01.txt").write_text("又一版", encoding="utf-8")
    harm_all(built)
    monkeypatch.setattr(steps, "read_batch", lambda *_: harmed(built))
    with pytest.raises(CallFault, match=r"^shard example-daily/2024-0\d: .*check this machine's disk$"):
        build_dataset(Settings(workers=1))


def harmed(output: Path) -> steps.BatchReport:
    harm_all(output)
    return steps.BatchReport()


def harm_all(output: Path) -> None:
    for path in output.glob("shards/*/*/*/*.parquet"):
        flip(path)


def test_flips_anywhere_are_never_published(tmp_path: Path) -> None:
    import random

    assert bit_flips.run(tmp_path / "flips", 2, random.Random(2)) == []


def changed_while_it_is_read(page: Path, text: str, then: Callable[[], None]) -> Callable[..., object]:
    """Return a reading of pages that finds another text in one page, and has it changed back afterwards."""

    def reading(file: object, declared: str | None) -> object:
        if getattr(file, "path", None) == Path("raw") / page:
            before = (Path("raw") / page).read_bytes()
            (Path("raw") / page).write_text(text, encoding="utf-8")
            try:
                return original(file, declared)  # type: ignore[arg-type]
            finally:
                (Path("raw") / page).write_bytes(before)
                then()
        return original(file, declared)  # type: ignore[arg-type]

    original = read._read_content
    return reading


def test_a_page_that_was_changed_and_changed_back_is_read_again(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path("example-daily/2024-01-05/01.txt")
    with monkeypatch.context() as patch:
        patch.setattr(read, "_read_content", changed_while_it_is_read(page, "别的文字", lambda: None))
        assert build_dataset(Settings(workers=1)).published
    again = build_dataset(Settings(workers=1))
    assert (again.shards_read, again.build is not None and again.build.tables["pages"].changed) == (1, 1)
    assert build_dataset(Settings(workers=1)).shards_read == 0


@pytest.mark.parametrize("name", ["01.txt", "01.toml"])
def test_a_page_that_could_not_be_opened_is_tried_at_every_build(
    raw: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (raw / "example-daily/2024-01-05/01.toml").write_text('page_number = "1"\n', encoding="utf-8")
    read_file = storage.read_file

    def refuse(path: Path, most: int) -> bytes:
        if path.name == name and "2024-01-05" in str(path):
            raise OSError(5, "Input/output error", str(path))
        return read_file(path, most)

    with monkeypatch.context() as patch:
        patch.setattr(read, "read_file", refuse)
        patch.setattr(tomls, "read_file", refuse)
        for _ in range(2):
            outcome = build_dataset(Settings(workers=1))
            assert [str(fault) for fault in outcome.faults] == [
                f"example-daily/2024-01-05/{name}: cannot be read (Input/output error)"
            ]
            assert outcome.shards_read >= 1
    healed = build_dataset(Settings(workers=1))
    assert (healed.faults, healed.pages) == ((), 2)
    assert build_dataset(Settings(workers=1)).shards_read == 0


def test_what_was_read_but_not_published_is_not_called_fresh(raw: Path) -> None:
    settings = Settings(workers=1)
    build_dataset(settings)
    (raw / "example-daily/2024-02-05/02.txt").write_text("又一版", encoding="utf-8")
    read_batch(settings, plan_build(settings).stale)
    (stale,) = status_of(settings, 1).stale
    assert (stale.name, stale.state) == ("example-daily/2024-02", "unpublished")
    assert build_dataset(settings).shards_read == 0
    assert status_of(settings, 1).stale == ()
