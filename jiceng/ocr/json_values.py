"""Values of engines' JSON: lines of text, boxes and scores, each checked with its path."""

import re
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import NOT_A_PAGE, Box, OcrFault, TextLine, make_box, turned_upright
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import one_line, share

_NUMBER = re.compile(r"(?:np\.\w+\()?(-?[0-9]+(?:\.[0-9]*)?(?:e[+-]?[0-9]+)?)\)?", re.IGNORECASE)
_ARRAY = re.compile(r"\[[\[\]0-9.,\s+e-]+\]")


def line_of(
    text: Any, text_path: str, box: Any, box_path: str, block: int | None = None, score: Any = None
) -> Iterator[TextLine]:
    """Yield a line, unless its text is empty; raises OcrFault if the text is none."""
    text = one_line(text_of(text, text_path))
    if text:
        upright, slope, fault = box_or_fault(lambda: box_of(box, box_path))
        known = share(score)
        scores = () if known is None else ((len("".join(text.split())), known),)
        yield TextLine(text, upright, block, slope, hull=not slope, scores=scores, fault=fault)


def text_of(value: Any, path: str) -> str:
    """Return a text; raises OcrFault if it is none."""
    if not isinstance(value, str):
        raise OcrFault("is not text", path)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise OcrFault("has half of a character (a surrogate)", path)
    return value


def box_of(box: Any, path: str) -> tuple[Box, float | None]:
    """Return the box and slope of four or eight numbers, or of points; raises OcrFault for anything else."""
    if box is None:
        raise OcrFault("a line has no box", path)
    box = _with_numbers(box)
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


def _with_numbers(box: Any) -> Any:
    """Return a box whose numbers are no longer text, which json.dump(default=str) makes of numpy's."""
    if isinstance(box, list):
        return [_with_numbers(each) for each in box]
    if isinstance(box, str) and (number := _NUMBER.fullmatch(box)):
        return float(number[1])
    if isinstance(box, str) and _ARRAY.fullmatch(box):
        return [float(number[1]) for number in _NUMBER.finditer(box)]
    return box


def is_box(value: Any) -> bool:
    """Return whether a value has the form of a box: four numbers or a list of points, or is null."""
    value = _with_numbers(value)
    return value is None or (
        isinstance(value, list)
        and len(value) >= 3
        and all(isinstance(each, float) or (isinstance(each, list) and len(each) == 2) for each in value)
    )


def objects(value: Any) -> bool:
    """Return whether a value is a list of objects, with one at least."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def blocks_in(value: Any, path: str, name: str) -> list[dict[str, Any]]:
    """Return the objects of a list; raises OcrFault, with the tool's name, for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise OcrFault(f"is {name} without a list of blocks", path, NOT_A_PAGE)
    return value


def page_number(text: str) -> str | None:
    """Return the number that a block with a page's number prints; None for other words."""
    digits = "".join(character for character in text if character.isdecimal())
    return str(int(digits)) if 0 < len(digits) <= 3 and len(text.strip()) <= 6 else None
