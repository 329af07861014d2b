import os
from dataclasses import replace
from pathlib import Path

import pytest

from jiceng.page import InputFault, find_page, find_pages, read_page
from tests.page.sample import raw_folder


def faults(raw: Path) -> list[str]:
    return [str(fault) for fault in find_pages(raw).faults]


def test_pages_are_found_in_order(tmp_path: Path) -> None:
    raw = raw_folder(
        tmp_path, {"jia/undated/x.txt": "甲", "jia/2020-01-02/03.txt": "乙", "jia/2020-01-02/A01.TXT": "丙"}
    )
    found = find_pages(raw)
    assert [page.page_id for page in found.pages] == ["jia/2020-01-02/03", "jia/2020-01-02/A01", "jia/undated/x"]
    assert found.faults == ()
    assert [n.title for n in found.newspapers] == ["甲报"]
    pages = [read_page(page) for page in found.pages]
    assert [page.page_number for page in pages] == ["3", "A01", None]
    assert [str(page.issue_date) for page in pages] == ["2020-01-02", "2020-01-02", "None"]
    assert [page.issue_date_source for page in pages] == ["path", "path", None]


def test_one_page_is_found_by_its_id_or_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = raw_folder(tmp_path, {"jia/2020-01-02/A.1.TXT": "乙", "jia/2020-01-02/A.1.toml": "page_number = 3"})
    (found,) = find_pages(raw).pages
    monkeypatch.chdir(tmp_path)
    for name in ("jia/2020-01-02/A.1", "jia/2020-01-02/A.1.TXT", "raw/jia/2020-01-02/A.1.TXT", str(found.path)):
        page = find_page(Path("raw"), name)
        assert (page.page_id, page.source_path, page.newspaper) == (found.page_id, found.source_path, "jia")
        assert page.folder_date == found.folder_date
        assert read_page(page).page_number == "3"
    assert find_page(raw, found.page_id) == replace(found, stamp=None, toml_stamp=None)


def test_one_page_is_found_outside_raw(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "03.txt"
    path.parent.mkdir()
    path.write_text("甲", encoding="utf-8")
    page = find_page(tmp_path / "raw", str(path))
    assert (page.page_id, page.newspaper, page.folder_date) == (path.with_suffix("").as_posix(), "", None)
    assert read_page(page).raw_text == "甲"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("jia/undated/y", "jia/undated/y: no such page; give its page_id, its path below "),
        ("jia/undated", "jia/undated: is a folder; give one of its page files"),
        ("jia/undated/x", "jia/undated/x: may be 2 files: x.TXT, x.txt; give one with its extension"),
        ("jia/newspaper.toml", "jia/newspaper.toml: is not a page file; the name of one ends with "),
    ],
)
def test_no_page_or_several_are_one_line(tmp_path: Path, name: str, line: str) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.TXT": "乙"})
    with pytest.raises(InputFault) as error:
        find_page(raw, name)
    assert str(error.value).startswith(line)


def test_hidden_files_and_companions_are_no_pages(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/.DS_Store": b"\0", "jia/undated/x.jp2": b"\xff", "README.md": "x"})
    assert find_pages(raw).pages == ()
    assert faults(raw) == []


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"jia/2020-1-2/x.txt": "甲"}, "jia/2020-1-2: is not a date; name the folder YYYY-MM-DD, or undated"),
        ({"jia/2020-02-30/x.txt": "甲"}, "jia/2020-02-30: is not a date; name the folder YYYY-MM-DD, or undated"),
        ({"jia/undated/x.txt/y": "甲"}, "jia/undated/x.txt: is a folder where a page file should be"),
        (
            {"jia/undated/x.docx": "甲"},
            "jia/undated/x.docx: is not a page file; give the page's text as .txt, or what the OCR engine wrote as "
            ".hocr, .html, .htm, .xml, .json, .jsonl, .tsv, .md",
        ),
        ({"jia/undated/x.toml": "page_number = 1"}, "jia/undated/x.toml: belongs to no page; name it as its page file"),
        ({"jia/x.txt": "甲"}, "jia/x.txt: lies in no issue's folder; move it to a folder named YYYY-MM-DD or undated"),
        ({"x.txt": "甲"}, "x.txt: lies in no newspaper's folder; move it to <newspaper>/<date>/"),
        ({"yi/undated/x.docx": "甲"}, "yi/newspaper.toml: is missing; `jiceng init` writes one"),
        ({"yi/newspaper.toml": "title = "}, "yi/newspaper.toml: is not valid TOML: Invalid value (at end of document)"),
        ({"yi/newspaper.toml": b"\xff"}, "yi/newspaper.toml, byte 0: is not UTF-8"),
        ({"yi/newspaper.toml": "home = 'x'"}, "yi/newspaper.toml: `title`: Field required"),
        (
            {"yi/newspaper.toml": "title = 'x'\nscope = 'global'"},
            "yi/newspaper.toml: `scope`: Input should be 'local' or 'national'",
        ),
        (
            {"yi/newspaper.toml": "title = 'x'\nnewspaper = 'y'"},
            "yi/newspaper.toml: `newspaper`: is the folder's name and cannot be set",
        ),
    ],
)
def test_a_fault_has_one_line_and_the_other_pages_are_found(
    tmp_path: Path, files: dict[str, bytes | str], line: str
) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/good.txt": "甲", **files})
    assert faults(raw) == [line]
    assert [page.page_id for page in find_pages(raw).pages] == ["jia/undated/good"]


def test_two_files_for_one_page_are_both_refused(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.TXT": "乙", "jia/undated/y.txt": "丙"})
    assert [page.page_id for page in find_pages(raw).pages] == ["jia/undated/y"]
    assert [line.split(":")[0] for line in faults(raw)] == ["jia/undated/x.TXT", "jia/undated/x.txt"]
    assert all("x.TXT, x.txt" in line for line in faults(raw))


def test_a_text_and_an_engines_file_for_one_page_are_both_refused(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/03.txt": "甲", "jia/undated/03.xml": "<alto/>", "jia/undated/03.toml": ""})
    assert find_pages(raw).pages == ()
    assert faults(raw) == [
        "jia/undated/03.txt: is one of 2 files for one page: 03.txt, 03.xml; keep one",
        "jia/undated/03.xml: is one of 2 files for one page: 03.txt, 03.xml; keep one",
    ]


def test_raw_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="is not a folder"):
        find_pages(tmp_path / "missing")


def test_names_that_are_not_utf8_are_lines(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲"})
    bad = os.fsdecode(b"caf\xe9")
    for path in (raw / bad, raw / "jia" / bad, raw / "jia" / "undated" / f"{bad}.txt"):
        path.mkdir() if path.suffix == "" else path.write_text("乙")
    assert sorted(faults(raw)) == [
        f"{name}: its name is not UTF-8; rename it"
        for name in ("caf\\udce9", "jia/caf\\udce9", "jia/undated/caf\\udce9.txt")
    ]
    assert len(find_pages(raw).pages) == 1


def test_pipes_sockets_and_devices_are_named_and_never_opened(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/y.txt": "乙", "yi/undated/z.txt": "丙"})
    os.mkfifo(raw / "jia/undated/pipe.txt")
    os.mkfifo(raw / "jia/undated/x.toml")
    os.mkfifo(raw / "jia/pipe")
    os.mkfifo(raw / "pipe")
    (raw / "jia/undated/zero.txt").symlink_to("/dev/zero")
    (raw / "yi/newspaper.toml").unlink(missing_ok=True)
    os.mkfifo(raw / "yi/newspaper.toml")
    assert sorted(faults(raw)) == [
        "jia/pipe: is a named pipe; only regular files are read",
        "jia/undated/pipe.txt: is a named pipe; only regular files are read",
        "jia/undated/x.toml: is a named pipe; only regular files are read",
        "jia/undated/zero.txt: is a device; only regular files are read",
        "pipe: is a named pipe; only regular files are read",
        "yi/newspaper.toml: cannot be read (is a named pipe, not a regular file)",
    ]
    assert [page.page_id for page in find_pages(raw).pages] == ["jia/undated/y"]


def test_a_page_that_became_a_pipe_is_a_fault(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲"})
    (page,) = find_pages(raw).pages
    (raw / "jia/undated/x.txt").unlink()
    os.mkfifo(raw / "jia/undated/x.txt")
    with pytest.raises(InputFault, match="is a named pipe, not a regular file"):
        read_page(page)
    with pytest.raises(InputFault, match="no such page"):
        find_page(raw, "jia/undated/x.txt")


def test_a_page_over_the_size_is_refused_by_name(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲" * 40, "jia/undated/y.txt": "乙"})
    found = find_pages(raw, page_bytes=100)
    assert [str(fault) for fault in found.faults] == [
        "jia/undated/x.txt: has 120 bytes, more than a page may have (100); divide it, or set page_bytes"
    ]
    assert [page.page_id for page in found.pages] == ["jia/undated/y"]


def test_a_newspaper_without_its_toml_is_read_by_defaults(tmp_path: Path) -> None:
    found = find_pages(raw_folder(tmp_path, {"yi/undated/x.txt": "甲"}))
    assert found.assumed == ("yi",)
    (newspaper,) = [newspaper for newspaper in found.newspapers if newspaper.newspaper == "yi"]
    assert (newspaper.title, newspaper.home, newspaper.scope, newspaper.share) == ("yi", None, "national", "excerpt")
    assert "yi/undated/x" in [page.page_id for page in found.pages]
    assert found.faults == ()
