"""Markdown of tools that read whole pages (MinerU, Marker, PaddleOCR-VL, olmOCR) → blocks in its order."""

import re
from collections.abc import Iterator

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.found import Block, FoundPage
from schemas.page import SourceFormat

FORMAT: SourceFormat = "markdown"
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_LIST_MARK = re.compile(r"^(?:[-*+]|[0-9]+\.)[ \t]+")
_TABLE_RULE = re.compile(r"^\|?[ :|-]+\|[ :|-]*$")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_HEADING_LINE = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[A-Za-z_][\w-]*:.*\n)+---[ \t]*\n")
_PAGE_MARK = re.compile(r"^\{[0-9]+\}-{20,}$", re.MULTILINE)
"""What Marker writes before a page (paginate_output)."""
_UMI = re.compile(r"^!\[([^\]\n]+)\]\(.*\)\n\[\1\]\(", re.MULTILINE)
_OTHER_SIGN = re.compile(r"!\[[^\]\n]*\]\([^)\n]+\)|^\*\*\S.*\*\*$", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Return whether a text is Markdown, whatever its file is called: a heading, and an image or a line in bold."""
    return "#" in text and bool(_HEADING_LINE.search(text) and _OTHER_SIGN.search(text))


def read_markdown(document: str) -> list[FoundPage]:
    """Return the pages of a Markdown text: headings are titles; images, rules and front matter are no text.

    Raises OcrFault for Umi-OCR's Markdown, in which paragraphs cannot be told.
    """
    if umi := _UMI.search(document):
        place = f"line {document.count(chr(10), 0, umi.start()) + 1}"
        raise OcrFault("is Umi-OCR's Markdown, without boxes", place, "let Umi-OCR write .jsonl, and give that")
    before, *pages = _PAGE_MARK.split(_FRONT_MATTER.sub("", document))
    return [FoundPage(blocks=list(_blocks(page))) for page in ([before] if before.strip() or not pages else []) + pages]


def _blocks(document: str) -> Iterator[Block]:
    paragraph: list[str] = []
    rows = False
    for line in [*document.splitlines(), ""]:
        line = line.strip()
        heading = _HEADING.match(line) is not None
        if (not line or heading or _RULE.match(line)) and paragraph:
            table = rows or paragraph[0].lower().startswith(("<table", "<html"))
            yield Block("table" if table else "text", plain("\n".join(paragraph)))
            paragraph = []
        if heading:
            yield Block("title", plain(line))
        elif line and not _RULE.match(line) and not _TABLE_RULE.match(line):
            rows = line.startswith("|")
            cells = " ".join(cell.strip() for cell in line.strip("|").split("|")) if rows else line
            paragraph.append(_LIST_MARK.sub("", cells))
