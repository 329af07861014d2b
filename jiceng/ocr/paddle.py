"""PaddleOCR's JSON → lines with boxes.

Source: the documentation (https://www.paddleocr.ai) and code of PaddleOCR 2.x and 3.x. Three forms with
lines are known, alone or inside what its services wrap them in, and one of them per image:

- 2.x: a list of [box, [text, score]], or a list of one such list for the image;
- 3.x: an object with rec_texts and rec_polys (or dt_polys, or rec_boxes), possibly under res;
- PPOCRLabel, PP-Structure, PaddleHub Serving: a list of objects with a text and a box.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault, TextLine
from jiceng.ocr.found import FoundPage
from jiceng.ocr.json_values import line_of
from jiceng.ocr.paddle_blocks import page_of
from schemas.page import SourceFormat

FORMAT: SourceFormat = "paddle"

_WRAPPERS = ("res", "overall_ocr_res", "prunedResult", "ocrResults", "layoutParsingResults", "results", "result")
"""Keys under which services and pipelines put the result of the engine."""
_TEXTS = ("transcription", "text")
_SCORES = ("confidence", "score")
_BOXES = ("points", "text_region", "box", "bbox")
_POLYGONS = ("rec_polys", "dt_polys", "rec_boxes")
_NOT_PADDLE = "is JSON but nothing that an OCR engine known to jiceng writes"
_MAX_DEPTH = 16
"""Most values nested in each other above the lines; PaddleOCR has five."""


def recognises(value: Any) -> bool:
    """Return whether a value may be a result of PaddleOCR: this is asked last, and `pages_of` says what is wrong."""
    return isinstance(value, dict | list)


def pages_of(value: Any) -> list[FoundPage]:
    """Return the pages of a PaddleOCR result, one per image; raises OcrFault if it is not one."""
    return list(_pages(value, "$", 0))


def _pages(value: Any, path: str, depth: int) -> Iterator[FoundPage]:
    """Yield one page per image."""
    if depth > _MAX_DEPTH:
        raise OcrFault(_NOT_PADDLE, path, NOT_A_PAGE)
    if isinstance(value, dict) and "rec_texts" not in value and not isinstance(value.get("overall_ocr_res"), dict):
        if "parsing_res_list" in value:
            yield page_of(value["parsing_res_list"], f"{path}.parsing_res_list")
            return
        key = next((key for key in _WRAPPERS if isinstance(value.get(key), dict | list)), None)
        if key is not None:
            yield from _pages(value[key], f"{path}.{key}", depth + 1)
            return
    if isinstance(value, list) and _holds_pages(value) and not _is_empty(value) and not _are_regions(value):
        for number, item in enumerate(value):
            yield from _pages([] if item is None else item, f"{path}[{number}]", depth + 1)
        return
    yield FoundPage(list(_lines(value, path, depth)))


def _are_regions(value: list[Any]) -> bool:
    """Return whether a list is a result of PP-Structure 2.x."""
    return bool(value) and all(isinstance(item, dict) and "type" in item and "res" in item for item in value)


def _is_empty(value: list[Any]) -> bool:
    return value in ([], [None], [[]])


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
    if isinstance(value.get("overall_ocr_res"), dict):
        yield from _in_blocks(list(_lines(value["overall_ocr_res"], f"{path}.overall_ocr_res", depth + 1)), value)
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
    scores = value.get("rec_scores")
    scores = scores if isinstance(scores, list) and len(scores) == len(texts) else [None] * len(texts)
    for number, (text, box, score) in enumerate(zip(texts, lists[key], scores, strict=True)):
        yield from line_of(text, f"{path}.rec_texts[{number}]", box, f"{path}.{key}[{number}]", score=score)


def _in_blocks(lines: list[TextLine], value: dict[str, Any]) -> Iterator[TextLine]:
    """Yield lines with the block of PP-StructureV3's layout that the middle of each is in."""
    items = value.get("parsing_res_list")
    boxes = [item.get("block_bbox") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for line in lines:
        x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
        inside = (
            number
            for number, box in enumerate(boxes)
            if isinstance(box, list)
            and len(box) == 4
            and all(isinstance(each, float) for each in box)
            and box[0] <= x <= box[2]
            and box[1] <= y <= box[3]
        )
        yield replace(line, block=next(inside, None))


def _lines_of_list(value: list[Any], path: str, depth: int) -> Iterator[TextLine]:
    if not value or value == [None]:
        return
    if all(isinstance(item, dict) and _key_of(item, _TEXTS) for item in value):
        for number, item in enumerate(value):
            yield from _line_of_object(item, f"{path}[{number}]")
    elif _are_regions(value):
        yield from _lines_of_regions(value, path)
    elif all(map(_is_box_and_text, value)):
        for number, (box, text) in enumerate(value):
            where = f"{path}[{number}]"
            yield from line_of(text[0], f"{where}[1][0]", box, f"{where}[0]", score=text[1])
    elif len(value) == 1 and isinstance(value[0], dict | list):
        yield from _lines(value[0], f"{path}[0]", depth + 1)
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
        and 2 <= len(item[1]) <= 3  # the third is what return_word_box=True adds
        and isinstance(item[1][0], str)
        and not isinstance(item[1][1], str | list)
    )


def _holds_pages(value: list[Any]) -> bool:
    """Return whether a list has one result per image."""
    return all(
        item is None
        or (isinstance(item, list) and all(_is_box_and_text(each) or isinstance(each, dict) for each in item))
        or (isinstance(item, dict) and (any(key in item for key in ("rec_texts", "parsing_res_list", *_WRAPPERS))))
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
        if isinstance(lines, dict) and isinstance(lines.get("html"), str):
            yield from _rows_of_table(lines["html"], region.get("bbox"), f"{path}[{block}]", block)
            continue
        if not isinstance(lines, list) or not all(isinstance(each, dict) and _key_of(each, _TEXTS) for each in lines):
            raise OcrFault(f"is a region ({region['type']}) without lines", where)
        for number, line in enumerate(lines):
            yield from _line_of_object(line, f"{where}[{number}]", block)


def _rows_of_table(html: str, box: Any, path: str, block: int) -> Iterator[TextLine]:
    """Yield the rows of a table as lines of its region, which is divided evenly among them."""
    rows = [row for row in plain(html).splitlines() if row.strip()]
    for number, row in enumerate(rows):
        (line,) = line_of(row, f"{path}.res.html", box, f"{path}.bbox", block)
        height = line.box.height / len(rows)
        top = line.box.top + number * height
        yield replace(line, box=line.box._replace(top=top, bottom=top + height))


def _line_of_object(item: dict[str, Any], path: str, block: int | None = None) -> Iterator[TextLine]:
    text_key, box_key = _key_of(item, _TEXTS), _key_of(item, _BOXES)
    box = item[box_key] if box_key else None
    box_path = f"{path}.{box_key}" if box_key else path
    score = next((item[key] for key in _SCORES if key in item), None)
    yield from line_of(item[text_key or ""], f"{path}.{text_key}", box, box_path, block, score)
