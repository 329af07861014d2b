import os
from datetime import timedelta
from pathlib import Path

import pytest

from jiceng.dataset.builds.previous import DamagedBuild, intact_build
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import MANIFEST, NoDataset, read_manifest
from tests.dataset.sample import CANAL, NOON, build, write_page


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


def test_a_small_build_is_proved_whole_and_a_large_one_in_turn(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = intact_build((dataset / "current").resolve())
    assert before is not None
    assert before.due(NOON, prove_all=False) == list(before.manifest.files)
    monkeypatch.setattr("jiceng.dataset.builds.previous.PROVED_BYTES", 20_000)
    times = [NOON + timedelta(hours=hour) for hour in range(200)]
    due = [{file.path for file in before.due(moment, prove_all=False)} for moment in times]
    assert all(len(paths) < len(before.manifest.files) for paths in due)
    assert set().union(*due) == {file.path for file in before.manifest.files}
    assert before.due(NOON, prove_all=True) == list(before.manifest.files)


def test_rot_with_the_time_unchanged_is_found(copied: Path) -> None:
    before = intact_build(copied)
    assert before is not None
    file = before.manifest.files[0]
    path = copied / file.path
    stat, data = path.stat(), bytearray(path.read_bytes())
    data[9] ^= 1
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with pytest.raises(DamagedBuild, match=f"{file.path}: has other bytes than when it was built"):
        before.prove(file)


def test_a_flipped_bit_of_the_manifest_is_seen(copied: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = copied / MANIFEST
    data = path.read_bytes()
    assert b'"failed_pages": 1' in data
    path.write_bytes(data.replace(b'"failed_pages": 1', b'"failed_pages": 0', 1))
    with pytest.raises(NoDataset, match="is damaged: has other content"):
        read_manifest(copied)
    assert intact_build(copied) is None
