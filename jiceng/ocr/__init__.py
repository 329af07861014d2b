"""Files of OCR engines → raw text. Which formats are read, and how, says docs/ocr-formats.md."""

from typing import Any

from jiceng.ocr import abbyy, alto, page_xml, umi
from jiceng.ocr.blocks import page_of_blocks
from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault
from jiceng.ocr.derive import RAW_TEXT_RULE, derive_page
from jiceng.ocr.found import FoundPage
from jiceng.ocr.hocr import pages_of as hocr_pages
from jiceng.ocr.hocr import read_hocr
from jiceng.ocr.json_files import read_json
from jiceng.ocr.markdown import read_markdown
from jiceng.ocr.markup import declared_encoding, local_name, parse_xml, place_of, spell_out_entities
from jiceng.ocr.mending import mend
from jiceng.ocr.page import OcrPage, Scored
from jiceng.ocr.scans import read_recognised
from jiceng.ocr.tesseract_tsv import read_tsv
from schemas.page import SourceFormat

OCR_SUFFIXES = (".hocr", ".html", ".htm", ".xml", ".json", ".jsonl", ".tsv", ".md")
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
    "derive_page",
    "pages_of_recognised",
    "read_ocr",
]


def read_ocr(document: str, suffix: str) -> tuple[SourceFormat, list[OcrPage]]:
    """Return the format of an OCR engine's file and its pages, their raw texts derived by RAW_TEXT_RULE.

    `document` is the decoded file; `suffix` is that of its name, one of OCR_SUFFIXES. A page on which nothing is
    printed has an empty raw text. Raises OcrFault if the file is not that of a known engine or is damaged.
    """
    if not document.strip():
        raise OcrFault("is empty")
    source_format, pages = _read_pages(document, suffix)
    return source_format, [_derived(page) for page in pages]


def pages_of_recognised(kept: bytes) -> list[OcrPage]:
    """Return the pages of a scan or PDF from what is kept of it; raises OcrFault if that is damaged."""
    return [_derived(page) for page in read_recognised(kept)]


def _derived(page: FoundPage) -> OcrPage:
    if page.text is not None:
        return OcrPage(page.text, number=page.number)
    if page.blocks:
        return page_of_blocks(page.blocks, page.number)
    lines, mended = mend(page.lines)
    return derive_page(lines)._replace(number=page.number, mended=mended)


def _read_pages(document: str, suffix: str) -> tuple[SourceFormat, list[FoundPage]]:
    if suffix in (".json", ".jsonl"):
        return read_json(document, lines=suffix == ".jsonl")
    if suffix == ".tsv":
        return "tesseract", read_tsv(document)
    if suffix == umi.TEXT_SUFFIX:
        return umi.FORMAT, umi.read_batch(document)
    if suffix == ".md":
        return "markdown", read_markdown(document)
    if suffix != ".xml":
        return "hocr", read_hocr(document)
    return _read_xml(parse_xml(spell_out_entities(document)))


def _read_xml(root: Any) -> tuple[SourceFormat, list[FoundPage]]:
    name = local_name(root)
    if name == "alto":
        return "alto", alto.pages_of(root)
    if name == "html":
        return "hocr", hocr_pages(root)
    if name == "PcGts":
        return "page", page_xml.pages_of(root)
    if abbyy.is_abbyy(root):
        return "abbyy", abbyy.pages_of(root)
    if name == "mets":
        if any(local_name(element) == "alto" for element in root.iter()):
            return "mets", alto.pages_of(root)
        advice = "put its ALTO files here, one per page, and move the METS file out of the issue's folder"
        raise OcrFault("is METS that only names the files of its pages", place_of(root), advice)
    raise OcrFault(f"is XML of no OCR engine known to jiceng (its root is <{name}>)", place_of(root), NOT_A_PAGE)
