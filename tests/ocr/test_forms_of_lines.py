# ruff: noqa: E501  # documents of tools
"""Files with lines and boxes in the shapes in which tools and those who save their results leave them."""

import json
from typing import Any

import pytest

from jiceng.ocr import OcrFault, read_ocr
from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.json_files import read_json
from jiceng.ocr.markup import parse_xml
from jiceng.ocr.page_xml import pages_of
from tests.ocr.samples import BELOW, QUAD, texts

BOXES = [Box(10, 10, 110, 50), Box(10, 60, 110, 100)]


def lines_of(document: str, *, lines: bool = False) -> tuple[str, list[TextLine]]:
    source_format, (page,) = read_json(document, lines=lines)
    return source_format, list(page.lines)


def as_text(points: list[list[int]]) -> list[list[str]]:
    return [[str(number) for number in point] for point in points]


EASY = [json.dumps({"boxes": box, "text": text, "confident": 0.9}) for box, text in ((QUAD, "村里"), (BELOW, "的书"))]
SAVED: list[tuple[str, Any]] = [
    ("rapidocr", json.dumps([[as_text(QUAD), "村里", "0.9"], [as_text(BELOW), "的书", 0.8]])),
    ("rapidocr", json.dumps([[str(QUAD).replace("], ", "]\n "), "村里", 0.9], [str(BELOW), "的书", 0.8]])),
    ("easyocr", json.dumps(EASY)),
    ("rapidocr", f"[({QUAD}, '村里', np.float64(0.9)),\n ({BELOW}, '的书', 0.8)]"),
    ("rapidocr", f"[({QUAD}, '村里', 0.9), ({BELOW}, '的书', 0.8)]".replace("[10,", "[np.int32(10),")),
    ("paddle", f"{{'res': {{'input_path': 'a.png', 'page_index': None, 'rec_texts': ['村里', '的书'], 'rec_scores': "
     f"array([0.9, 0.8]), 'rec_polys': array([{QUAD},\n       {BELOW}], dtype=int16)}}}}"),
    ("paddle", f"[[{QUAD}, ('村里', 0.9)], [{BELOW}, ('的书', 0.8)]]"),
]  # fmt: skip


@pytest.mark.parametrize(("source_format", "document"), SAVED)
def test_numbers_of_numpy_and_what_python_printed_are_read(source_format: str, document: str) -> None:
    found, lines = lines_of(document)
    assert (found, texts(lines)) == (source_format, ["村里", "的书"])
    assert [line.box for line in lines] == BOXES
    assert lines[0].scores == ((2, 0.9),)


def test_what_the_command_of_easyocr_prints_is_an_object_per_line() -> None:
    assert texts(lines_of("\n".join(EASY), lines=True)[1]) == ["村里", "的书"]


def test_numbers_that_numpy_left_out_are_no_page() -> None:
    with pytest.raises(OcrFault, match="Python printed"):
        read_ocr(
            "{'rec_texts': ['村里'], 'rec_boxes': array([[1, 2, 3, 4],\n ...,\n [5, 6, 7, 8]], shape=(900, 4))}",
            ".json",
        )
    with pytest.raises(OcrFault, match="damaged JSON"):
        read_ocr("{'rec_texts': [", ".json")


def test_rows_of_a_table_of_pp_structure_are_lines_of_its_region() -> None:
    table = (
        "<html><body><table><tr><td>书名</td><td>册数</td></tr><tr><td>旧书</td><td>30</td></tr></table></body></html>"
    )
    regions = [
        {"type": "text", "bbox": [10, 10, 110, 50], "res": [{"text": "村里", "confidence": 0.9, "text_region": QUAD}],
         "img_idx": 0, "score": 0.9},
        {"type": "table", "bbox": [10, 60, 110, 140], "res": {"cell_bbox": [[1, 1, 9, 1, 9, 9, 1, 9]], "html": table}},
        {"type": "figure", "bbox": [0, 200, 9, 220], "res": []},
    ]  # fmt: skip
    found, lines = lines_of("\n".join(map(json.dumps, regions)), lines=True)
    assert (found, texts(lines)) == ("paddle", ["村里", "书名 册数", "旧书 30"])
    assert [line.box for line in lines[1:]] == [Box(10, 60, 110, 100), Box(10, 100, 110, 140)]


def test_blocks_of_paddleocr_without_a_number_stay_where_they_are() -> None:
    blocks = [("doc_title", "书屋开门", 1), ("text", "甲。", 2), ("table", "<table><tr><td>旧书</td></tr></table>", None),
              ("figure_title", "门口", None), ("text", "乙。", 3), ("seal", "河畔镇", None), ("image", "<img src='a'>", None),
              ("header", "河畔日报", None)]  # fmt: skip
    written = {"input_path": "a.pdf", "page_index": 0, "parsing_res_list": [
        {"block_label": label, "block_content": content, "block_order": order, "block_id": number, "group_id": number}
        for number, (label, content, order) in enumerate(blocks)]}  # fmt: skip
    _, (page,) = read_ocr(json.dumps(written), ".json")
    assert page.text.split() == ["河畔日报", "书屋开门", "甲。", "旧书", "门口", "乙。", "河畔镇"]


def test_other_readings_of_abbyy_are_not_printed() -> None:
    box = 'l="10" t="10" r="60" b="50"'
    written = f"""<document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"><page><block><text><par>
      <line l="10" t="10" r="110" b="50"><formatting><wordRecVariants><wordRecVariant><variantText>
        <charParams {box}>树</charParams></variantText></wordRecVariant></wordRecVariants>
        <charParams {box} charConfidence="80"><charRecVariants><charRecVariant charConfidence="80">村</charRecVariant>
          <charRecVariant charConfidence="9">材</charRecVariant></charRecVariants>村</charParams>
        <charParams {box} charConfidence="255"> </charParams>
        <charParams {box} charConfidence="70">
          A
        </charParams></formatting></line></par></text></block></page></document>"""
    _, (page,) = read_ocr(written, ".xml")
    assert page.text == "村 A\n"
    assert [score for _, _, score in page.scores] == [0.8, 0.7]


def test_text_that_only_a_region_has_is_kept_where_others_have_lines() -> None:
    def coords(top: int, bottom: int) -> str:
        return f'<Coords points="10,{top} 110,{top} 110,{bottom} 10,{bottom}"/>'

    def region(top: int, bottom: int, inside: str) -> str:
        return f"<TextRegion>{coords(top, bottom)}{inside}</TextRegion>"

    text = "<TextEquiv><Unicode>{}</Unicode></TextEquiv>".format
    line = f"<TextLine>{coords(10, 50)}{text('村里')}</TextLine>"
    without_text = f"<TextLine>{coords(60, 100)}</TextLine>"
    only_here = text("的书\n多")
    root = parse_xml(
        f"<PcGts><Page>{region(10, 50, line + text('村里'))}{region(60, 140, without_text + only_here)}"
        f"{region(150, 160, '')}</Page></PcGts>"
    )
    lines = list(pages_of(root)[0].lines)
    assert texts(lines) == ["村里", "的书", "多"]
    assert [each.box for each in lines] == [*BOXES, Box(10, 100, 110, 140)]


def test_an_empty_number_of_a_page_in_alto_is_none() -> None:
    line = '<TextLine><String CONTENT="村" HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9"/></TextLine>'
    page = f'<alto><Layout><Page PRINTED_IMG_NR="{{}}">{line}</Page></Layout></alto>'
    assert [read_ocr(page.format(number), ".xml")[1][0].number for number in ("", "5")] == [None, "5"]


def test_texts_without_boxes_are_refused() -> None:
    with pytest.raises(OcrFault, match=r"without boxes.*detail=1"):
        read_ocr(json.dumps(["村里", "的书"]), ".json")
