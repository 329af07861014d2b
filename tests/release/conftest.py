import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.checks.builds import check_build
from jiceng.release.cut import CutRelease
from jiceng.release.folders import releases_folder
from tests.dataset.conftest import dataset
from tests.dataset.sample import build, write_raw
from tests.release.private import write_private_raw
from tests.release.sample import cut

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
def output(dataset: Path, tmp_path: Path) -> Path:
    """An output folder with a published build of `raw`, to cut releases of."""
    return shutil.copytree(dataset, tmp_path / "output", symlinks=True)


_PROVED: set[frozenset[tuple[str, int, int]]] = set()
"""Path, size and time of the files of each build that has been found to keep its promises."""


@pytest.fixture(autouse=True)
def builds_are_proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prove a build, or a copy of one, before its first release alone; what has changed since is proved again."""

    def check_once(build: Path) -> list[Broken]:
        files = [(path, path.stat()) for path in build.rglob("*") if path.is_file()]
        state = frozenset((str(path.relative_to(build)), stat.st_size, stat.st_mtime_ns) for path, stat in files)
        broken = [] if state in _PROVED else check_build(build)
        if not broken:
            _PROVED.add(state)
        return broken

    monkeypatch.setattr("jiceng.release.cut.check_build", check_once)


@pytest.fixture(scope="session")
def released(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> CutRelease:
    """A release; not to be changed."""
    folder = shutil.copytree(dataset, tmp_path_factory.mktemp("released") / "output", symlinks=True)
    return cut(folder)


@pytest.fixture
def release(released: CutRelease, output: Path) -> CutRelease:
    """The same release in `output`, to publish or to damage."""
    folders = releases_folder(released.folder.parents[1]), releases_folder(output)
    shutil.copytree(*folders)
    return replace(released, folder=folders[1] / released.folder.name)


@pytest.fixture(scope="session")
def private_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a build of pages that name private people; its raw folder lies beside it."""
    folder = tmp_path_factory.mktemp("private")
    build(write_private_raw(folder / "raw"), folder / "output")
    return folder / "output"
