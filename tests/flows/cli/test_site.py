from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT, DONE
from flows.site_server import SiteServer
from jiceng.release.folders import make_writable
from tests.dataset.conftest import dataset
from tests.dataset.sample import copy_of
from tests.release.sample import cut
from tests.site.conftest import assets

__all__ = ["assets", "dataset"]

Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> str:
        out, err = capsys.readouterr()
        return out + err

    return read


def test_a_site_of_the_newest_release(dataset: Path, assets: Path, tmp_path: Path, said: Said) -> None:
    output = copy_of(dataset, tmp_path / "output")
    cut(output)
    assert run(["site", "--output", str(output), "--out", str(tmp_path / "site")]) == DONE
    assert "the site of release 2026.11.22 is in" in said()
    assert (tmp_path / "site" / "data" / "quotes.parquet").is_file()


def test_a_dataset_is_not_written_as_a_site(dataset: Path, assets: Path, tmp_path: Path, said: Said) -> None:
    assert run(["site", "--output", str(dataset), "--out", str(tmp_path / "site")]) == CALL_AT_FAULT
    assert "has no release; `jiceng release` cuts one" in said()
    assert not (tmp_path / "site").exists()


def test_a_damaged_release_is_not_written(dataset: Path, assets: Path, tmp_path: Path, said: Said) -> None:
    output = copy_of(dataset, tmp_path / "output")
    folder = cut(output).folder
    make_writable(folder)
    (folder / "quotes.parquet").write_bytes(b"PAR1")
    assert run(["site", str(folder), "--out", str(tmp_path / "site")]) == DATA_AT_FAULT
    assert "has other bytes than when it was released" in said()
    assert not (tmp_path / "site").exists()


def test_both_commands_say_how_to_build_the_explorer(dataset: Path, assets: Path, tmp_path: Path, said: Said) -> None:
    output = copy_of(dataset, tmp_path / "output")
    cut(output)
    (assets / "index.html").unlink()
    said()
    for call in (["explore"], ["site", "--out", str(tmp_path / "site")]):
        assert run([*call, "--output", str(output)]) == CALL_AT_FAULT
        assert said() == "jiceng: the explorer is not built; run `make explorer` once (it needs Node.js)\n"


def test_explore_serves_the_dataset_until_it_is_interrupted(
    dataset: Path, assets: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)

    def interrupted(server: SiteServer) -> None:
        assert (server.folder / "data" / "site.json").is_file()
        raise KeyboardInterrupt

    monkeypatch.setattr(SiteServer, "serve_forever", interrupted)
    assert run(["explore", "--output", str(dataset)]) == DONE
    assert said().startswith(f"the explorer is at {opened[0]} (Ctrl-C ends it)")


def test_explore_without_a_dataset(assets: Path, tmp_path: Path, said: Said) -> None:
    assert run(["explore", "--output", str(tmp_path)]) == CALL_AT_FAULT
    assert "holds no dataset; `jiceng build` makes one" in said()
