"""Files of Docling, dots.ocr, Umi-OCR and tools that write Markdown, in the shapes in which they write them."""

import json
from pathlib import Path
from typing import Any

import pytest

from jiceng.ocr import OcrFault, read_ocr
from jiceng.page.find import find_pages
from jiceng.page.read import read_pages
from tests.page.sample import raw_folder


def texts_of(document: str, suffix: str = ".json") -> list[list[str]]:
    _, pages = read_ocr(document, suffix)
    return [[each.strip() for each in page.text.split("\n") if each.strip()] for page in pages]


def prov(page: int, start: int = 0, end: int = 0) -> dict[str, Any]:
    return {"page_no": page, "bbox": {"l": 1, "t": 9, "r": 9, "b": 1}, "charspan": [start, end]}


def docling(*texts: dict[str, Any], **more: Any) -> str:
    children = [{"$ref": f"#/texts/{number}"} for number in range(len(texts))]
    children += [{"$ref": "#/tables/0"}] if "tables" in more else []
    items = [{"label": "text", "orig": text["text"], "prov": [prov(1)], **text} for text in texts]
    return json.dumps({"schema_name": "DoclingDocument", "body": {"children": children}, "texts": items, **more})


def test_docling_a_cell_over_two_columns_is_printed_once() -> None:
    cells = [("藏书", 0, 0, 2), ("旧书", 1, 0, 1), ("30", 1, 1, 1)]
    table = {"label": "table", "prov": [prov(1)], "data": {
        "table_cells": [{"text": text, "start_row_offset_idx": row, "start_col_offset_idx": column, "col_span": span}
                        for text, row, column, span in cells],
        "grid": [[{"text": "藏书"}, {"text": "藏书"}], [{"text": "旧书"}, {"text": "30"}]]}}  # fmt: skip
    assert texts_of(docling(tables=[table])) == [["藏书", "旧书 30"]]


def test_docling_marks_of_lists_and_formulas_that_are_not_decoded_are_kept() -> None:
    document = docling(
        {"label": "list_item", "text": "免费。", "orig": "（一）免费。", "marker": "（一）"},
        {"label": "list_item", "text": "开放。", "orig": "开放。", "marker": "-"},
        {"label": "formula", "text": "", "orig": "3+4=7"},
    )
    assert texts_of(document) == [["（一）免费。", "开放。", "3+4=7"]]


def test_docling_a_paragraph_over_two_pages_is_printed_on_both() -> None:
    document = docling({"text": "书屋重新开门，晚上也开放。", "prov": [prov(1, 0, 4), prov(2, 4, 13)]},
                       {"label": "page_footer", "text": "5", "prov": [prov(2)]})  # fmt: skip
    assert texts_of(document) == [["书屋重新"], ["5", "开门，晚上也开放。"]]
    assert [page.number for page in read_ocr(document, ".json")[1]] == [None, "5"]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        (json.dumps('[{"bbox": [1, 1, 9, 9], "category": "Text", "te'), ".md"),
        (json.dumps([{"page_no": 0, "layout_info_path": "a.json", "layout_image_path": "a.jpg"}]), "_page_0.json"),
    ],
)
def test_dots_files_without_blocks_are_refused_by_name(written: str, advice: str) -> None:
    with pytest.raises(OcrFault, match=r"dots\.ocr") as refused:
        read_ocr(written, ".json")
    assert advice in refused.value.message


def test_markdown_front_matter_comments_and_marks_of_pages_are_not_printed() -> None:
    assert texts_of("---\nprimary_language: zh\nis_table: False\n---\n甲。\n\n<!-- image -->\n\n乙。\n", ".md") == [
        ["甲。", "乙。"]
    ]
    rule = "-" * 48
    assert texts_of(f"\n\n{{0}}{rule}\n\n甲。\n\n{{1}}{rule}\n\n乙。\n", ".md") == [["甲。"], ["乙。"]]


def test_markdown_of_umi_is_refused_by_name() -> None:
    with pytest.raises(OcrFault, match=r"Umi-OCR.*\.jsonl"):
        read_ocr("> 2026-01-01 08:00:00\n\n\n---\n![03.jpg](03.jpg)\n[03.jpg](03.jpg)\n\n> 甲村  \n> 乙村  \n", ".md")


def test_a_batch_of_umi_as_text_is_a_page_per_image(tmp_path: Path) -> None:
    batch = "2026-01-01 08:00:00\n\n≦ 03.jpg ≧\n甲村\n乙村\n≦ 04.jpg ≧\n\n≦ 05.jpg ≧\n丙村\n"
    raw = raw_folder(tmp_path, {"jia/undated/03.txt": batch.replace("\n", "\r\n")})
    pages = read_pages(find_pages(raw).pages[0])
    assert [(page.source_format, page.raw_text) for page in pages] == [
        ("umi", "甲村\n乙村\n"), ("umi", ""), ("umi", "丙村\n"),
    ]  # fmt: skip
    with pytest.raises(OcrFault, match="Code: 902"):
        read_ocr(batch.replace("丙村", "[Error] OCR failed. Code: 902, Msg: x"), ".umi.txt")


def test_a_text_that_mentions_such_a_line_stays_as_it_is(tmp_path: Path) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/03.txt": "甲村\n≦ 03.jpg ≧\n乙村\n"})
    (page,) = read_pages(find_pages(raw).pages[0])
    assert (page.source_format, page.raw_text) == ("text", "甲村\n≦ 03.jpg ≧\n乙村\n")


TABLE = "<table><tr><td>旧书</td><td>30</td></tr></table>"
PARAGRAPH_ENDS = "晚上开放，"


@pytest.mark.parametrize(
    ("suffix", "written"),
    [
        (".json", [{"bbox": [1, 1, 9, 9], "category": "Table", "text": TABLE},
                   {"bbox": [1, 9, 9, 19], "category": "Text", "text": PARAGRAPH_ENDS}]),
        (".json", [{"type": "table", "table_body": TABLE, "page_idx": 0},
                   {"type": "text", "text": PARAGRAPH_ENDS, "page_idx": 0}]),
        (".json", {"parsing_res_list": [{"block_label": "table", "block_content": TABLE},
                                        {"block_label": "text", "block_content": PARAGRAPH_ENDS}]}),
        (".md", f"{TABLE}\n\n{PARAGRAPH_ENDS}\n"),
        (".md", f"| 旧书 | 30 |\n|---|---|\n\n{PARAGRAPH_ENDS}\n"),
    ],
)  # fmt: skip
def test_a_table_does_not_go_on_in_the_text_below_it(suffix: str, written: Any) -> None:
    document = written if isinstance(written, str) else json.dumps(written)
    _, (page,) = read_ocr(document, suffix)
    assert page.text == f"\u3000\u3000旧书 30\n\n\u3000\u3000{PARAGRAPH_ENDS}\n"


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [("（一）免费", False), ("2. 免费", False), ("●免费", False), ("3.5万人", True), ("免费", True)],
)
def test_an_item_of_a_list_does_not_go_on_from_the_line_above(below: str, goes_on: bool) -> None:
    written = [{"bbox": [1, 1, 9, 9], "category": "Text", "text": text} for text in ("书屋的做法", below)]
    _, (page,) = read_ocr(json.dumps(written), ".json")
    assert (f"\u3000{below}" not in page.text) == goes_on
