from collections.abc import Iterator
from pathlib import Path

import pytest

from jiceng.site import write
from jiceng.site.source import SiteSource, build_source
from tests.dataset.conftest import dataset
from tests.release.conftest import private_output

__all__ = ["dataset", "private_output"]


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The explorer's files as if it had been built: no test here needs Node."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "assets" / "index.js").write_text("", encoding="utf-8")
    monkeypatch.setattr(write, "ASSETS", folder)
    return folder


@pytest.fixture(scope="module")
def source(dataset: Path) -> Iterator[SiteSource]:
    with build_source(dataset) as opened:
        yield opened
