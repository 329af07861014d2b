"""JSON of OCR engines → pages: which engine wrote it is seen by its keys."""

import json
from types import ModuleType
from typing import Any

from jiceng.ocr import docling, dots, easyocr, mineru, paddle, rapidocr, umi
from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import at
from jiceng.ocr.python_text import python_value
from schemas.page import SourceFormat

READERS: tuple[ModuleType, ...] = (umi, docling, mineru, dots, rapidocr, easyocr, paddle)
"""Asked in this order whether they recognise a value; each has FORMAT, `recognises` and `pages_of`."""


def read_json(document: str, *, lines: bool = False) -> tuple[SourceFormat, list[FoundPage]]:
    """Return the engine and the pages of a JSON file, or of one with an object per line; raises OcrFault."""
    value = (
        [_parse(line, number) for number, line in enumerate(document.splitlines(), 1) if line.strip()]
        if lines
        else (_parse(document, 1))
    )
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        advice = "let the engine give boxes (EasyOCR: detail=1), or give the text as .txt"
        raise OcrFault("is a list of texts without boxes", "$", advice)
    reader = next((reader for reader in READERS if reader.recognises(value)), paddle)
    return reader.FORMAT, reader.pages_of(value)


def _parse(document: str, first: int) -> Any:
    try:
        # As floats: Python refuses to parse very long integers.
        value = json.loads(document, parse_int=float)
        if isinstance(value, list) and value and all(isinstance(item, str) and item[:1] == "{" for item in value):
            # EasyOCR's output_format="json" is a list of texts of JSON.
            return [json.loads(item, parse_int=float) for item in value]
    except json.JSONDecodeError as error:
        if (printed := python_value(document)) is not None:
            return printed
        place = at(error.lineno + first - 1, error.colno)
        raise OcrFault(f"is cut off or damaged JSON ({error.msg})", place) from None
    except RecursionError:
        raise OcrFault("has too many nested lists") from None
    return value
