"""PaddleOCR's JSON → lines with boxes.

Source: the documentation of PaddleOCR 2.x and 3.x (https://www.paddleocr.ai). Three forms are known, alone or inside
what its services wrap them in:

- 2.x: a list of [box, [text, score]], or a list of one such list for the image;
- 3.x: an object with rec_texts and rec_polys (or dt_polys, or rec_boxes), possibly under res;
- PPOCRLabel, PP-Structure, PaddleHub Serving: a list of objects with a text and a box.
"""

import json
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import NOT_A_PAGE, ONE_PAGE, Box, OcrFault, TextLine, make_box, turned_upright
from jiceng.ocr.markup import at
from jiceng.ocr.words import one_line

_WRAPPERS = ("res", "overall_ocr_res", "prunedResult", "ocrResults", "layoutParsingResults", "results", "result")
"""Keys under which services and pipelines put the result of the engine."""
_TEXTS = ("transcription", "text")
_BOXES = ("points", "text_region", "box", "bbox")
_POLYGONS = ("rec_polys", "dt_polys", "rec_boxes")
_NOT_PADDLE = "is JSON but nothing that PaddleOCR writes"
_MAX_DEPTH = 16
"""Most values nested in each other above the lines; PaddleOCR has five."""


def read_paddle(document: str) -> list[TextLine]:
    """Return the lines of a PaddleOCR result, in its order; raises OcrFault if the JSON is not one."""
    try:
        # As floats: Python refuses to parse very long integers.
        value = json.loads(document, parse_int=float)
    except json.JSONDecodeError as error:
        raise OcrFault(f"is cut off or damaged JSON ({error.msg})", at(error.lineno, error.colno)) from None
    except RecursionError:
        raise OcrFault("has too many nested lists") from None
    return list(_lines(value, "$", 0))


def _lines(value: Any, path: str, depth: int) -> Iterator[TextLine]:
    if depth > _MAX_DEPTH:
        raise OcrFault(_NOT_PADDLE, path, NOT_A_PAGE)
    if isinstance(value, dict):
        yield from _lines_of_object(value, path, depth)
    elif isinstance(value, list):
        yield from _lines_of_list(value, path, depth)
    else:
        raise OcrFault(_NOT_PADDLE, path, NOT_A_PAGE)


def _lines_of_object(value: dict[str, Any], path: str, depth: int) -> Iterator[TextLine]:
    if "rec_texts" in value:
        yield from _lines_of_arrays(value, path)
        return
    for key in _WRAPPERS:
        if key in value and isinstance(value[key], dict | list):
            yield from _lines(value[key], f"{path}.{key}", depth + 1)
            return
    raise OcrFault(_NOT_PADDLE, path, NOT_A_PAGE)


def _lines_of_arrays(value: dict[str, Any], path: str) -> Iterator[TextLine]:
    """Yield the lines of a result of PaddleOCR 3.x, which has texts and boxes in lists of the same length."""
    texts = value["rec_texts"]
    if not isinstance(texts, list):
        raise OcrFault("is not a list of texts", f"{path}.rec_texts")
    # dt_polys may be longer: it also has lines that could not be read.
    lists = {key: value[key] for key in _POLYGONS if isinstance(value.get(key), list)}
    key = next((key for key, boxes in lists.items() if len(boxes) == len(texts)), None)
    if key is None:
        found = ", ".join(f"{len(boxes)} of {key}" for key, boxes in lists.items()) or "none"
        raise OcrFault(f"has {len(texts)} texts and not as many boxes ({found})", path)
    for number, (text, box) in enumerate(zip(texts, lists[key], strict=True)):
        yield from _line(text, f"{path}.rec_texts[{number}]", box, f"{path}.{key}[{number}]")


def _lines_of_list(value: list[Any], path: str, depth: int) -> Iterator[TextLine]:
    if not value or value == [None]:
        return
    if all(isinstance(item, dict) and _key_of(item, _TEXTS) for item in value):
        for number, item in enumerate(value):
            yield from _line_of_object(item, f"{path}[{number}]")
    elif all(isinstance(item, dict) and "type" in item and "res" in item for item in value):
        yield from _lines_of_regions(value, path)
    elif all(map(_is_box_and_text, value)):
        for number, (box, text) in enumerate(value):
            yield from _line(text[0], f"{path}[{number}][1][0]", box, f"{path}[{number}][0]")
    elif len(value) == 1 and isinstance(value[0], dict | list):
        yield from _lines(value[0], f"{path}[0]", depth + 1)
    elif _holds_pages(value):
        raise OcrFault(f"holds the results of {len(value)} images", path, ONE_PAGE)
    else:
        raise OcrFault(_NOT_PADDLE, _first_unknown(value, path), NOT_A_PAGE)


def _key_of(item: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((key for key in keys if key in item), None)


def _is_box_and_text(item: Any) -> bool:
    return (
        isinstance(item, list)
        and len(item) == 2
        and (item[0] is None or isinstance(item[0], list))
        and isinstance(item[1], list)
        and len(item[1]) == 2
        and isinstance(item[1][0], str)
        and not isinstance(item[1][1], str | list)
    )


def _holds_pages(value: list[Any]) -> bool:
    """Return whether a list has one result per image."""
    return all(
        item is None
        or (isinstance(item, list) and all(_is_box_and_text(each) or isinstance(each, dict) for each in item))
        or (isinstance(item, dict) and ("rec_texts" in item or any(key in item for key in _WRAPPERS)))
        for item in value
    )


def _first_unknown(value: list[Any], path: str) -> str:
    """Return the path of the first item of a list that is not of the kind of its first one; else the list's path."""
    kinds = (_is_box_and_text, lambda item: isinstance(item, dict) and _key_of(item, _TEXTS) is not None)
    for known in kinds:
        if known(value[0]):
            return next(f"{path}[{number}]" for number, item in enumerate(value) if not known(item))
    return path


def _lines_of_regions(regions: list[dict[str, Any]], path: str) -> Iterator[TextLine]:
    """Yield the lines of a result of PP-Structure 2.x, whose regions are blocks."""
    for block, region in enumerate(regions):
        lines = region["res"]
        where = f"{path}[{block}].res"
        if not isinstance(lines, list) or not all(isinstance(each, dict) and _key_of(each, _TEXTS) for each in lines):
            raise OcrFault(f"is a region ({region['type']}) without lines", where)
        for number, line in enumerate(lines):
            yield from _line_of_object(line, f"{where}[{number}]", block)


def _line_of_object(item: dict[str, Any], path: str, block: int | None = None) -> Iterator[TextLine]:
    text_key, box_key = _key_of(item, _TEXTS), _key_of(item, _BOXES)
    box = item[box_key] if box_key else None
    yield from _line(item[text_key or ""], f"{path}.{text_key}", box, f"{path}.{box_key}" if box_key else path, block)


def _line(text: Any, text_path: str, box: Any, box_path: str, block: int | None = None) -> Iterator[TextLine]:
    """Yield a line, unless its text is empty."""
    if not isinstance(text, str):
        raise OcrFault("is not text", text_path)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise OcrFault("has half of a character (a surrogate)", text_path)
    text = one_line(text)
    if text:
        upright, slope = _box(box, box_path)
        yield TextLine(text, upright, block, slope, hull=not slope)


def _box(box: Any, path: str) -> tuple[Box, float | None]:
    if box is None:
        raise OcrFault("a line has no box", path)
    if isinstance(box, list) and len(box) in (4, 8) and all(isinstance(number, float) for number in box):
        if len(box) == 4:
            return make_box(box, path), None
        return turned_upright(list(zip(box[::2], box[1::2], strict=True)), path)
    if (
        isinstance(box, list)
        and len(box) >= 3
        and all(isinstance(point, list) and len(point) == 2 for point in box)
        and all(isinstance(number, float) for point in box for number in point)
    ):
        return turned_upright([(x, y) for x, y in box], path)
    raise OcrFault("a box is neither four numbers nor a list of points", path)
