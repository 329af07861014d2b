import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.dataset import buckets
from jiceng.dataset.builds.assemble import BuildReport
from tests.dataset.sample import CANAL, LIBRARY, SQUARE, build, copy_of, write_page, write_raw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a published build; not to be changed."""
    folder = tmp_path_factory.mktemp("dataset")
    build(write_raw(folder / "raw"), folder / "output")
    return folder / "output"


@pytest.fixture
def copied(dataset: Path, tmp_path: Path) -> Path:
    """A copy of the published build, to damage."""
    return copy_of((dataset / "current").resolve(), tmp_path / "copied")


@pytest.fixture
def written(dataset: Path, tmp_path: Path) -> Path:
    """An output folder in which the shards of the sample are written, and nothing else."""
    shutil.copytree(dataset / "shards", tmp_path / "output/shards")
    return tmp_path / "output"


@pytest.fixture(scope="session")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """A folder with raw/ and output/ of two published builds, and the report of the second; not to be changed."""
    folder = tmp_path_factory.mktemp("twice")
    raw = write_raw(folder / "raw")
    build(raw, folder / "output")
    write_page(raw, "river-daily/2026-03-01/1", CANAL)
    return folder, build(raw, folder / "output", hour=1)


@pytest.fixture
def published(built_twice: tuple[Path, BuildReport], tmp_path: Path) -> BuildReport:
    """The second of two published builds in tmp_path; another page has come since."""
    folder, report = built_twice
    shutil.copytree(folder, tmp_path, symlinks=True, dirs_exist_ok=True)
    write_page(tmp_path / "raw", "river-daily/2026-03-02/1", LIBRARY)
    return replace(report, folder=tmp_path / "output/builds" / report.build_id)


@pytest.fixture
def wide(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The raw folder of a published build of many buckets."""
    monkeypatch.setattr(buckets, "ROWS_PER_BUCKET", 1)
    write_page(raw, "river-daily/2025-03-03/1", SQUARE.replace("红旗社区", "滨江社区"))
    build(raw, output)
    return raw
