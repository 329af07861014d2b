# ruff: noqa: E501  # documents of tools
"""Every format gives the lines or blocks that its tool found, with its scores and page numbers."""

import json
from pathlib import Path
from typing import Any

import pytest

from jiceng.ocr import read_ocr
from jiceng.page import find_pages, read_pages
from jiceng.reading import read_articles
from tests.ocr.samples import BELOW, QUAD, hocr, line
from tests.page.sample import raw_folder

XYXY = [10, 10, 110, 50]
LINES: list[tuple[str, str, Any]] = [
    # format, suffix, what the tool writes of two lines; the first is the surer one where it gives scores
    ("rapidocr", ".json", [{"box": QUAD, "txt": "村里", "score": 0.9}, {"box": BELOW, "txt": "的书", "score": 0.4}]),
    ("rapidocr", ".json", {"boxes": [QUAD, BELOW], "txts": ["村里", "的书"], "scores": [0.9, 0.4]}),
    ("rapidocr", ".json", [[QUAD, "村里", 0.9], [BELOW, "的书", "0.4"]]),
    ("easyocr", ".json", [{"boxes": QUAD, "text": "村里", "confident": 0.9},
                          {"boxes": BELOW, "text": "的书", "confident": 0.4}]),
    ("umi", ".json", {"code": 100, "data": [{"text": "村里", "box": QUAD, "score": 0.9, "end": "\n"},
                                            {"text": "的书", "box": BELOW, "score": 0.4, "end": ""}]}),
    ("paddle", ".json", [[[QUAD, ["村里", 0.9, [2.0, [["村", "里"]], [[0, 1]], ["cn"]]]],
                          [BELOW, ["的书", 0.4, [2.0, [["的", "书"]], [[0, 1]], ["cn"]]]]]]),
    ("paddle", ".json", {"rec_texts": ["村里", "的书"], "rec_scores": [0.9, 0.4], "rec_polys": [QUAD, BELOW],
                         "text_word": [["村", "里"], ["的", "书"]]}),
    ("paddle", ".json", {"overall_ocr_res": {"rec_texts": ["村里", "的书"], "rec_scores": [0.9, 0.4],
                                             "rec_boxes": [XYXY, [10, 60, 110, 100]]},
                         "parsing_res_list": [{"block_label": "text", "block_content": "村里的书",
                                               "block_bbox": [0, 0, 120, 120]}]}),
    ("tesseract", ".tsv", "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
     "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n4\t1\t1\t1\t1\t0\t10\t10\t100\t40\t-1\t\n"
     "5\t1\t1\t1\t1\t1\t10\t10\t100\t40\t90.0\t村里\n5\t1\t1\t1\t2\t1\t10\t60\t100\t40\t40\t的书\n"),
    ("abbyy", ".xml", '<document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"><page><block><text>'
     '<par><line l="10" t="10" r="110" b="50"><formatting><charParams l="10" t="10" r="60" b="50" charConfidence="90">村'
     '</charParams><charParams l="60" t="10" r="110" b="50" charConfidence="95">里</charParams></formatting></line>'
     '<line l="10" t="60" r="110" b="100"><formatting><charParams l="10" t="60" r="60" b="100" charConfidence="95">的'
     '</charParams><charParams l="60" t="60" r="110" b="100" charConfidence="40">书</charParams></formatting></line></par>'
     "</text></block></page></document>"),
    ("page", ".xml", '<PcGts><Page><TextRegion><TextLine><Coords points="10,10 110,10 110,50 10,50"/><TextEquiv conf="0.9">'
     "<Unicode>村里</Unicode></TextEquiv></TextLine><TextLine><Coords><Point x='10' y='60'/><Point x='110' y='60'/>"
     "<Point x='110' y='100'/></Coords><TextEquiv index='1'><Unicode>另一种</Unicode></TextEquiv>"
     '<TextEquiv index="0" conf="0.4"><Unicode>的书</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>'),
    ("mets", ".xml", '<mets xmlns="http://www.loc.gov/METS/"><alto><Layout><Page><TextLine><String CONTENT="村里" HPOS="10" '
     'VPOS="10" WIDTH="100" HEIGHT="40" WC="0.9"/></TextLine><TextLine><String CONTENT="的书" HPOS="10" VPOS="60" '
     'WIDTH="100" HEIGHT="40" WC="0.4"/></TextLine></Page></Layout></alto></mets>'),
]  # fmt: skip


@pytest.mark.parametrize(("source_format", "suffix", "written"), LINES)
def test_lines_keep_their_order_and_scores(source_format: str, suffix: str, written: Any) -> None:
    document = written if isinstance(written, str) else json.dumps(written)
    found, (page,) = read_ocr(document, suffix)
    assert (found, page.text) == (source_format, "村里\n的书\n")
    assert min(scored.score for scored in page.scores) == 0.4
    worst = next(scored for scored in page.scores if scored.score == 0.4)
    assert page.text[worst.start : worst.end] in ("的书", "书")


PARAGRAPHS = ["本报讯 五月六日，阅览室重新开门。", "“晚上也开放。”管理员说。"]
BLOCKS: list[tuple[str, str, Any]] = [
    ("mineru", ".json", [
        {"type": "text", "text": "阅览室开门", "text_level": 1, "bbox": XYXY, "page_idx": 0},
        {"type": "image", "img_path": "a.jpg", "image_caption": [], "page_idx": 0},
        *({"type": "text", "text": text, "bbox": XYXY, "page_idx": 0} for text in PARAGRAPHS),
        {"type": "page_number", "text": "5", "page_idx": 0}]),
    ("mineru", ".json", {"pdf_info": [{"page_idx": 0, "para_blocks": [
        {"type": "title", "lines": [{"spans": [{"content": "阅览室开门", "score": 0.9}]}]},
        *({"type": "text", "lines": [{"spans": [{"content": text[:6]}]}, {"spans": [{"content": text[6:]}]}]}
          for text in PARAGRAPHS)], "discarded_blocks": []}]}),
    ("dots", ".json", [
        {"bbox": XYXY, "category": "Title", "text": "# 阅览室开门"},
        {"bbox": XYXY, "category": "Picture"},
        *({"bbox": XYXY, "category": "Text", "text": text} for text in PARAGRAPHS),
        {"bbox": XYXY, "category": "Page-footer", "text": "第5版"}]),
    ("paddle", ".json", {"parsing_res_list": [
        {"block_label": "text", "block_content": PARAGRAPHS[1], "block_order": 3},
        {"block_label": "doc_title", "block_content": "阅览室开门", "block_order": 1},
        {"block_label": "text", "block_content": PARAGRAPHS[0], "block_order": 2},
        {"block_label": "number", "block_content": "5", "block_order": None}]}),
    ("docling", ".json", {"schema_name": "DoclingDocument", "body": {"children": [
        {"$ref": "#/texts/2"}, {"$ref": "#/groups/0"}]},
        "groups": [{"children": [{"$ref": "#/texts/0"}, {"$ref": "#/texts/1"}]}],
        "texts": [{"label": "text", "text": PARAGRAPHS[0], "prov": [{"page_no": 1}]},
                  {"label": "text", "text": PARAGRAPHS[1], "prov": [{"page_no": 1}]},
                  {"label": "section_header", "text": "阅览室开门", "prov": [{"page_no": 1}]}]}),
    ("markdown", ".md", "# **阅览室开门**\n\n![](a.jpg)\n\n" + "\n\n".join(PARAGRAPHS) + "\n"),
]  # fmt: skip


@pytest.mark.parametrize(("source_format", "suffix", "written"), BLOCKS)
def test_blocks_keep_the_order_and_titles_of_their_tool(source_format: str, suffix: str, written: Any) -> None:
    document = written if isinstance(written, str) else json.dumps(written)
    found, (page,) = read_ocr(document, suffix)
    (article,) = read_articles(page.text, page.sizes).articles
    assert found == source_format
    assert article.title("headline") == "阅览室开门"
    assert [paragraph.text.text for paragraph in article.paragraphs] == PARAGRAPHS
    if '"5"' in document:
        assert page.number == "5"


def test_a_table_has_a_line_per_row() -> None:
    table = "<table><tr><td>书名</td><td>册数</td></tr><tr><td>旧书&amp;新书</td><td>30</td></tr></table>"
    written = [{"bbox": XYXY, "category": "Table", "text": table}]
    assert read_ocr(json.dumps(written), ".json")[1][0].text == "\u3000\u3000书名 册数\n\u3000\u3000旧书&新书 30\n"


def test_text_cut_between_two_blocks_goes_on() -> None:
    written = [{"bbox": XYXY, "category": "Text", "text": text} for text in ("五月六日，阅览室重", "新开门。")]
    (article,) = read_articles(*read_ocr(json.dumps(written), ".json")[1][0][:2]).articles
    assert article.text.text == "五月六日，阅览室重新开门。"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("03.json", json.dumps([[[QUAD, ["甲村", 0.9]]], None, [[QUAD, ["乙村", 0.9]]]])),
        ("03.jsonl", '{"code": 100, "data": [{"text": "甲村", "box": [1, 1, 90, 40]}]}\n{"code": 101, "data": ""}\n'
         '{"code": 100, "data": [{"text": "乙村", "box": [1, 1, 90, 40]}]}\n'),
        ("03.json", json.dumps([{"type": "text", "text": "甲村", "page_idx": 0}, {"type": "text", "text": "", "page_idx": 1},
                                {"type": "text", "text": "乙村", "page_idx": 2}])),
        ("03.hocr", hocr(line("甲村")).replace("</body>", "<div class='ocr_page'></div><div class='ocr_page'>"
                                             f"{line('乙村')}</div></body>")),
    ],
)  # fmt: skip
def test_several_pages_in_a_file_are_several_pages(tmp_path: Path, name: str, content: str) -> None:
    raw = raw_folder(tmp_path, {f"jia/undated/{name}": content})
    pages = read_pages(find_pages(raw).pages[0])
    assert [page.file.page_id for page in pages] == [f"jia/undated/03#{number}" for number in (1, 2, 3)]
    assert [(page.raw_text or "").strip() for page in pages] == ["甲村", "", "乙村"]


@pytest.mark.parametrize("bad", [None, [5, 1, 5, 30], [float("nan"), 1, 2, 3], [-9, 1, -5, 30], [5, 1, 2e9, 30], "x"])
def test_one_bad_box_is_mended_from_its_neighbours(bad: Any) -> None:
    boxes = [[10, 10, 310, 40], bad, [10, 90, 310, 120]]
    written = [
        {"text": text, "box": box}
        for text, box in zip(["村里的阅览室新近", "又添了三千册新书", "大家都来看书学习"], boxes, strict=True)
    ]
    _, (page,) = read_ocr(json.dumps(written), ".json")
    assert page.text == "村里的阅览室新近\n又添了三千册新书\n大家都来看书学习\n"
    assert page.mended == 1


def test_a_blank_page_is_read_as_blank() -> None:
    assert read_ocr("<alto><Layout><Page><PrintSpace/></Page></Layout></alto>", ".xml")[1][0].text == ""
    assert read_ocr(hocr(""), ".hocr")[1][0].text == ""
    assert read_ocr("[null]", ".json")[1][0].text == ""
    assert read_ocr('{"code": 101, "data": "no text"}', ".json")[1][0].text == ""
