"""`jiceng inspect`: what it refuses, in one line."""

from pathlib import Path

import pytest

from flows.cli.app import run
from flows.cli.inspect import read_and_inspect
from flows.faults import CALL_AT_FAULT, DATA_AT_FAULT
from jiceng.page import find_page, read_page
from jiceng.reading import read_articles

RAW = Path(__file__).parents[3] / "raw"

SEED = "panzhihua-daily/undated/9e7fc240720b64a5"


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    return captured.err


@pytest.mark.parametrize("name", ["nothing/undated/1", "panzhihua-daily/undated/nothing.txt", "nothing.txt"])
def test_an_unknown_page_is_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", name, "--raw", str(RAW)]) == CALL_AT_FAULT
    assert f"{name}: no such page" in one_line(capsys)


def test_a_folder_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "panzhihua-daily/undated", "--raw", str(RAW)]) == CALL_AT_FAULT
    assert "is a folder" in one_line(capsys)


def test_what_is_no_page_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "panzhihua-daily/newspaper.toml", "--raw", str(RAW)]) == CALL_AT_FAULT
    assert "is not a page file" in one_line(capsys)


def test_a_page_that_cannot_be_decoded_is_one_line(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "bad.txt").write_bytes("基层".encode() + b"\xff\xff\xfe")
    assert run(["inspect", "bad.txt"]) == DATA_AT_FAULT
    assert "bad.txt, byte 6: is not UTF-8" in one_line(capsys)


def test_a_wrong_page_toml_is_one_line(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "page.txt").write_text("基层", encoding="utf-8")
    (workspace / "page.toml").write_text("encodin = 1", encoding="utf-8")
    assert run(["inspect", "page.txt"]) == DATA_AT_FAULT
    assert "page.toml: `encodin`" in one_line(capsys)


def test_html_goes_only_where_a_file_can_be(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = workspace / "page.txt"
    page.write_text("基层\n", encoding="utf-8")
    (workspace / "folder").mkdir()
    for target, reason in [
        ("folder", "is not a file"),
        ("/dev/null", "is not a file"),
        ("nowhere/page.html", "its folder is not there"),
        ("page.txt/page.html", "its folder is not there"),
        ("page.txt", "is the page itself"),
        ("n" * 300 + ".html", "cannot be written"),
    ]:
        assert run(["inspect", "page.txt", "--html", target]) == CALL_AT_FAULT
        assert f"{target}: {reason}" in one_line(capsys)
    assert page.read_text(encoding="utf-8") == "基层\n"
    assert sorted(path.name for path in workspace.iterdir()) == ["folder", "page.txt"]


def test_reading_is_that_of_a_build() -> None:
    page = read_page(find_page(RAW, SEED))
    assert page.raw_text is not None
    _, inspection = read_and_inspect(RAW, SEED)
    assert [article.read for article in inspection.articles] == list(read_articles(page.raw_text).articles)
