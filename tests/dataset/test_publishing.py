import errno
import os
from pathlib import Path

import pytest

from jiceng.dataset import publishing
from jiceng.dataset.builds.assemble import BuildReport
from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import NoDataset, build_folder, current_build, read_manifest
from jiceng.dataset.publishing import publish, require_free_names, require_writable, roll_back
from jiceng.dataset.shard_files import shard_folder
from jiceng.dataset.shards import list_shards
from jiceng.page import find_pages
from schemas import TABLES
from tests.dataset.killed import Killed, names, stop_at
from tests.dataset.sample import CANAL, assemble, build, bytes_of, write_page


@pytest.fixture
def output(written: Path) -> Path:
    return written


def test_the_links_are_relative(dataset: Path) -> None:
    assert (dataset / "current").readlink() == Path("builds") / read_manifest(dataset / "current").build_id
    for name in (*TABLES, "load.sql"):
        assert (dataset / name).readlink() == Path("current") / name
    assert list(dataset.glob("quotes/*.parquet"))


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


def test_something_else_with_the_name_of_a_table(raw: Path, output: Path) -> None:
    (output / "quotes").mkdir()
    report = assemble(raw, output)
    with pytest.raises(FileExistsError, match="quotes: is a folder, not a link"):
        publish(output, report)
    assert current_build(output) is None


PUBLISHING_STEPS = [("_link", 1), ("_link", 2), ("_link", 9), ("_sweep", 1), ("remove_folder", 1), ("_sweep_shards", 1)]


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


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: object, target_is_directory: bool = False) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "symlink_to", refuse)


def test_without_links_a_file_points_to_the_build(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        without_links(patch)
        require_writable(output)
        first = build(raw, output)
        assert (output / "current").read_text() == f"builds/{first.build_id}\n"
        assert current_build(output) == build_folder(output) == first.folder
        assert (output / "load.sql").read_bytes() == (first.folder / "load.sql").read_bytes()
        assert check_build(output) == []
        write_page(raw, "river-daily/2026-03-01/1", CANAL)
        second = build(raw, output, hour=1)
        assert second.carried
        assert current_build(output) == second.folder
        assert roll_back(output) == first.build_id
        assert current_build(output) == first.folder
    third = build(raw, output, hour=2)
    assert (output / "current").readlink() == Path("builds") / third.build_id
    assert (output / "load.sql").readlink() == Path("current/load.sql")


@pytest.mark.parametrize("text", ["", "builds/none\n", "builds/../..\n", "/etc\n", "builds/" + "x" * 999, "\0\xff"])
def test_a_file_that_points_to_no_build(tmp_path: Path, text: str) -> None:
    (tmp_path / "builds").mkdir()
    (tmp_path / "current").write_text(text, encoding="utf-8")
    assert current_build(tmp_path) is None
    with pytest.raises(FileExistsError, match="current: is a file, not a link of a dataset; move it away"):
        require_free_names(tmp_path)


@pytest.mark.parametrize("name", ["current", "builds", "shards", "quotes", "load.sql", "shards/hashes.parquet"])
def test_what_is_in_the_way_is_found_before_anything_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    with pytest.raises(FileExistsError, match=f"{name}: is a named pipe, not a"):
        require_free_names(tmp_path)


def test_a_folder_that_cannot_be_flushed_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> object:
        def fsync(_descriptor: int) -> None:
            raise OSError(number, os.strerror(number))

        return fsync

    monkeypatch.setattr(os, "fsync", fail(errno.EINVAL))
    require_writable(tmp_path)
    monkeypatch.setattr(os, "fsync", fail(errno.EIO))
    with pytest.raises(OSError, match=r"cannot hold a dataset \(Input/output error\); give another folder"):
        require_writable(tmp_path)
    assert names(tmp_path) == []
