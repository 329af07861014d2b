import pytest

from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.markup import at, declared_encoding, local_name, parse_html, parse_xml, place_of, spell_out_entities


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b'<?xml version="1.0" encoding="GBK"?><alto/>', "GBK"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><alto/>", "utf-8"),
        (b'<html><head><META charset="gb2312"></head></html>', "gb2312"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8"),
        (b"<alto/>", None),
        (b" " * 5_000 + b'<meta charset="gbk">', None),
    ],
)
def test_the_declared_encoding(data: bytes, encoding: str | None) -> None:
    assert declared_encoding(data) == encoding


def test_named_characters_become_numbers_except_those_of_xml() -> None:
    assert spell_out_entities("&nbsp;&amp;&lt;&nothing;") == "&#160;&amp;&lt;&nothing;"


def test_lines_keep_their_numbers_without_the_declaration() -> None:
    root = parse_xml('<?xml version="1.0"\n?>\n<a xmlns="urn:x">\n<b id="c"/></a>')
    assert local_name(root) == "a"
    assert place_of(root[0]) == "line 4 (c)"


def test_a_place_is_named() -> None:
    assert at(3, 5, "x") == "line 3, column 5 (x)"
    assert at(None) == "line 1"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("<a><b></a>", "is cut off or damaged XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares a document type of its own"),
        ("<a>\0</a>", "has a NUL character"),
    ],
)
def test_what_is_no_plain_xml_is_refused(document: str, message: str) -> None:
    with pytest.raises(OcrFault, match=message):
        parse_xml(document)


def test_html_without_its_end_is_cut_off() -> None:
    with pytest.raises(OcrFault, match="is cut off: </html> is missing"):
        parse_html("<html><body><p>甲")
