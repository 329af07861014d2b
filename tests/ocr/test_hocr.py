import pytest

from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.hocr import read_hocr
from tests.ocr.samples import hocr, line, texts, word


def lines_in(document: str) -> list[TextLine]:
    """Return the lines of a file of one page."""
    (page,) = read_hocr(document)
    return list(page.lines)


@pytest.mark.parametrize("name", ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"])
def test_every_class_of_line_is_one(name: str) -> None:
    assert texts(lines_in(hocr(line(word("村里") + "\n " + word("的书"), name=name)))) == ["村里的书"]


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
    assert texts(lines_in(hocr(body))) == [text]


def test_the_innermost_lines_count() -> None:
    outer = f"<span class='ocrx_line'>{line('村里')}{line('的书', '10 60 200 90')}</span>"
    footer = f"<div class='ocr_footer'><p class='ocr_par'>{line('第三版', '10 800 200 840')}</p></div>"
    assert texts(lines_in(hocr(outer + footer))) == ["村里", "的书", "第三版"]


def test_words_in_no_line_are_lines() -> None:
    assert texts(lines_in(hocr(word("村里") + word("的书", "10 60 90 90")))) == ["村里", "的书"]


def test_a_line_without_a_box_has_that_of_its_words() -> None:
    body = f"<span class='ocr_line'>{word('村', '10 20 40 60')}{word('里', '45 18 80 62')}</span>"
    assert lines_in(hocr(body))[0].box == Box(10, 18, 80, 62)


def test_blocks_are_numbered_as_they_come() -> None:
    par = f"<p class='ocr_par'>{line('乙', '10 60 50 90')}</p>"
    lines = lines_in(hocr(f"<div class='ocr_carea'><p class='ocr_par'>{line('甲')}</p></div>{par}{line('丙')}"))
    assert [each.block for each in lines] == [0, 1, None]


def test_tag_soup_is_read_and_xhtml_must_be_well_formed() -> None:
    soup = f"<HTML><BODY><DIV CLASS='ocr_page'><P class=ocr_par>{line('甲&nbsp;乙<br>')}<P></BODY></HTML>"
    assert texts(lines_in(soup)) == ["甲\u00a0乙"]
