"""RapidOCR's JSON → lines: `result.to_json()` of version 3, its arrays, and the lists of versions 1 and 2.

Source: what RapidOCR 3.10 writes. The triples [box, text, score] are those of EasyOCR's `readtext`, too.
"""

from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import OcrFault, TextLine
from jiceng.ocr.found import FoundPage
from jiceng.ocr.json_values import is_box, line_of, objects
from schemas.page import SourceFormat

FORMAT: SourceFormat = "rapidocr"


def recognises(value: Any) -> bool:
    """Return whether a value is what RapidOCR writes: objects with `txt`, arrays, or triples."""
    if isinstance(value, dict):
        return "txts" in value and "boxes" in value
    if objects(value):
        return all("txt" in item for item in value)
    return isinstance(value, list) and bool(value) and all(map(_is_triple, value))


def pages_of(value: Any) -> list[FoundPage]:
    """Return the page; raises OcrFault."""
    return [FoundPage(list(_lines(value)))]


def _is_triple(item: Any) -> bool:
    return isinstance(item, list) and len(item) >= 3 and is_box(item[0]) and isinstance(item[1], str)


def _lines(value: Any) -> Iterator[TextLine]:
    if isinstance(value, dict):
        texts, boxes, scores = value["txts"] or [], value["boxes"] or [], value.get("scores") or []
        if not isinstance(texts, list) or not isinstance(boxes, list) or len(texts) != len(boxes):
            raise OcrFault("has not as many boxes as texts", "$")
        for number, (text, box) in enumerate(zip(texts, boxes, strict=True)):
            score = scores[number] if isinstance(scores, list) and number < len(scores) else None
            yield from line_of(text, f"$.txts[{number}]", box, f"$.boxes[{number}]", score=score)
        return
    for number, item in enumerate(value):
        path = f"$[{number}]"
        if isinstance(item, dict):
            yield from line_of(item["txt"], f"{path}.txt", item.get("box"), f"{path}.box", score=item.get("score"))
        else:
            yield from line_of(item[1], f"{path}[1]", item[0], f"{path}[0]", score=item[2])
