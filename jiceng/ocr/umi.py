"""Umi-OCR's and PaddleOCR-json's JSON → lines: {"code": 100, "data": [{"text", "box", "score", "end"}]}.

Source: the documentation and code of Umi-OCR 2, whose batches are files of one such object per line, or texts with a
line ≦ name of the image ≧ before each page.
"""

import re
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault, TextLine
from jiceng.ocr.found import FoundPage
from jiceng.ocr.json_values import line_of
from schemas.page import SourceFormat

FORMAT: SourceFormat = "umi"
TEXT_SUFFIX = ".umi.txt"
"""What `read_ocr` calls a batch that is kept as text."""
_IMAGE = re.compile(r"^≦ .+ ≧$\n?", re.MULTILINE)
_HEAD = re.compile(r"\A[0-9/: -]{0,40}\s*≦ .+ ≧$", re.MULTILINE)
"""When the batch was begun, and its first image."""
_READ, _BLANK = 100.0, 101.0
"""Codes of a page with text, and of one without."""


def recognises(value: Any) -> bool:
    """Return whether a value is an answer of Umi-OCR, or a list of them, one per image."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, dict) and recognises(item) for item in value)
    return isinstance(value, dict) and isinstance(value.get("code"), float) and "data" in value


def is_batch(text: str) -> bool:
    """Return whether a text is a batch of Umi-OCR's, which has the names of images in it."""
    return "≦" in text[:400] and _HEAD.match(text.replace("\r\n", "\n")) is not None


def read_batch(document: str) -> list[FoundPage]:
    """Return the pages of a batch that is kept as text, one per image; raises OcrFault for one with an error."""
    _, *pages = _IMAGE.split(document.replace("\r\n", "\n"))
    for number, page in enumerate(pages, 1):
        if page.startswith("[Error] OCR failed"):
            raise OcrFault(f"is Umi-OCR's report of an error ({page.splitlines()[0][:60]})", f"image {number}")
    return [FoundPage(text=page.strip("\n") + "\n" if page.strip() else "") for page in pages]


def pages_of(value: Any) -> list[FoundPage]:
    """Return a page per answer; raises OcrFault for one that tells of an error."""
    if isinstance(value, list):
        return [_page(item, f"$[{number}]") for number, item in enumerate(value)]
    return [_page(value, "$")]


def _page(value: dict[str, Any], path: str) -> FoundPage:
    code, data = value["code"], value["data"]
    if code == _BLANK:
        return FoundPage()
    if code != _READ:
        raise OcrFault(f"is Umi-OCR's report of an error (code {code:g}: {str(data)[:60]})", path)
    if isinstance(data, str):
        advice = "let Umi-OCR write it with data.format = dict, or give the text as .txt"
        raise OcrFault("is Umi-OCR's answer without boxes", f"{path}.data", advice)
    if not isinstance(data, list):
        raise OcrFault("is Umi-OCR's answer without a list of lines", f"{path}.data", NOT_A_PAGE)
    return FoundPage(list(_lines(data, f"{path}.data")))


def _lines(data: list[Any], path: str) -> Iterator[TextLine]:
    for number, item in enumerate(data):
        where = f"{path}[{number}]"
        if not isinstance(item, dict) or "text" not in item:
            raise OcrFault("is not a line of Umi-OCR", where)
        yield from line_of(item["text"], f"{where}.text", item.get("box"), f"{where}.box", score=item.get("score"))
