"""Blocks of a tool that reads whole pages → raw text: the tool's order, titles, captions and page numbers are kept."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

from jiceng.ocr.found import Block
from jiceng.ocr.page import OcrPage, Scored

TITLE_SIZE = 2.0
"""Size that reading is given for a title, in sizes of the text: blocks do not tell it."""
_CAPTION_SIZE = 0.9
_INDENT = "\u3000\u3000"
_ENDS = "。！？!?…；;：:”’」』）)》"
_CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_ROW = re.compile(r"</tr\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HEADING_MARKS = re.compile(r"^#{1,6}[ \t]+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()\s]*\)")


def page_of_blocks(blocks: Sequence[Block], number: str | None = None) -> OcrPage:
    """Return the page of blocks in reading order; each paragraph is a line of the raw text.

    Furniture comes first. A block of text that ends no sentence goes on in the next block of text.
    """
    blocks = [block for block in blocks if block.text.strip()]
    ordered = [block for block in blocks if block.role == "furniture"]
    ordered += [block for block in blocks if block.role != "furniture"]
    parts: list[str] = []
    sizes: list[float] = []
    scores: list[Scored] = []
    offset = 0
    for above, block in pairwise([None, *ordered]):
        assert block is not None
        goes_on = above is not None and _goes_on(above, block)
        if above is not None and not goes_on:
            parts.append("\n")
            offset += 1
        for line in block.text.splitlines():
            line = " ".join(line.split())
            if not line:
                continue
            indent = _INDENT if block.role == "text" and not goes_on else ""
            parts.append(f"{indent}{line}\n")
            sizes.append(_size(block))
            if block.score is not None:
                start = offset + len(indent)
                scores.append(Scored(start, start + len(line), block.score))
            offset += len(parts[-1])
    return OcrPage("".join(parts), tuple(sizes), tuple(scores), number)


def _goes_on(above: Block, block: Block) -> bool:
    return above.role == block.role == "text" and above.text.rstrip()[-1] not in _ENDS


def _size(block: Block) -> float:
    return TITLE_SIZE if block.role == "title" else _CAPTION_SIZE if block.role == "caption" else 1.0


def plain(text: str) -> str:
    """Return the text of a block without HTML and Markdown: a table has a line per row, its cells parted by a space."""
    if "<" in text:
        text = unescape(_TAG.sub("", _ROW.sub("\n", _CELL.sub(" ", text))))
    text = _IMAGE.sub("", text)
    return "\n".join(_EMPHASIS.sub(r"\2", _HEADING_MARKS.sub("", line.strip())) for line in text.splitlines()).strip()
