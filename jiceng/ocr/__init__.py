"""Files of OCR engines → raw text: hOCR, ALTO and PaddleOCR's JSON."""

from jiceng.ocr.alto import lines_of as alto_lines
from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault, TextLine
from jiceng.ocr.derive import RAW_TEXT_RULE, derive_page
from jiceng.ocr.hocr import lines_of as hocr_lines
from jiceng.ocr.hocr import read_hocr
from jiceng.ocr.markup import declared_encoding, local_name, parse_xml, place_of, spell_out_entities
from jiceng.ocr.paddle import read_paddle
from jiceng.ocr.page import OcrPage, Scored
from schemas.page import SourceFormat

OCR_SUFFIXES = (".hocr", ".html", ".htm", ".xml", ".json")
MAX_FILE_BYTES = 64 * 1024 * 1024
"""Largest file that is read, in bytes; an engine's file of a newspaper page has one or two million."""

__all__ = [
    "MAX_FILE_BYTES",
    "OCR_SUFFIXES",
    "RAW_TEXT_RULE",
    "OcrFault",
    "OcrPage",
    "Scored",
    "declared_encoding",
    "read_ocr",
]


def read_ocr(document: str, suffix: str) -> tuple[SourceFormat, list[OcrPage]]:
    """Return the format of an OCR engine's file and its pages, their raw texts derived by RAW_TEXT_RULE.

    `document` is the decoded file; `suffix` is that of its name, one of OCR_SUFFIXES. Raises OcrFault if it is not the
    file of a known engine, is damaged, or has no text.
    """
    source_format, lines = _read_lines(document, suffix)
    if not lines:
        raise OcrFault("holds no text", advice="leave the page out, or give what is printed on it")
    return source_format, [derive_page(lines)]


def _read_lines(document: str, suffix: str) -> tuple[SourceFormat, list[TextLine]]:
    if not document.strip():
        raise OcrFault("is empty")
    if suffix == ".json":
        return "paddle", read_paddle(document)
    if suffix != ".xml":
        return "hocr", read_hocr(document)
    root = parse_xml(spell_out_entities(document))
    name = local_name(root)
    if name == "alto":
        return "alto", alto_lines(root)
    if name == "html":
        return "hocr", hocr_lines(root)
    raise OcrFault(f"is XML but neither ALTO nor hOCR (its root is <{name}>)", place_of(root), NOT_A_PAGE)
