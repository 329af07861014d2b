"""EasyOCR's `readtext` as objects (`output_format="dict"`: boxes, text, confident), or as pairs (`paragraph=True`).

Source: the documentation of EasyOCR 1.7. Its lists of triples are those of RapidOCR.
"""

from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import TextLine
from jiceng.ocr.found import FoundPage
from jiceng.ocr.json_values import is_box, line_of, objects
from schemas.page import SourceFormat

FORMAT: SourceFormat = "easyocr"


def recognises(value: Any) -> bool:
    """Return whether a value is what EasyOCR gives."""
    if objects(value):
        return all("boxes" in item and "text" in item for item in value)
    return isinstance(value, list) and bool(value) and all(map(_is_pair, value))


def _is_pair(item: Any) -> bool:
    return isinstance(item, list) and len(item) == 2 and is_box(item[0]) and isinstance(item[1], str)


def pages_of(value: Any) -> list[FoundPage]:
    """Return the page; raises OcrFault."""
    return [FoundPage(list(_lines(value)))]


def _lines(value: Any) -> Iterator[TextLine]:
    for number, item in enumerate(value):
        path = f"$[{number}]"
        if isinstance(item, dict):
            score = item.get("confident", item.get("confidence"))
            yield from line_of(item["text"], f"{path}.text", item["boxes"], f"{path}.boxes", score=score)
        else:
            yield from line_of(item[1], f"{path}[1]", item[0], f"{path}[0]")
