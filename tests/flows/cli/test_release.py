import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from flows.cli.app import run
from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.release.index import read_index

SHOW_ALL = ("--text", "full", "--private-people", "keep")


@pytest.fixture
def output(dataset: Path, workspace: Path) -> Path:
    shutil.copytree(dataset, workspace / "output", symlinks=True)
    return workspace / "output"


def test_it_says_what_it_cut(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "--text", "full", "--version", "2026.11.22", "--zip"]) == 0
    assert capsys.readouterr().out.startswith("release 2026.11.22 is in output/releases/2026.11.22 (")
    (release,) = read_index(output).releases
    assert release.version == "2026.11.22"


def test_the_publisher_is_a_setting(output: Path, workspace: Path) -> None:
    (workspace / "jiceng.toml").write_text(
        'dataset_title = "江河"\ndataset_creators = ["甲", "乙"]\n', encoding="utf-8"
    )
    assert run(["release", "--text", "full"]) == 0
    (folder,) = (path for path in (output / "releases").iterdir() if path.is_dir())
    assert 'title: "江河"' in (folder / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--text", "full", "--version", "1.0"], "--version 1.0: is not a calendar version"),
        (["--text", "full", "--output", "nowhere"], "nowhere: holds no dataset"),
        (["--text", "half"], "'half' is not one of"),
    ],
)
def test_a_call_at_fault_is_one_line(
    output: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_what_broke_is_named(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "--text", "full", "--version", "2026.11.22"]) == 0
    assert run(["release", "--text", "full", "--version", "2026.11.22"]) == 1
    assert "nothing is released: release 2026.11.22 exists" in capsys.readouterr().err


def test_a_release_is_verified(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "--version", "2026.11.22", "--zip"]) == 0
    for address in ("output/releases/2026.11.22", "output/releases/jiceng-2026.11.22.zip"):
        capsys.readouterr()
        assert run(["verify", address]) == 0
        assert capsys.readouterr().out.startswith("release 2026.11.22 is whole and keeps what it promises: ")
    (output / "releases" / "2026.11.22" / "LICENSE").chmod(0o644)
    (output / "releases" / "2026.11.22" / "LICENSE").write_text("")
    assert run(["verify", "output/releases/2026.11.22"]) == 1
    assert "LICENSE: has other bytes" in capsys.readouterr().out
    assert run(["verify", "nowhere"]) == 2
    assert "nowhere: is neither the folder nor the archive of a release" in capsys.readouterr().err


def test_what_is_wrong_is_one_line_whatever_a_file_is_called(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ZipFile(workspace / "made-up.zip", "w") as archive:
        archive.writestr("SHA256SUMS", f"{'0' * 64}  release.json\n")
        archive.writestr("release.json", "{}")
        archive.writestr("a\nb", "")
    assert run(["verify", "made-up.zip"]) == 1
    assert capsys.readouterr().out == (
        "promise files,  a\\nb: is no name of a release's file: "
        "ASCII letters, digits and . _ - alone, and no dot at the end\n"
    )


def test_public_releases_are_excerpts_with_pseudonyms(output: Path) -> None:
    assert run(["release", "--version", "2026.11.22"]) == 0
    (release,) = read_index(output).releases
    assert (release.text, release.private_people) == ("excerpt", "pseudonymise")


def test_a_damaged_suppression_list_is_named(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (output / "releases").mkdir()
    (output / "releases" / "suppressed.toml").write_text("names = 3")
    assert run(["release"]) == 2
    assert "suppressed.toml: `names`" in capsys.readouterr().err


def test_two_releases_are_compared(output: Path, raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", *SHOW_ALL, "--version", "2026.11.22"]) == 0
    page = raw / "example-daily/2024-01-05/01.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("居民的事", "居民之事"), encoding="utf-8")
    assert build_dataset(Settings(raw=raw, output=output, workers=1)).published
    assert run(["release", *SHOW_ALL, "--version", "2026.11.23"]) == 0
    capsys.readouterr()
    assert run(["diff", "2026.11.22", "2026.11.23"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Changes from 2026.11.22 to 2026.11.23")
    assert said == (output / "releases/2026.11.23/CHANGES.md").read_text(encoding="utf-8")
    assert run(["diff", "output/releases/2026.11.22", "2026.11.23", "--table", "quotes", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["change"], row["why"]) for row in rows] == [("changed", ["changed pages"])]
    assert run(["diff", "2026.11.22", "2026.11.24"]) == 2
    assert "2026.11.24: there is no such release; there is 2026.11.23, 2026.11.22" in capsys.readouterr().err
    assert run(["diff", "2026.11.22", "2026.11.23", "--table", "rejects"]) == 2


def test_a_release_is_published(output: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "public"]) == 2
    assert "there is no release to publish; `jiceng release` cuts one" in capsys.readouterr().err
    assert run(["release", "--version", "2026.11.22"]) == 0
    capsys.readouterr()
    assert run(["publish", "public"]) == 0
    assert capsys.readouterr().out.startswith("release 2026.11.22 is at public/2026.11.22: ")
    assert run(["verify", "public/2026.11.22"]) == 0
    assert (workspace / "public" / "index.json").is_file()
