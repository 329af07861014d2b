"""What each format gives: the lines, their boxes and blocks."""

import json
from pathlib import Path
from typing import Any

import pytest

from jiceng.ocr import read_ocr
from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.hocr import read_hocr
from jiceng.ocr.paddle import read_paddle

FIXTURES = Path(__file__).parent / "fixtures"


def hocr(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><div class='ocr_page' title='bbox 0 0 900 900'>{body}</div></body></html>"


def line(body: str, box: str = "10 10 200 50", name: str = "ocr_line") -> str:
    return f"<span class='{name}' title='bbox {box}; baseline 0 0'>{body}</span>"


def word(text: str, box: str = "10 10 90 50") -> str:
    return f"<span class='ocrx_word' title='bbox {box}; x_wconf 90'>{text}</span>"


def texts(lines: list[TextLine]) -> list[str]:
    return [each.text for each in lines]


@pytest.mark.parametrize("name", ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"])
def test_every_class_of_line_is_one(name: str) -> None:
    assert texts(read_hocr(hocr(line(word("村里") + "\n " + word("的书"), name=name)))) == ["村里的书"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (line("A&amp;B &#39;x&#x27;&nbsp;y"), "A&B 'x'\u00a0y"),
        (line(word("<strong>村</strong><em>里</em>")), "村里"),
        (line(word("<span class='ocrx_cinfo'>W</span>\n <span class='ocrx_cinfo'>i</span>") + word("fi")), "Wi fi"),
        (line(word("村\n<span class='ocrx_cinfo' id='lstm_choices_1_1_1'><span id='choice_1'>材</span></span>")), "村"),
        (line(word("<ins class='alt'>村</ins><del class='alt'>材</del>")), "村"),
        (line("村 里 的 书"), "村里的书"),
        (line(word("村") + "里" + word("书")), "村里书"),
        (line("日曰〇○"), "日曰〇○"),
        (line("<!-- 注 -->村"), "村"),
    ],
)
def test_the_text_of_an_hocr_line(body: str, text: str) -> None:
    assert texts(read_hocr(hocr(body))) == [text]


def test_the_innermost_lines_count() -> None:
    outer = f"<span class='ocrx_line'>{line('村里')}{line('的书', '10 60 200 90')}</span>"
    footer = f"<div class='ocr_footer'><p class='ocr_par'>{line('第三版', '10 800 200 840')}</p></div>"
    assert texts(read_hocr(hocr(outer + footer))) == ["村里", "的书", "第三版"]


def test_words_in_no_line_are_lines() -> None:
    assert texts(read_hocr(hocr(word("村里") + word("的书", "10 60 90 90")))) == ["村里", "的书"]


def test_a_line_without_a_box_has_that_of_its_words() -> None:
    body = f"<span class='ocr_line'>{word('村', '10 20 40 60')}{word('里', '45 18 80 62')}</span>"
    assert read_hocr(hocr(body))[0].box == Box(10, 18, 80, 62)


def test_blocks_are_numbered_as_they_come() -> None:
    par = f"<p class='ocr_par'>{line('乙', '10 60 50 90')}</p>"
    lines = read_hocr(hocr(f"<div class='ocr_carea'><p class='ocr_par'>{line('甲')}</p></div>{par}{line('丙')}"))
    assert [each.block for each in lines] == [0, 1, None]


def test_tag_soup_is_read_and_xhtml_must_be_well_formed() -> None:
    soup = f"<HTML><BODY><DIV CLASS='ocr_page'><P class=ocr_par>{line('甲&nbsp;乙<br>')}<P></BODY></HTML>"
    assert texts(read_hocr(soup)) == ["甲\u00a0乙"]


def test_alto_of_version_2_with_hyphens() -> None:
    source_format, raw = read_ocr((FIXTURES / "abbyy-v2.xml").read_text(encoding="utf-8"), ".xml")
    assert source_format == "alto"
    assert raw == "\u3000\u3000阅览室的Wi-Fi net是村里\nA&B两家合办，叫作read-\ning room。\n"


def test_alto_of_version_4_with_a_prefix_in_tenths_of_a_millimetre() -> None:
    source_format, raw = read_ocr((FIXTURES / "ocrd-v4.xml").read_text(encoding="utf-8"), ".xml")
    assert (source_format, raw) == ("alto", "村里添了三千册新书 大家都来看\n晚上也开放。\n")


def test_alto_without_a_namespace_and_hocr_as_xml() -> None:
    string = '<String CONTENT="甲" HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9"/>'
    alto = f"<alto><Layout><Page><TextBlock><TextLine>{string}</TextLine></TextBlock></Page></Layout></alto>"
    assert read_ocr(alto, ".xml") == ("alto", "甲\n")
    assert read_ocr(hocr(line("甲")), ".xml") == ("hocr", "甲\n")


QUAD = [[10, 10], [110, 10], [110, 50], [10, 50]]
BELOW = [[10, 60], [110, 60], [110, 100], [10, 100]]
RESULT = {
    "rec_texts": ["村里", "", "的书"],
    "rec_scores": [0.9, 0.1, 0.8],
    "rec_polys": [QUAD, QUAD, BELOW],
    "dt_polys": [QUAD, QUAD, QUAD, BELOW],
}


@pytest.mark.parametrize(
    "value",
    [
        [[QUAD, ["村里", 0.9]], [BELOW, ["的书", 0.8]]],
        [[[QUAD, ["村里", 0.9]], [BELOW, ["的书", 0.8]]]],
        RESULT,
        {"res": RESULT},
        [{"res": RESULT}],
        {"input_path": "x.png", "overall_ocr_res": RESULT},
        {"errorCode": 0, "result": {"ocrResults": [{"prunedResult": RESULT, "ocrImage": "…"}]}},
        {"rec_texts": ["村里", "的书"], "dt_polys": [QUAD, BELOW]},
        {"rec_texts": ["村里", "的书"], "rec_boxes": [[10, 10, 110, 50], [10, 60, 110, 100]]},
        [{"transcription": "村里", "points": QUAD, "difficult": False}, {"transcription": "的书", "points": BELOW}],
        [{"text": "村里", "bbox": [10, 10, 110, 50], "score": 0.9}, {"text": "的书", "box": BELOW}],
        {"msg": "", "status": "000", "results": [[{"text": "村里", "confidence": 0.9, "text_region": QUAD},
                                                  {"text": "的书", "confidence": 0.8, "text_region": BELOW}]]},
        [{"type": "text", "bbox": [0, 0, 200, 200], "res": [{"text": "村里", "text_region": QUAD}]},
         {"type": "figure", "bbox": [0, 0, 9, 9], "res": []},
         {"type": "title", "bbox": [0, 0, 200, 200], "res": [{"text": "的书", "text_region": BELOW}]}],
    ],
)  # fmt: skip
def test_every_form_of_paddleocr(value: Any) -> None:
    """After the engine's documentation; none of them was made by the engine."""
    lines = read_paddle(json.dumps(value))
    assert texts(lines) == ["村里", "的书"]
    assert [each.box for each in lines] == [Box(10, 10, 110, 50), Box(10, 60, 110, 100)]


def test_a_slanted_quadrilateral_is_turned_upright() -> None:
    (found,) = read_paddle(json.dumps([[[[10, 10], [210, 20], [208, 60], [8, 50]], ["村里的书", 0.9]]]))
    assert found.slope == pytest.approx(0.05)
    assert found.box.width == pytest.approx(200.25, abs=0.01)
    assert found.box.height == pytest.approx(40.05, abs=0.01)
