import shutil
from pathlib import Path

import pytest

from tests.dataset.conftest import dataset
from tests.dataset.sample import build, write_raw

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
