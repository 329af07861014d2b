"""hOCR → lines with boxes.

Source: the hOCR specification 1.2 (https://kba.github.io/hocr-spec/1.2/), and what Tesseract 5 writes.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from jiceng.ocr.boxes import NOT_A_PAGE, ONE_PAGE, Box, OcrFault, TextLine, check_numbers
from jiceng.ocr.markup import local_name, parse_html, parse_xml, place_of, spell_out_entities
from jiceng.ocr.words import Word, box_of_line, join_words, slope_of_words, split_words

LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
BLOCKS = ("ocr_carea", "ocrx_block", "ocr_par")
"""Classes of blocks; the first one that contains a line is its block."""
WORDS = frozenset({"ocrx_word", "ocr_word"})
_LETTERS = frozenset({"ocrx_cinfo", "ocr_cinfo"})
_CHOICES = ("lstm_choices_", "timestep", "symbol_", "choice_")
"""Prefixes of the ids of elements in which Tesseract gives other readings of a character."""
_IS_XML = re.compile(r"\s*<\?xml|.{0,2000}?(?:XHTML|http://www\.w3\.org/1999/xhtml)", re.DOTALL)
_BOX = re.compile(r"\bbbox\s+([^;]*)")
_BASELINE = re.compile(r"\bbaseline\s+([^\s;]+)\s+[^\s;]+\s*(?:;|$)")


def read_hocr(document: str) -> list[TextLine]:
    """Return the lines of an hOCR file, in the order of the file.

    XHTML must be well-formed; other HTML is read as browsers do. Raises OcrFault.
    """
    spelt_out = spell_out_entities(document)
    return lines_of(parse_xml(spelt_out) if _IS_XML.match(document) else parse_html(spelt_out))


def lines_of(root: Any) -> list[TextLine]:
    """Return the lines of a parsed hOCR file; raises OcrFault if it is not hOCR, or if a line has no box."""
    pages = [element for element in root.iter(etree.Element) if "ocr_page" in _classes(element)]
    if not pages:
        raise OcrFault("is HTML but not hOCR: nothing in it has the class ocr_page", advice=NOT_A_PAGE)
    if len(pages) > 1:
        raise OcrFault(f"holds {len(pages)} pages", place_of(pages[1]), ONE_PAGE)
    blocks: dict[Any, int] = {}
    lines: list[TextLine] = []
    for element in _line_elements(pages[0]):
        words = list(_words(element))
        text = join_words(words)
        if text:
            box = box_of_line(_box(element), words, place_of(element), "bbox")
            lines.append(TextLine(text, box, _block(element, blocks), _slope(element, words)))
    return lines


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
        yield Word(text, _box(word))
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


def _box(element: Any) -> Box | None:
    """Return an element's box as written, even an empty one; None if it has none."""
    found = _BOX.search(element.get("title") or "")
    if found is None:
        return None
    try:
        left, top, right, bottom = map(float, found[1].split())
    except ValueError:
        raise OcrFault(f"a box is not made of four numbers ({_begin(found[1])})", place_of(element)) from None
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
