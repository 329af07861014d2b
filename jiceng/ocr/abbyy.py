"""ABBYY FineReader's XML → lines with boxes.

Source: the schema FineReader 6 to 10 (http://www.abbyy.com/FineReader_xml/); elements are found by name.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from jiceng.ocr.boxes import Box, OcrFault, TextLine, make_box
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import local_name, place_of
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import one_line, share
from schemas.page import SourceFormat

FORMAT: SourceFormat = "abbyy"
_SIDES = ("l", "t", "r", "b")


def is_abbyy(root: Any) -> bool:
    """Return whether the root of an XML file is that of FineReader."""
    return local_name(root) == "document" and "FineReader" in root.tag + (root.get("producer") or "")


def pages_of(root: Any) -> list[FoundPage]:
    """Return the pages of a parsed file; raises OcrFault if there are none."""
    pages = [element for element in root if local_name(element) == "page"]
    if not pages:
        raise OcrFault("is ABBYY's XML without a page", place_of(root))
    return [FoundPage(list(_lines(page))) for page in pages]


def _lines(page: Any) -> Iterator[TextLine]:
    blocks: dict[Any, int] = {}
    for line in page.iter(etree.Element):
        if local_name(line) != "line":
            continue
        characters = [each for each in line.iter(etree.Element) if _is_printed(each)]
        letters = [(_letter(each), each) for each in characters]
        raw = "".join(letter for letter, _ in letters) if letters else "".join(line.itertext())
        text = one_line(raw)
        if not text:
            continue
        confidences = [share(each.get("charConfidence"), 100) for letter, each in letters if letter.strip()]
        known = [score for score in confidences if score is not None]
        scores = tuple((1, score) for score in known) if len(known) == len("".join(text.split())) else ()
        box, slope, fault = box_or_fault(partial(_box, line, characters))
        block = next((each for each in line.iterancestors() if local_name(each) == "block"), None)
        number = None if block is None else blocks.setdefault(block, len(blocks))
        yield TextLine(text, box, number, slope, scores=scores, fault=fault)


def _is_printed(character: Any) -> bool:
    """Return whether an element is a character of the text, and not of another reading of a word (wordRecVariants)."""
    if local_name(character) != "charParams":
        return False
    return not any(local_name(each).endswith(("Variants", "Variant")) for each in character.iterancestors())


def _letter(character: Any) -> str:
    """Return what a charParams says: its own text, without other readings (charRecVariants) and indentation."""
    text = (character.text or "") + "".join(child.tail or "" for child in character)
    return text.strip() or " "


def _box(line: Any, characters: list[Any]) -> tuple[Box, float | None]:
    """Return the box of a line, else that around its characters."""
    place = place_of(line)
    for elements in ([line], characters):
        try:
            sides = [[float(element.get(side)) for side in _SIDES] for element in elements]
        except (TypeError, ValueError):
            continue
        if sides:
            left, top, right, bottom = zip(*sides, strict=True)
            return make_box((min(left), min(top), max(right), max(bottom)), place), None
    raise OcrFault("a line has no box (l, t, r, b)", place)
