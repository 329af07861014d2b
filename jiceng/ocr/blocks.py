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
_LIST_MARK = re.compile(
    r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}(?:、|[.．](?![0-9]))|[•●■◆▪]"
)
_CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_ROW = re.compile(r"</tr\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HEADING_MARKS = re.compile(r"^#{1,6}[ \t]+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()\s]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~$&%-])")
_FORMULA = re.compile(r"\${1,2}([^$\n]{1,60})\${1,2}")
_COMMANDS = {r"\sim": "~", r"\times": "×", r"\circ": "°", r"\cdot": "·", r"\pm": "±", r"\%": "%"}
_LAYOUT = re.compile(r"\\(?:mathrm|mathbf|text|rm|bf)\b|[{}^_\s]")
_PRINTED = re.compile(r"[0-9A-Za-z.,:+~%‰×°·±@/<>=()\u2460-\u2473-]+")


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
            indent = _INDENT if block.role in ("text", "table") and not goes_on else ""
            parts.append(f"{indent}{line}\n")
            sizes.append(_size(block))
            if block.score is not None:
                start = offset + len(indent)
                scores.append(Scored(start, start + len(line), block.score))
            offset += len(parts[-1])
    return OcrPage("".join(parts), tuple(sizes), tuple(scores), number)


def _goes_on(above: Block, block: Block) -> bool:
    if above.role != "text" or block.role != "text" or _LIST_MARK.match(block.text.lstrip()):
        return False
    return above.text.rstrip()[-1] not in _ENDS


def _size(block: Block) -> float:
    return TITLE_SIZE if block.role == "title" else _CAPTION_SIZE if block.role == "caption" else 1.0


def plain(text: str) -> str:
    """Return the text of a block without HTML and Markdown: a table has a line per row, its cells parted by a space.

    A formula that is no more than a number or a sign ($3^2$) is what it prints; any other stays as it is.
    """
    if "<" in text:
        text = _TAG.sub("", _ROW.sub("\n", _CELL.sub(" ", _COMMENT.sub("", text))))
    text = unescape(_FORMULA.sub(_printed, _IMAGE.sub("", text)))
    lines = (_EMPHASIS.sub(r"\2", _HEADING_MARKS.sub("", line.strip())) for line in text.splitlines())
    return "\n".join(_ESCAPED.sub(r"\1", line) for line in lines).strip()


def _printed(formula: re.Match[str]) -> str:
    """Return what a simple formula prints; two prices in dollars are none."""
    inside = formula[1]
    if "\\" not in inside and "^" not in inside and "_{" not in inside:
        return formula[0]
    for command, character in _COMMANDS.items():
        inside = inside.replace(command, character)
    inside = _LAYOUT.sub("", inside)
    return inside if _PRINTED.fullmatch(inside) else formula[0]
