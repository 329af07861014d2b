"""hOCR → lines with boxes.

Source: the hOCR specification 1.2 (https://kba.github.io/hocr-spec/1.2/), and what Tesseract 5 writes.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from jiceng.ocr.boxes import NOT_A_PAGE, Box, OcrFault, TextLine, check_numbers, on_page, usable_box
from jiceng.ocr.found import FoundPage
from jiceng.ocr.markup import local_name, parse_html, parse_xml, place_of, spell_out_entities
from jiceng.ocr.mending import box_or_fault
from jiceng.ocr.words import Word, box_of_line, join_words, scores_of, share, slope_of_words, split_words

LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
BLOCKS = ("ocr_carea", "ocrx_block", "ocr_par")
"""Classes of blocks; the first one that contains a line is its block."""
WORDS = frozenset({"ocrx_word", "ocr_word"})
_LETTERS = frozenset({"ocrx_cinfo", "ocr_cinfo"})
_CHOICES = ("lstm_choices_", "timestep", "symbol_", "choice_")
"""Prefixes of the ids of elements in which Tesseract gives other readings of a character."""
_IS_XML = re.compile(r"\s*<\?xml|.{0,2000}?(?:XHTML|http://www\.w3\.org/1999/xhtml)", re.DOTALL)
_BOX = re.compile(r"\bbbox\s+([^;]*)")
_CONFIDENCE = re.compile(r"\bx_wconf\s+([0-9.]+)")
_BASELINE = re.compile(r"\bbaseline\s+([^\s;]+)\s+[^\s;]+\s*(?:;|$)")


def read_hocr(document: str) -> list[FoundPage]:
    """Return the pages of an hOCR file.

    XHTML must be well-formed; other HTML is read as browsers do. Raises OcrFault.
    """
    spelt_out = spell_out_entities(document)
    return pages_of(parse_xml(spelt_out) if _IS_XML.match(document) else parse_html(spelt_out))


def pages_of(root: Any) -> list[FoundPage]:
    """Return the pages of a parsed hOCR file; raises OcrFault if it is not hOCR."""
    pages = [element for element in root.iter(etree.Element) if "ocr_page" in _classes(element)]
    if not pages:
        raise OcrFault("is HTML but not hOCR: nothing in it has the class ocr_page", advice=NOT_A_PAGE)
    return [FoundPage(_lines(page)) for page in pages]


def _lines(page: Any) -> list[TextLine]:
    """Return the lines of a page, in the order of the file."""
    blocks: dict[Any, int] = {}
    lines: list[TextLine] = []
    for element in _line_elements(page):
        words = list(_words(element))
        text = join_words(words)
        if text:
            box, slope, fault = box_or_fault(partial(_placed, element, words))
            lines.append(TextLine(text, box, _block(element, blocks), slope, scores=scores_of(words), fault=fault))
    return lines


def _placed(line: Any, words: list[Word]) -> tuple[Box, float | None]:
    """Return the box and slope of a line; a box that cannot be used is made of those of its words."""
    place = place_of(line)
    try:
        box = box_of_line(_box(line), words, place, "bbox")
    except OcrFault:
        if not any(word.box is not None for word in words):
            raise
        box = box_of_line(None, words, place, "bbox")
    return box, _slope(line, words)


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _line_elements(page: Any) -> Iterator[Any]:
    """Yield the innermost lines of a page, and words outside lines; raises OcrFault for any other text."""
    outer: set[Any] = set()
    inside: dict[Any, bool] = {page: False}
    elements = list(page.iter(etree.Element))
    for element in reversed(elements):
        if element in outer or _classes(element) & LINES:
            parent = element.getparent()
            if parent is not None and element is not page:
                outer.add(parent)
    for element in elements:
        parent = element.getparent()
        within = element is not page and inside[parent]
        is_line = not within and element not in outer and bool(_classes(element) & (LINES | WORDS))
        inside[element] = within or is_line
        if is_line:
            yield element
        if not inside[element] and local_name(element) not in ("script", "style") and (element.text or "").strip():
            raise OcrFault(f"has text outside of lines: {_begin(element.text)}", place_of(element))
        if element is not page and not within and (element.tail or "").strip():
            raise OcrFault(f"has text outside of lines: {_begin(element.tail)}", place_of(element))


def _begin(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else f"{text[:20]}…"


def _words(line: Any) -> Iterator[Word]:
    """Yield the words of a line, in order; text outside word elements is divided at white space."""
    loose: list[str] = []
    for word, text in _pieces(line):
        if word is None:
            loose.append(text)
            continue
        yield from map(Word, split_words("".join(loose)))
        loose.clear()
        yield Word(text, usable_box(_box, word), score=_score(word))
    yield from map(Word, split_words("".join(loose)))


def _pieces(line: Any) -> Iterator[tuple[Any, str]]:
    """Yield the text of a line in order, as (word element, its text) and (None, text outside word elements)."""
    if _classes(line) & WORDS:
        yield line, _word_text(line)
        return
    stack = [(line, False)]
    while stack:
        element, closed = stack.pop()
        if closed:
            yield None, element.tail or ""
            continue
        if element is not line:
            stack.append((element, True))
        if _classes(element) & WORDS:
            yield element, _word_text(element)
        elif not _is_choice(element):
            yield None, element.text or ""
            stack += [(child, False) for child in reversed(element) if local_name(child)]


def _is_choice(element: Any) -> bool:
    """Return whether an element is another reading of something that is printed once."""
    return (element.get("id") or "").startswith(_CHOICES) or local_name(element).lower() == "del"


def _word_text(word: Any) -> str:
    """Return the text of a word; white space between the elements of single letters is not printed."""
    texts: list[str] = []
    letters = False
    stack = [(word, False)]
    while stack:
        element, closed = stack.pop()
        if closed:
            texts.append(element.tail or "")
            continue
        if element is not word:
            stack.append((element, True))
        if not _is_choice(element):
            letters = letters or bool(_classes(element) & _LETTERS)
            texts.append(element.text or "")
            stack += [(child, False) for child in reversed(element) if local_name(child)]
    return ("" if letters else " ").join(split_words("".join(texts)))


def _score(word: Any) -> float | None:
    found = _CONFIDENCE.search(word.get("title") or "")
    return share(found[1], 100) if found else None


def _box(element: Any) -> Box | None:
    """Return an element's box as written, even an empty one; None if it has none."""
    found = _BOX.search(element.get("title") or "")
    if found is None:
        return None
    try:
        left, top, right, bottom = map(float, found[1].split())
    except ValueError:
        raise OcrFault(f"a box is not made of four numbers ({_begin(found[1])})", place_of(element)) from None
    if min(right, bottom) > 0:
        left, top = on_page((left, top, right, bottom))[:2]
    check_numbers((left, top, right, bottom), place_of(element))
    return Box(left, top, right, bottom)


def _slope(element: Any, words: list[Word]) -> float | None:
    """Return the slope of a line: of its baseline if it has one, else of its words."""
    found = _BASELINE.search(element.get("title") or "")
    try:
        return float(found[1]) if found else slope_of_words(words)
    except ValueError:
        return slope_of_words(words)


def _block(element: Any, blocks: dict[Any, int]) -> int | None:
    """Return the index of the block of a line; blocks are numbered in the order of their first lines."""
    ancestors = list(element.iterancestors())
    for name in BLOCKS:
        for ancestor in ancestors:
            if name in _classes(ancestor):
                return blocks.setdefault(ancestor, len(blocks))
    return None
