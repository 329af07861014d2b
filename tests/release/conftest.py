import shutil
from datetime import date
from pathlib import Path

import pytest

from jiceng.release.cut import CutRelease, cut_release
from tests.dataset.conftest import dataset
from tests.dataset.sample import build, write_raw
from tests.release.private import write_private_raw
from tests.release.sample import order

__all__ = ["dataset"]

RAW = Path(__file__).parents[2] / "raw"


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a build of the repository's own page and the sample's; its raw folder lies beside it."""
    folder = tmp_path_factory.mktemp("seed")
    write_raw(folder / "raw")
    shutil.copytree(RAW, folder / "raw", dirs_exist_ok=True)
    build(folder / "raw", folder / "output")
    return folder / "output"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_raw(tmp_path / "raw")


@pytest.fixture
def output(raw: Path, tmp_path: Path) -> Path:
    """An output folder with a published build, to cut releases of."""
    build(raw, tmp_path / "output")
    return tmp_path / "output"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> CutRelease:
    """A release; not to be changed."""
    folder = tmp_path_factory.mktemp("released")
    build(write_raw(folder / "raw"), folder / "output")
    return cut_release(folder / "output", order(date(2026, 11, 22)))


@pytest.fixture(scope="session")
def private_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a build of pages that name private people; its raw folder lies beside it."""
    folder = tmp_path_factory.mktemp("private")
    build(write_private_raw(folder / "raw"), folder / "output")
    return folder / "output"
