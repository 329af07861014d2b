from jiceng.ocr import OcrPage, read_ocr
from tests.ocr.samples import FIXTURES, hocr, line


def test_alto_of_version_2_with_hyphens() -> None:
    source_format, (page,) = read_ocr((FIXTURES / "abbyy-v2.xml").read_text(encoding="utf-8"), ".xml")
    assert source_format == "alto"
    assert page.text == "\u3000\u3000阅览室的Wi-Fi net是村里\nA&B两家合办，叫作read-\ning room。\n"


def test_alto_of_version_4_with_a_prefix_in_tenths_of_a_millimetre() -> None:
    source_format, (page,) = read_ocr((FIXTURES / "ocrd-v4.xml").read_text(encoding="utf-8"), ".xml")
    assert (source_format, page.text) == ("alto", "村里添了三千册新书 大家都来看\n晚上也开放。\n")


def test_alto_without_a_namespace_and_hocr_as_xml() -> None:
    string = '<String CONTENT="甲" HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9"/>'
    alto = f"<alto><Layout><Page><TextBlock><TextLine>{string}</TextLine></TextBlock></Page></Layout></alto>"
    assert read_ocr(alto, ".xml") == ("alto", [OcrPage("甲\n", (1.0,))])
    assert read_ocr(hocr(line("甲")), ".xml") == ("hocr", [OcrPage("甲\n", (1.0,))])
