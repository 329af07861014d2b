"""MinerU's nested JSON → blocks: `content_list_v2.json` (a list of blocks per page) and version 4's Middle JSON.

Source: what the code of MinerU 4.0 writes. A block's content is a text, spans, other blocks, or an object of these.
"""

from collections.abc import Iterator
from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import blocks_in, page_number, text_of

FURNITURE = frozenset({
    "header", "footer", "page_number", "aside_text", "page_footnote", "discarded", "abandon", "page_header",
    "page_footer", "page_aside_text",
})  # fmt: skip
_SPANS = frozenset({"text", "equation_inline", "code_inline", "hyperlink"})
_NOT_PRINTED = frozenset({"image_body", "chart_body"})
"""Blocks whose content is what a model says of a picture."""
_PARTS = ("html", "math_content", "list_items")
_MAX_DEPTH = 32


def is_nested(value: Any) -> bool:
    """Return whether a value is one of the nested forms."""
    if isinstance(value, dict):
        return str(value.get("schema")).endswith(".middle") and isinstance(value.get("pages"), list)
    return (
        isinstance(value, list)
        and any(value)
        and all(isinstance(page, list) and all(map(_is_block, page)) for page in value)
    )


def _is_block(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("type"), str) and isinstance(item.get("content"), dict)


def nested_pages(value: Any) -> list[FoundPage]:
    """Return the pages; raises OcrFault."""
    if isinstance(value, list):
        return [_page(page, f"$[{number}]") for number, page in enumerate(value)]
    pages = blocks_in(value["pages"], "$.pages", "MinerU's Middle JSON")
    return [_page(page.get("blocks") or [], f"$.pages[{number}].blocks") for number, page in enumerate(pages)]


def _page(items: Any, path: str) -> FoundPage:
    blocks: list[Block] = []
    numbers: list[str] = []
    for number, item in enumerate(blocks_in(items, path, "a page of MinerU's JSON")):
        found = list(_blocks(item, str(item.get("type")), f"{path}[{number}]", 0))
        blocks += found
        numbers += [block.text for block in found if item.get("type") == "page_number"]
    return FoundPage(blocks=blocks, number=page_number(numbers[0]) if len(numbers) == 1 else None)


def _blocks(item: dict[str, Any], kind: str, path: str, depth: int) -> Iterator[Block]:
    """Yield what a block prints; `kind` is its own, or names what part of another block it is."""
    if depth > _MAX_DEPTH:
        raise OcrFault("has too many nested blocks", path)
    content = item.get("content", item.get("item_content"))
    if kind in _NOT_PRINTED or content is None:
        return
    if isinstance(content, dict):
        for key, part in sorted(content.items(), key=lambda part: part[0].endswith("_footnote")):
            if key in _PARTS or key.endswith(("_content", "_caption", "_footnote")):
                name = kind if key.endswith("_content") or key in _PARTS else key
                yield from _blocks({"content": part}, name, f"{path}.content.{key}", depth + 1)
    elif isinstance(content, list) and not _are_spans(content):
        for number, inner in enumerate(blocks_in(content, f"{path}.content", "MinerU's JSON")):
            name = str(inner.get("type", kind))
            yield from _blocks(inner, name, f"{path}.content[{number}]", depth + 1)
    else:
        yield Block(_role(kind), plain(_text(content, f"{path}.content", depth)))


def _are_spans(content: list[Any]) -> bool:
    """Return whether a list is one of spans, not of blocks, whose texts are spans themselves."""
    return all(isinstance(span, dict) and span.get("type") in _SPANS and _is_span(span) for span in content)


def _is_span(span: dict[str, Any]) -> bool:
    return isinstance(span.get("content"), str) or "url" in span


def _text(content: Any, path: str, depth: int) -> str:
    if isinstance(content, list) and depth <= _MAX_DEPTH:
        texts = [(span.get("type"), _text(span.get("content"), path, depth + 1)) for span in content]
        return "".join(f"${text}$" if kind == "equation_inline" else text for kind, text in texts)
    return text_of(content, path)


def _role(kind: str) -> BlockRole:
    if kind in FURNITURE:
        return "furniture"
    if kind in ("table", "table_body"):
        return "table"
    return "title" if kind.endswith("title") else "caption" if kind.endswith(("_caption", "_footnote")) else "text"
