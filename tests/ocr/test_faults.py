"""Every file that is no engine's, or not whole, ends in one line that names the file and the place."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.ocr import OCR_SUFFIXES, OcrFault, read_ocr
from jiceng.page import find_pages, read_page
from jiceng.records import page_records
from tests.ocr.samples import FIXTURES, QUAD, hocr, line
from tests.page.sample import raw_folder

UNKNOWN = "is JSON but nothing that an OCR engine known to jiceng writes"

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(10))
XHTML = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n' \
        '  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'  # fmt: skip


def alto(line_attributes: str, string: str = 'CONTENT="甲"') -> str:
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace><TextBlock>\n'
        f'<TextLine ID="l1" {line_attributes}><String {string}/></TextLine>\n'
        "</TextBlock></PrintSpace></Page></Layout></alto>"
    )


def paddle(box: Any, text: Any = "甲") -> str:
    return json.dumps([{"text": text, "box": box}])


BOX = 'HPOS="{}" VPOS="10" WIDTH="90" HEIGHT="{}"'

FAULTS = [
    # name, content, what is said behind the path
    ("x.xml", f"<!DOCTYPE a [{LAUGHS}]><a>&l9;</a>", ", line 1, column 1: declares a document type of its own, with "
     "which entities could be made; remove the DOCTYPE"),
    ("x.xml", '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<alto>&x;</alto>',
     ", line 2, column 1: declares a document type of its own, with which entities could be made; remove the DOCTYPE"),
    ("x.hocr", "<!DOCTYPE html [<!ENTITY x 'y'>]>" + hocr(line("&x;")), ", line 1, column 1: declares a document type"),
    ("x.xml", "<alto>\n<Layout>&who;</Layout></alto>", ", line 2, column 14: is cut off or damaged XML (Entity 'who' "
     "not defined)"),
    ("x.xml", alto(BOX.format(10, 20))[:-60], ", line 2, column 83: is cut off or damaged XML (Premature end of "
     "data in tag TextLine line 2)"),
    ("x.hocr", XHTML + hocr(line("甲"))[:-20], ", line 4, column "),
    ("x.html", hocr(line("甲"))[:-7], ", line 1: is cut off: </html> is missing"),
    ("x.json", '[[[[1, 2]\n, [3', ", line 2, column 5: is cut off or damaged JSON (Expecting ',' delimiter)"),
    ("x.xml", "<rss><channel/></rss>", ", line 1: is XML of no OCR engine known to jiceng (its root is <rss>)"),
    ("x.xml", "no XML", ", line 1, column 1: is cut off or damaged XML (Start tag expected, '<' not found)"),
    ("x.html", "<html><body><p>甲</p></body></html>", ": is HTML but not hOCR: nothing in it has the class ocr_page"),
    ("x.htm", "甲乙丙", ": is HTML but not hOCR: nothing in it has the class ocr_page"),
    ("x.xml", "<a>" * 300 + "</a>" * 300, ", line 1, column "),
    ("x.html", "<html>" + "<div>" * 3000 + "</html>", ": has more than 256 elements inside each other"),
    ("x.json", "[" * 200_000, ": has too many nested lists"),
    ("x.json", "[" * 100 + "]" * 100, f", ${'[0]' * 17}: {UNKNOWN}"),
    ("x.json", '{"name": "jiceng"}', f", $: {UNKNOWN}"),
    ("x.json", "[1, 2, 3]", f", $: {UNKNOWN}"),
    ("x.json", '"甲"', f", $: {UNKNOWN}"),
    ("x.json", json.dumps([[QUAD, ["甲", 0.9]], "乙"]), f", $[1]: {UNKNOWN}"),
    ("x.json", json.dumps({"rec_texts": ["甲", "乙"], "dt_polys": [QUAD] * 3}), ", $: has 2 texts and not as many "
     "boxes (3 of dt_polys)"),
    ("x.json", json.dumps([{"type": "table", "res": {"cell_bbox": []}}]), ", $[0].res: is a region (table) without "
     "lines"),
    ("x.json", paddle(None), ", $[0].box: a line has no box"),
    ("x.json", json.dumps([{"text": "甲"}]), ", $[0]: a line has no box"),
    ("x.json", paddle([float("nan"), 1, 2, 3]), ", $[0].box: a box is not made of numbers (nan 1 2 3)"),
    ("x.json", paddle([[1, 1], [2, 1], [2, float("inf")]]), ", $[0].box: a box is not made of numbers (1 1 2 1 2 inf)"),
    ("x.json", f'[{{"text": "甲", "box": [1, 2, 1{"0" * 5000}, 4]}}]', ", $[0].box: a box is not made of numbers (1 2 "
     "inf 4)"),
    ("x.json", paddle([-9, 1, -5, 30]), ", $[0].box: a box begins outside the page (-9 1 -5 30)"),
    ("x.json", paddle([5, 1, 2e9, 30]), ", $[0].box: a box is larger than any page (5 1 2e+09 30)"),
    ("x.json", paddle([5, 1, 5, 30]), ", $[0].box: a box has no size (5 1 5 30)"),
    ("x.json", paddle("5 1 5 30"), ", $[0].box: a box is neither four numbers nor a list of points"),
    ("x.json", paddle(QUAD, 7), ", $[0].text: is not text"),
    ("x.json", '[{"text": "\\ud800", "box": [1, 1, 2, 2]}]', ", $[0].text: has half of a character (a surrogate)"),
    ("x.xml", alto(""), ", line 2 (l1): a line has no box (HPOS, VPOS, WIDTH, HEIGHT)"),
    ("x.xml", alto(BOX.format("NaN", 20)), ", line 2 (l1): a box is not made of numbers (nan 10 90 20 nan 30)"),
    ("x.xml", alto(BOX.format("x", 20)), ", line 2 (l1): a box is not made of four numbers (x 10 90 20)"),
    ("x.xml", alto(BOX.format(-99, 20)), ", line 2 (l1): a box begins outside the page"),
    ("x.xml", alto(BOX.format(1, -20)), ", line 2 (l1): a box has no size (1 10 90 -20)"),
    ("x.xml", alto(BOX.format(1, "1e30")), ", line 2 (l1): a box is larger than any page"),
    ("x.xml", alto(BOX.format(1, 20), ""), ", line 2: a String has no CONTENT"),
    ("x.xml", "<alto/>", ", line 1: is ALTO without a Page"),
    ("x.xml", '<mets><fileSec/></mets>', ", line 1: is METS that only names the files of its "
     "pages; put its ALTO files"),
    ("x.xml", "<PcGts/>", ", line 1: is PAGE XML without a Page"),
    ("x.xml", "<PcGts><Page><TextRegion><TextEquiv><Unicode>甲</Unicode></TextEquiv></TextRegion></Page></PcGts>",
     ", line 1: has text in regions but no TextLine; let the tool segment lines, too"),
    ("x.json", '{"code": 101.5, "data": "no file"}', ", $: is Umi-OCR's report of an error (code 101.5: no file)"),
    ("x.json", '{"code": 100, "data": "甲"}', ", $.data: is Umi-OCR's answer without boxes; let Umi-OCR write it with"),
    ("x.jsonl", '{"code": 100, "data": []}\n{"code": 100', ", line 2, column 13: is cut off or damaged JSON"),
    ("x.json", '{"pdf_info": [{}]}', ", $.pdf_info[0]: is MinerU's middle.json without para_blocks"),
    ("x.json", '{"schema_name": "DoclingDocument", "body": {"children": [{"$ref": "#/texts/4"}]}}',
     ", $.body.children[0]: leads to nothing (#/texts/4)"),
    ("x.json", '{"parsing_res_list": 3}', ", $.parsing_res_list: is a result of PaddleOCR-VL or PP-Structure"),
    ("x.json", '{"txts": ["甲"], "boxes": []}', ", $: has not as many boxes as texts"),
    ("x.tsv", "a\tb\n", ", line 1: is TSV but not Tesseract's: its first line is not level, page_num"),
    ("x.json", " ", ": is empty"),
    ("x.xml", "", ": is empty"),
    ("x.hocr", hocr("<span class='ocr_line' id='l1'>甲</span>"), ", line 1 (l1): a line has no box (bbox)"),
    ("x.hocr", hocr(line("甲", "1 2 nan 4")), ", line 1: a box is not made of numbers (1 2 nan 4)"),
    ("x.hocr", hocr(line("甲", "1 2 3")), ", line 1: a box is not made of four numbers (1 2 3)"),
    ("x.hocr", hocr(line("甲", "-9 2 -3 4")), ", line 1: a box begins outside the page (-9 2 -3 4)"),
    ("x.hocr", hocr(line("甲", "9 2 3 4")), ", line 1: a box has no size (9 2 3 4)"),
    ("x.hocr", hocr(line("甲", "1 2 3 4e12")), ", line 1: a box is larger than any page (1 2 3 4e+12)"),
    ("x.hocr", hocr("<p>丢了的字</p>"), ", line 1: has text outside of lines: 丢了的字"),
    ("x.hocr", hocr("甲\0乙"), ", line 1, column "),
    ("x.xml", b'<?xml version="1.0" encoding="klingon"?><alto/>', ": encoding 'klingon' is not one of utf-8"),
    ("x.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<alto>甲</alto>'.encode("gb18030"), ", byte 45: is not UTF-8; "
     "declare the right `encoding` in its toml"),
    ("x.json", b"\x89PNG\r\n\x1a\n\0\0\0\xff\xff\xff", ", byte 0: is not UTF-8, UTF-16 or GB18030"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), FAULTS)
def test_a_fault_is_one_line_and_the_page_fails(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    raw = raw_folder(tmp_path, {f"jia/undated/{name}": content})
    folder = find_pages(raw)
    page = read_page(folder.pages[0])
    assert page.raw_text is None
    assert str(page.fault).startswith(f"jia/undated/{name}{said}")
    assert "\n" not in str(page.fault)
    records = page_records(folder.pages[0], folder.newspapers[0])
    assert [row.status for row in records.rows["pages"]] == ["failed"]  # type: ignore[attr-defined]
    assert len(records.rows["rejects"]) == 1
    assert records.faults == [page.fault]


def test_a_file_larger_than_any_page_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = raw_folder(tmp_path, {"jia/undated/x.xml": "<alto>" + " " * 2000, "jia/undated/y.txt": "甲" * 2000})
    monkeypatch.setattr("jiceng.page.read.MAX_FILE_BYTES", 1_000)
    large, text = (read_page(page) for page in find_pages(raw).pages)
    assert str(large.fault) == (
        "jia/undated/x.xml: has 2,006 bytes, more than a page has (1,000); divide it into pages"
    )
    assert text.fault is None


def fixtures() -> Iterator[tuple[str, str]]:
    for path in sorted(FIXTURES.iterdir()):
        if path.suffix in OCR_SUFFIXES:
            yield path.suffix, path.read_text(encoding="utf-8")


WHOLE = list(fixtures())


def fault_of(document: str, suffix: str) -> OcrFault | None:
    try:
        read_ocr(document, suffix)
    except OcrFault as fault:
        return fault
    return None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_is_refused(data: st.DataObject) -> None:
    suffix, document = data.draw(st.sampled_from(WHOLE))
    end = data.draw(st.integers(0, len(document.rstrip()) - 1))
    with pytest.raises(OcrFault):
        read_ocr(document[:end], suffix)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    suffix, document = data.draw(st.sampled_from(WHOLE))
    start = data.draw(st.integers(0, len(document)))
    length = data.draw(st.integers(0, 30))
    inserted = data.draw(st.text(max_size=5))
    fault = fault_of(document[:start] + inserted + document[start + length :], suffix)
    assert fault is None or "\n" not in f"{fault.message}{fault.place}"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from([suffix for suffix in OCR_SUFFIXES if suffix != ".md"]))
def test_any_text_is_refused(document: str, suffix: str) -> None:
    with pytest.raises(OcrFault):
        read_ocr(document, suffix)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["res", "rec_texts", "rec_polys", "text", "box", "points", "results", "type"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(_JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    fault = fault_of(json.dumps(value), ".json")
    assert fault is None or fault.message
