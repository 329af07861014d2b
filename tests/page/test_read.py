import os
from pathlib import Path

import pytest

from jiceng.page import Fault, InputFault, find_pages, raw_text_of, read_page
from tests.page.sample import raw_folder

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


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲"})
    (file,) = find_pages(raw).pages

    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputFault, match=r"jia/undated/x\.txt: cannot be read \(Permission denied\)"):
        read_page(file)


def test_an_undecodable_page_keeps_its_hash_and_says_where(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.txt": "甲".encode() + b"\xff\xff\x00\x00"})
    page = read_page(find_pages(raw).pages[0])
    assert page.raw_text is None
    assert str(page.fault) == (
        "jia/undated/x.txt, byte 3: is not UTF-8, UTF-16 or GB18030; declare the right `encoding` in its toml"
    )


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
    ("text", "raw_text", "source_format"),
    [
        ("# 小区的新规\n\n**本报记者 张三**\n\n![](a.jpg)\n\n居民说，好。\n", None, "markdown"),
        ("# 小区的新规\n\n居民说，好。\n", "# 小区的新规\n\n居民说，好。\n", "text"),
        ("**好**\n\n居民说，好。\n", "**好**\n\n居民说，好。\n", "text"),
    ],
)
def test_markdown_kept_as_text_is_read_as_markdown(
    tmp_path: Path, text: str, raw_text: str | None, source_format: str
) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/1.txt": text})
    page = read_page(find_pages(raw).pages[0])
    assert page.source_format == source_format
    assert page.raw_text is not None
    assert page.raw_text == raw_text if raw_text else not set("#*!") & set(page.raw_text)
    assert raw_text_of(text.encode(), ".txt", "utf-8") == page.raw_text
