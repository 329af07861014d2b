"""Finding, naming and decoding page files; every wrong input has its one line."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.page import Fault, InputFault, decode, find_page, find_pages, read_newspaper, read_page

NEWSPAPER_TOML = 'title = "甲报"\nhome = "四川省/攀枝花市"\n'
CHINESE = "市委十届八次全会暨市委经济工作会议召开，\n审议通过实施意见。\n"


def raw_folder(tmp_path: Path, files: dict[str, bytes | str]) -> Path:
    raw = tmp_path / "raw"
    for path, content in {"jia/newspaper.toml": NEWSPAPER_TOML, **files}.items():
        target = raw / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return raw


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
    raw = raw_folder(tmp_path, {"jia/undated/.DS_Store": b"\0", "jia/undated/x.jpg": b"\xff", "README.md": "x"})
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
            ".hocr, .html, .htm, .xml, .json",
        ),
        ({"jia/undated/x.toml": "page_number = 1"}, "jia/undated/x.toml: belongs to no page; name it as its page file"),
        ({"jia/x.txt": "甲"}, "jia/x.txt: lies in no issue's folder; move it to a folder named YYYY-MM-DD or undated"),
        ({"x.txt": "甲"}, "x.txt: lies in no newspaper's folder; move it to <newspaper>/<date>/"),
        ({"yi/undated/x.txt": "甲"}, "yi/newspaper.toml: is missing; `jiceng init` writes one"),
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


ALTO = """<alto><Layout><Page><TextBlock><TextLine HPOS="1" VPOS="1" WIDTH="9" HEIGHT="3">
<String CONTENT="阅览室"/></TextLine></TextBlock></Page></Layout></alto>"""


def test_an_engines_file_has_its_toml_and_its_encoding(tmp_path: Path) -> None:
    declared = f'<?xml version="1.0" encoding="GBK"?>{ALTO}'.encode("gbk")
    files = {
        "jia/undated/03.XML": declared,
        "jia/undated/03.toml": "issue_date = 2020-01-14",
        "jia/undated/4.xml": ALTO,
    }
    pages = [read_page(page) for page in find_pages(raw_folder(tmp_path, files)).pages]
    assert [page.raw_text for page in pages] == ["阅览室\n", "阅览室\n"]
    assert [(page.source_format, page.encoding) for page in pages] == [("alto", "gb18030"), ("alto", "utf-8")]
    assert [(str(page.issue_date), page.page_number) for page in pages] == [("2020-01-14", "3"), ("None", "4")]


def test_a_toml_wins_over_what_an_engines_file_declares(tmp_path: Path) -> None:
    wrong = f'<?xml version="1.0" encoding="utf-8"?>{ALTO}'.encode("utf-16")
    raw = raw_folder(tmp_path, {"jia/undated/x.xml": wrong, "jia/undated/x.toml": 'encoding = "utf-16"'})
    assert read_page(find_pages(raw).pages[0]).raw_text == "阅览室\n"


def test_raw_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputFault, match="is not a folder"):
        find_pages(tmp_path / "missing")


def test_page_toml_wins_over_the_path(tmp_path: Path) -> None:
    toml = 'encoding = "gbk"\nissue_date = 2020-01-14\npage_number = 4\nsource_url = "https://example.org/4"\n'
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": CHINESE.encode("gbk"), "jia/undated/x.toml": toml})
    page = read_page(find_pages(raw).pages[0])
    assert page.raw_text == CHINESE
    assert (page.encoding, page.page_number, page.source_url) == ("gb18030", "4", "https://example.org/4")
    assert (str(page.issue_date), page.issue_date_source) == ("2020-01-14", "page_toml")


def test_a_wrong_page_toml_is_a_fault_of_its_own(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.toml": "editor = 'x'"})
    with pytest.raises(InputFault, match=r"jia/undated/x\.toml: `editor`: Extra inputs are not permitted"):
        read_page(find_pages(raw).pages[0])


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲"})
    (file,) = find_pages(raw).pages

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputFault, match=r"jia/undated/x\.txt: cannot be read \(Permission denied\)"):
        read_page(file)


def test_an_undecodable_page_keeps_its_hash_and_says_where(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲".encode() + b"\xff\xff\x00\x00"})
    page = read_page(find_pages(raw).pages[0])
    assert page.raw_text is None
    assert str(page.fault) == (
        "jia/undated/x.txt, byte 3: is not UTF-8, UTF-16 or GB18030; declare the right `encoding` in its toml"
    )


def test_a_damaged_utf_8_page_is_not_taken_for_another_encoding() -> None:
    data = (CHINESE * 20).encode()
    with pytest.raises(UnicodeDecodeError) as raised:
        decode(data[:300] + b"\xff" + data[301:])
    assert raised.value.start in (299, 300)


def test_a_wrongly_declared_encoding_says_where(tmp_path: Path) -> None:
    toml = 'encoding = "utf-8"'
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲".encode("gb18030"), "jia/undated/x.toml": toml})
    page = read_page(find_pages(raw).pages[0])
    assert page.fault == Fault("jia/undated/x.txt", "is not utf-8; correct `encoding` in its toml", 0)


def test_an_unknown_encoding_is_a_fault(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲", "jia/undated/x.toml": 'encoding = "ebcdic"'})
    fault = read_page(find_pages(raw).pages[0]).fault
    assert fault is not None
    assert fault.message.startswith("encoding 'ebcdic' is not one of utf-8")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings_are_detected(encoding: str, found: str) -> None:
    assert decode((CHINESE * 5).encode(encoding)) == (CHINESE * 5, found)


def test_a_few_words_of_gb18030_are_enough() -> None:
    assert decode("中国。".encode("gb18030")) == ("中国。", "gb18030")


def test_the_seed_page_in_every_encoding() -> None:
    path = next((Path(__file__).parents[1] / "raw" / "panzhihua-daily" / "undated").glob("*.txt"))
    text = path.read_bytes().decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"):
        assert decode(text.encode(encoding))[0] == text


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_utf_8_keeps_every_character_but_a_leading_mark(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError:
        return
    assert data.decode(encoding).removeprefix("\ufeff") == text


def test_a_newspaper_is_local_and_shares_excerpts_unless_it_says_otherwise(tmp_path: Path) -> None:
    newspaper = read_newspaper(raw_folder(tmp_path, {}) / "jia")
    assert (newspaper.scope, newspaper.share, newspaper.publisher) == ("local", "excerpt", None)
