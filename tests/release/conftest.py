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
OCR_PAGES = Path(__file__).parents[1] / "ocr" / "fixtures"


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a build of the repository's own page, the sample's, and pages of each OCR format.

    Its raw folder lies beside it.
    """
    folder = tmp_path_factory.mktemp("seed")
    write_raw(folder / "raw")
    shutil.copytree(RAW, folder / "raw", dirs_exist_ok=True)
    (folder / "raw/river-daily/2026-01-09").mkdir()
    for number, name in enumerate(("page.hocr", "page.xml", "page.paddle3.json"), 1):
        target = folder / f"raw/river-daily/2026-01-09/{number:02d}{Path(name).suffix}"
        shutil.copyfile(OCR_PAGES / name, target)
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
