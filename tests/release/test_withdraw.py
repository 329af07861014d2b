import shutil
from datetime import date
from pathlib import Path

import pytest

from jiceng.release.archive import zip_release
from jiceng.release.cut import NotReleased, only_one
from jiceng.release.folders import TOMBSTONE, release_folder, releases_folder
from jiceng.release.index import NoRelease, read_index
from jiceng.release.withdraw import withdraw_release
from tests.release.sample import cut
from tests.release.test_cut import contents

DAY = date(2026, 12, 1)


@pytest.fixture
def output(dataset: Path, tmp_path: Path) -> Path:
    shutil.copytree(dataset, tmp_path / "output", symlinks=True)
    return tmp_path / "output"


def test_a_tombstone_stays(output: Path) -> None:
    first, second = cut(output), cut(output)
    before = contents(second.folder)
    zip_release(first.folder, first.folder.parent)
    withdrawn = withdraw_release(output, first.release.version, "a person asked", DAY)
    assert [path.name for path in first.folder.iterdir()] == [TOMBSTONE]
    told = (first.folder / TOMBSTONE).read_text(encoding="utf-8")
    assert "2026.11.22 was withdrawn" in told
    assert "On 2026-12-01: a person asked" in told
    assert read_index(output).find("2026.11.22") == withdrawn
    assert withdrawn.withdrawn is not None
    latest = read_index(output).latest()
    assert latest is not None
    assert latest.version == "2026.11.22.1"
    assert contents(second.folder) == before
    assert not list(releases_folder(output).glob("*.zip"))


def test_what_a_killed_withdrawal_left_is_finished_by_the_next(output: Path) -> None:
    release = cut(output)
    withdraw_release(output, "2026.11.22", "first reason", DAY)
    shutil.rmtree(release.folder)
    again = withdraw_release(output, "2026.11.22", "second reason", DAY)
    assert again.withdrawn is not None
    assert again.withdrawn.why == "first reason"
    assert "first reason" in (release_folder(output, "2026.11.22") / TOMBSTONE).read_text(encoding="utf-8")


def test_its_version_is_not_given_again(output: Path) -> None:
    cut(output)
    withdraw_release(output, "2026.11.22", "a reason", DAY)
    assert cut(output).release.version == "2026.11.22.1"
    assert [path.name for path in release_folder(output, "2026.11.22").iterdir()] == [TOMBSTONE]
    with pytest.raises(NotReleased, match="exists"):
        cut(output, version="2026.11.22")


def test_an_unknown_release_is_said(output: Path) -> None:
    cut(output)
    with pytest.raises(NoRelease, match=r"there is no release 2020\.01\.01 \(there: 2026\.11\.22\)"):
        withdraw_release(output, "2020.01.01", "a reason", DAY)


def test_not_while_a_release_is_cut(output: Path) -> None:
    cut(output)
    with only_one(output), pytest.raises(NotReleased, match="another release is being cut"):
        withdraw_release(output, "2026.11.22", "a reason", DAY)
