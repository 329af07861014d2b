"""PAGE XML → lines with boxes: what OCR-D, eScriptorium, Transkribus and PRImA's tools write.

Source: the schema of PAGE content, 2010 to 2019; elements are found by name, in any of its namespaces.
"""

from functools import partial
from typing import Any

from lxml import etree

from jiceng.ocr.boxes import Box, OcrFault, TextLine, turned_upright
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import local_name, place_of
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import Word, join_words, one_line, share
from schemas.page import SourceFormat

FORMAT: SourceFormat = "page"


def pages_of(root: Any) -> list[FoundPage]:
    """Return the pages of a parsed PAGE file; raises OcrFault if there are none."""
    pages = [element for element in root.iter(etree.Element) if local_name(element) == "Page"]
    if not pages:
        raise OcrFault("is PAGE XML without a Page", place_of(root))
    return [FoundPage(_lines(page)) for page in pages]


def _lines(page: Any) -> list[TextLine]:
    blocks: dict[Any, int] = {}
    lines: list[TextLine] = []
    segmented = _has_lines(page)
    for element in page.iter(etree.Element):
        if segmented and local_name(element) == "TextRegion" and not _has_lines(element):
            lines += _lines_of_region(element, blocks)
        if local_name(element) != "TextLine":
            continue
        text, scores = _text(element)
        if text:
            box, slope, fault = box_or_fault(partial(_box, element))
            block = _block(element, blocks)
            lines.append(TextLine(text, box, block, slope, hull=not slope, scores=scores, fault=fault))
    if not lines and (
        loose := [each for each in page.iter(etree.Element) if local_name(each) == "Unicode" and each.text]
    ):
        raise OcrFault("has text in regions but no TextLine", place_of(loose[0]), "let the tool segment lines, too")
    return lines


def _lines_of_region(region: Any, blocks: dict[Any, int]) -> list[TextLine]:
    """Return the lines of a text that only the region has; its box is divided evenly among them."""
    own = _equivalent(region)
    texts = [] if own is None else [one_line(each) for each in (own.findtext("{*}Unicode") or "").splitlines()]
    texts = [text for text in texts if text]
    block = blocks.setdefault(region, len(blocks))
    box, _, fault = box_or_fault(partial(_box, region))
    height = box.height / max(len(texts), 1)
    boxes = [
        box._replace(top=box.top + number * height, bottom=box.top + (number + 1) * height)
        for number in range(len(texts))
    ]
    return [TextLine(text, each, block, hull=True, fault=fault) for text, each in zip(texts, boxes, strict=True)]


def _has_lines(element: Any) -> bool:
    """Return whether a line below an element has text."""
    return any(_text(each)[0] for each in element.iter(etree.Element) if local_name(each) == "TextLine")


def _text(line: Any) -> tuple[str, tuple[tuple[int, float], ...]]:
    """Return the text of a line, else that of its words, with the score of the line."""
    own = _equivalent(line)
    if own is not None:
        text = one_line(own.findtext("{*}Unicode") or "")
        score = share(own.get("conf"))
        return text, () if score is None or not text else ((len("".join(text.split())), score),)
    words = [
        (each.findtext("{*}Unicode") or "", share(each.get("conf")))
        for child in line
        if local_name(child) == "Word" and (each := _equivalent(child)) is not None
    ]
    text = join_words([Word(word) for word, _ in words])
    if any(score is None for _, score in words):
        return text, ()
    return text, tuple((len("".join(word.split())), score) for word, score in words if score is not None)


def _equivalent(element: Any) -> Any:
    """Return an element's first reading, by its index; None if it has none of its own."""
    found = [child for child in element if local_name(child) == "TextEquiv"]
    return min(found, key=lambda each: _index(each), default=None)


def _index(equivalent: Any) -> int:
    index = equivalent.get("index") or "0"
    return int(index) if index.isdecimal() else 0


def _box(line: Any) -> tuple[Box, float | None]:
    coords = next((child for child in line if local_name(child) == "Coords"), None)
    place = place_of(line)
    if coords is None:
        raise OcrFault("a line has no box (Coords)", place)
    try:
        points = [_point(each) for each in (coords.get("points") or "").split()]
        points = points or [
            (float(child.get("x")), float(child.get("y"))) for child in coords if local_name(child) == "Point"
        ]
    except (TypeError, ValueError):
        raise OcrFault(f"a box is not made of points ({(coords.get('points') or '')[:40]})", place) from None
    if not points:
        raise OcrFault("a line has no box (Coords)", place)
    return turned_upright(points, place)


def _point(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


def _block(line: Any, blocks: dict[Any, int]) -> int | None:
    for ancestor in line.iterancestors():
        if local_name(ancestor) == "TextRegion":
            return blocks.setdefault(ancestor, len(blocks))
    return None
