"""ALTO → lines with boxes.

Source: the ALTO schemas 2 to 4 (https://www.loc.gov/standards/alto/); elements are found by name, in any of its
namespaces or in none. Any unit of measurement will do: only proportions count.
"""

from functools import partial
from typing import Any

from lxml import etree

from jiceng.ocr.boxes import Box, OcrFault, TextLine, check_numbers, on_page, usable_box
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import local_name, place_of
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import Word, box_of_line, join_words, scores_of, share, slope_of_words

_SIDES = ("HPOS", "VPOS", "WIDTH", "HEIGHT")


def pages_of(root: Any) -> list[FoundPage]:
    """Return the pages of a parsed ALTO file, or of ALTO inside METS; raises OcrFault if there are none."""
    pages = [element for element in root.iter(etree.Element) if local_name(element) == "Page"]
    if not pages:
        raise OcrFault("is ALTO without a Page", place_of(root))
    return [FoundPage(_lines(page), number=(page.get("PRINTED_IMG_NR") or "").strip() or None) for page in pages]


def _lines(page: Any) -> list[TextLine]:
    """Return the lines of a page, in the order of the file."""
    blocks: dict[Any, int] = {}
    lines: list[TextLine] = []
    for element in page.iter(etree.Element):
        name = local_name(element)
        if name == "String" and local_name(element.getparent()) != "TextLine":
            raise OcrFault("a String is not in a TextLine", place_of(element))
        if name == "TextLine":
            words = _words(element)
            text = join_words(words)
            if text:
                box, slope, fault = box_or_fault(partial(_placed, element, words))
                scores = scores_of(words)
                lines.append(TextLine(text, box, _block(element, blocks), slope, scores=scores, fault=fault))
    return lines


def _placed(line: Any, words: list[Word]) -> tuple[Box, float | None]:
    """Return the box and slope of a line; a box that cannot be used is made of those of its words."""
    place = place_of(line)
    try:
        own = _box(line)
        box = box_of_line(own, words, place, "HPOS, VPOS, WIDTH, HEIGHT")
    except OcrFault:
        if not any(word.box is not None for word in words):
            raise
        box = box_of_line(None, words, place, "HPOS, VPOS, WIDTH, HEIGHT")
    return box, _slope(line, words)


def _words(line: Any) -> list[Word]:
    """Return the words of a line: its String elements and its hyphens (HYP).

    If a line has SP elements at all, there is no space between words without one between them.
    """
    children = [child for child in line if local_name(child)]
    spaced = any(local_name(child) == "SP" for child in children)
    words: list[Word] = []
    after_space = True
    for child in children:
        name = local_name(child)
        if name == "SP":
            after_space = True
        elif name in ("String", "HYP"):
            content = child.get("CONTENT")
            if content is None and name == "String":
                raise OcrFault("a String has no CONTENT", place_of(child))
            adjoins = name == "HYP" or (spaced and not after_space)
            words.append(Word(content or "", usable_box(_box, child), adjoins, share(child.get("WC"))))
            after_space = False
    return words


def _box(element: Any) -> Box | None:
    """Return an element's box as written, even an empty one; None if an attribute is missing."""
    values = [element.get(side) for side in _SIDES]
    if any(value is None for value in values):
        return None
    place = place_of(element)
    try:
        left, top, width, height = map(float, values)
    except ValueError:
        shown = " ".join(str(value) for value in values)
        raise OcrFault(f"a box is not made of four numbers ({shown})", place) from None
    if width < 0 or height < 0:
        raise OcrFault(f"a box has no size ({left:g} {top:g} {width:g} {height:g})", place)
    right, bottom = left + width, top + height
    if min(right, bottom) > 0:
        left, top = on_page((left, top, right, bottom))[:2]
    check_numbers((left, top, width, height, right, bottom), place)
    return Box(left, top, right, bottom)


def _slope(line: Any, words: list[Word]) -> float | None:
    """Return the slope of a line: of its baseline if that is given as points (ALTO 4), else of its words."""
    try:
        numbers = [float(number) for number in (line.get("BASELINE") or "").replace(",", " ").split()]
    except ValueError:
        numbers = []
    if len(numbers) < 4 or len(numbers) % 2 or not numbers[-2] > numbers[0]:
        return slope_of_words(words)
    return (numbers[-1] - numbers[1]) / (numbers[-2] - numbers[0])


def _block(line: Any, blocks: dict[Any, int]) -> int | None:
    for ancestor in line.iterancestors():
        if local_name(ancestor) == "TextBlock":
            return blocks.setdefault(ancestor, len(blocks))
    return None
