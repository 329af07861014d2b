"""ALTO → lines with boxes.

Source: the ALTO schemas 2 to 4 (https://www.loc.gov/standards/alto/); elements are found by name, in any of its
namespaces or in none. Any unit of measurement will do: only proportions count.
"""

from typing import Any

from lxml import etree

from jiceng.ocr.boxes import ONE_PAGE, Box, OcrFault, TextLine, check_numbers
from jiceng.ocr.markup import local_name, place_of
from jiceng.ocr.words import Word, box_of_line, join_words, slope_of_words

_SIDES = ("HPOS", "VPOS", "WIDTH", "HEIGHT")


def lines_of(root: Any) -> list[TextLine]:
    """Return the lines of a parsed ALTO file, in the order of the file; raises OcrFault if a line has no box."""
    pages = [element for element in root.iter(etree.Element) if local_name(element) == "Page"]
    if not pages:
        raise OcrFault("is ALTO without a Page", place_of(root))
    if len(pages) > 1:
        raise OcrFault(f"holds {len(pages)} pages", place_of(pages[1]), ONE_PAGE)
    blocks: dict[Any, int] = {}
    lines: list[TextLine] = []
    for element in pages[0].iter(etree.Element):
        name = local_name(element)
        if name == "String" and local_name(element.getparent()) != "TextLine":
            raise OcrFault("a String is not in a TextLine", place_of(element))
        if name == "TextLine":
            words = _words(element)
            text = join_words(words)
            if text:
                lines.append(
                    TextLine(
                        text,
                        box_of_line(_box(element), words, place_of(element), "HPOS, VPOS, WIDTH, HEIGHT"),
                        _block(element, blocks),
                        _slope(element, words),
                    )
                )
    return lines


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
            words.append(Word(content or "", _box(child), name == "HYP" or (spaced and not after_space)))
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
    check_numbers((left, top, width, height, left + width, top + height), place)
    return Box(left, top, left + width, top + height)


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
