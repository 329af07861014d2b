"""JSON of OCR engines → pages: which engine wrote it is seen by its keys."""

import json
from types import ModuleType
from typing import Any

from jiceng.ocr import docling, dots, easyocr, mineru, paddle, rapidocr, umi
from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import at
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
    reader = next((reader for reader in READERS if reader.recognises(value)), paddle)
    return reader.FORMAT, reader.pages_of(value)


def _parse(document: str, first: int) -> Any:
    try:
        # As floats: Python refuses to parse very long integers.
        return json.loads(document, parse_int=float)
    except json.JSONDecodeError as error:
        place = at(error.lineno + first - 1, error.colno)
        raise OcrFault(f"is cut off or damaged JSON ({error.msg})", place) from None
    except RecursionError:
        raise OcrFault("has too many nested lists") from None
