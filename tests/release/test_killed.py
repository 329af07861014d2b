"""A release may be cut off at any moment: index and earlier releases stay as they were, the next try succeeds."""

import random
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, sleep

import pytest

from jiceng.release import cut as cutting_module
from jiceng.release.folders import INDEX, releases_folder
from jiceng.release.index import read_index
from jiceng.release.verify import verify_release
from jiceng.storage import sha256_of
from schemas import Release
from tests.dataset.sample import SQUARE, build, write_newspaper, write_page
from tests.release.sample import cut

MOMENTS = 20
LEAST_KILLED = 4
"""Runs that have to be killed before they end; how many are depends on how much faster they are than the one timed."""


def folder_of(output: Path, release: Release) -> Path:
    return releases_folder(output) / release.version


def contents(output: Path, versions: list[str]) -> dict[str, bytes]:
    folder = releases_folder(output)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for version in versions
        for path in sorted((folder / version).rglob("*"))
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with a build of one page: what is killed is how a release is written, not how much."""
    write_newspaper(tmp_path / "raw", "river-daily", '"江西省/南昌市"')
    write_page(tmp_path / "raw", "river-daily/2026-01-03/01", SQUARE)
    build(tmp_path / "raw", tmp_path / "output")
    return tmp_path / "output"


def cut_what_is_proved(output: Path, day: date) -> None:
    """Cut a release without the checks of the build, which take half of the time and write nothing."""
    cutting_module.check_build = lambda build: []
    cut(output, day)


@pytest.mark.slow
def test_killed_at_random_moments(output: Path) -> None:
    processes = get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    chance = random.Random(50)
    cut(output)
    for _ in range(2):  # the first starts the server of processes, too
        started = monotonic()
        whole = processes.Process(target=cut_what_is_proved, args=(output, date(2026, 11, 23)))
        whole.start()
        whole.join()
        assert whole.exitcode == 0
        seconds = monotonic() - started
    finished = 0
    for _ in range(MOMENTS):
        index = (releases_folder(output) / INDEX).read_bytes()
        versions = [release.version for release in read_index(output).releases]
        before = contents(output, versions)
        cutting = processes.Process(target=cut_what_is_proved, args=(output, date(2026, 11, 24)))
        cutting.start()
        sleep(chance.uniform(0, seconds))
        cutting.kill()
        cutting.join()
        assert contents(output, versions) == before
        now = read_index(output)
        if (releases_folder(output) / INDEX).read_bytes() != index:  # it had replaced the index: the release stands
            finished += 1
            assert [release.version for release in now.releases][1:] == versions
            hashes = {file.path: file.sha256 for file in now.releases[0].files}
            assert {path.name: sha256_of(path) for path in folder_of(output, now.releases[0]).iterdir()} == hashes
    assert MOMENTS - finished >= LEAST_KILLED
    last = cut(output, date(2026, 11, 25))
    assert verify_release(str(last.folder)).broken == ()
    left = {path.name for path in releases_folder(output).iterdir() if path.is_dir()}
    assert left == {release.version for release in read_index(output).releases}
