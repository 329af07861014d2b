from pathlib import Path

import pytest

from tests.dataset.sample import build, copy_of, write_raw


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
