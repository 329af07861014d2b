import os
import shutil
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.faults import CallFault
from flows.release_order import release_order
from flows.settings import Settings
from jiceng.release.index import read_index


@pytest.fixture
def output(dataset: Path, workspace: Path) -> Path:
    shutil.copytree(dataset, workspace / "output", symlinks=True)
    return workspace / "output"


def test_text_comes_back(output: Path, dataset: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = str(dataset.parent / "raw")
    assert run(["release", "--private-people", "keep", "--version", "2026.11.22"]) == 0
    capsys.readouterr()
    assert run(["rehydrate", "output/releases/2026.11.22", raw]) == 0
    assert capsys.readouterr().out.startswith("2026.11.22-full: the tables of release 2026.11.22 with all text, ")
    assert (workspace / "2026.11.22-full" / "pages.parquet").is_file()
    assert run(["rehydrate", "output/releases/2026.11.22", raw]) == 1
    assert "2026.11.22-full: is there already; give another folder with --into" in capsys.readouterr().err
    assert run(["rehydrate", "nowhere", raw]) == 2
    assert run(["rehydrate", "output/releases/2026.11.22", "nowhere", "--into", "x"]) == 1
    assert "nowhere: is not a folder" in capsys.readouterr().err


def test_a_release_is_withdrawn(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "--version", "2026.11.22"]) == 0
    capsys.readouterr()
    assert run(["withdraw", "2026.11.22", "--why", "someone asked"]) == 0
    said = capsys.readouterr().out
    assert "release 2026.11.22 is withdrawn since" in said
    assert "suppressed.toml" in said
    (release,) = read_index(output).releases
    assert release.withdrawn is not None
    assert run(["withdraw", "2026.11.21", "--why", "someone asked"]) == 2
    assert "there is no release 2026.11.21" in capsys.readouterr().err
    assert run(["withdraw", "2026.11.22", "--why", " "]) == 2


def test_what_was_refused_stays_out(output: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "mine.toml").write_text('[[names]]\nname = "张三"\n[[names]]\nname = "无此人"\n', encoding="utf-8")
    assert run(["release", "--suppressed", "mine.toml"]) == 0
    said = capsys.readouterr().err
    assert "nothing matches name 无此人" in said
    assert "张三" not in said
    assert run(["release", "--suppressed", "none.toml"]) == 2
    assert "none.toml: cannot be read" in capsys.readouterr().err


def test_a_secret_that_can_be_guessed_is_refused(
    output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JICENG_PSEUDONYM_SECRET", "1234")
    assert run(["release"]) == 2
    said = capsys.readouterr().err
    assert "the pseudonyms' secret has 4 bytes" in said
    assert "1234" not in said
    monkeypatch.setenv("JICENG_PSEUDONYM_SECRET", "0123456789abcdef")
    assert run(["release", "--text", "full"]) == 0


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_a_suppression_list_of_another_kind_is_never_taken_for_none(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "output/releases/suppressed.toml"
    path.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere")
    with pytest.raises(CallFault, match=r"suppressed\.toml: cannot be read"):
        release_order(Settings(output=tmp_path / "output"))
