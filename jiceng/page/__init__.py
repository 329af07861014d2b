"""raw/ → raw text: finds page files, reads newspaper.toml and page tomls, decodes pages and files of OCR engines."""

from jiceng.page.decoding import ENCODINGS, decode
from jiceng.page.faults import Fault, InputFault, unopened
from jiceng.page.find import PAGE_CHARACTERS, PAGE_SUFFIXES, PageFile, RawFolder, find_page, find_pages
from jiceng.page.read import RawPage, raw_text_of, raw_text_of_scan, read_page, read_pages, recognised
from jiceng.page.tomls import PageNotes, read_newspaper

__all__ = [
    "ENCODINGS",
    "PAGE_CHARACTERS",
    "PAGE_SUFFIXES",
    "Fault",
    "InputFault",
    "PageFile",
    "PageNotes",
    "RawFolder",
    "RawPage",
    "decode",
    "find_page",
    "find_pages",
    "raw_text_of",
    "raw_text_of_scan",
    "read_newspaper",
    "read_page",
    "read_pages",
    "recognised",
    "unopened",
]
