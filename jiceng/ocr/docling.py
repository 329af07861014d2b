"""Docling's JSON (DoclingDocument) → blocks in the order of its body, divided into pages.

Source: the schema of docling-core 2.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import text_of
from schemas.page import SourceFormat

FORMAT: SourceFormat = "docling"
_ROLES: dict[str, BlockRole] = {
    "title": "title", "section_header": "title", "caption": "caption", "page_header": "furniture",
    "page_footer": "furniture",
}  # fmt: skip
_MAX_DEPTH = 64


def recognises(value: Any) -> bool:
    """Return whether a value is a DoclingDocument."""
    return isinstance(value, dict) and value.get("schema_name") == "DoclingDocument"


def pages_of(value: Any) -> list[FoundPage]:
    """Return the pages; raises OcrFault."""
    pages: defaultdict[int, list[Block]] = defaultdict(list)
    done: set[str] = set()
    for part in ("furniture", "body"):
        if isinstance(value.get(part), dict):
            for page, block in _blocks(value, value[part], f"$.{part}", done, 0):
                pages[page].append(block)
    texts = value.get("texts")
    for number in range(len(texts) if isinstance(texts, list) else 0):
        # What no part of the tree names is printed, too.
        for page, block in _of_reference(value, f"#/texts/{number}", f"$.texts[{number}]", done, 0):
            pages[page].append(block)
    for number in value.get("pages") or {}:
        pages.setdefault(int(number) if str(number).isdecimal() else 1, [])
    return [FoundPage(blocks=pages[number]) for number in sorted(pages)]


def _blocks(
    value: dict[str, Any], node: dict[str, Any], path: str, done: set[str], depth: int
) -> Iterator[tuple[int, Block]]:
    if depth > _MAX_DEPTH:
        raise OcrFault("has too many nested groups", path)
    children = node.get("children") or []
    if not isinstance(children, list):
        raise OcrFault("is no list of children", f"{path}.children", NOT_A_PAGE)
    for number, child in enumerate(children):
        reference = child.get("$ref", child.get("cref")) if isinstance(child, dict) else None
        yield from _of_reference(value, reference, f"{path}.children[{number}]", done, depth)


def _of_reference(
    value: dict[str, Any], reference: Any, path: str, done: set[str], depth: int
) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of an item and of those below it, each once, with the number of their page."""
    if not isinstance(reference, str) or reference.count("/") != 2 or not reference.startswith("#/"):
        raise OcrFault("is no reference to an item", path, NOT_A_PAGE)
    if reference in done:
        return
    done.add(reference)
    _, kind, index = reference.split("/")
    items = value.get(kind)
    if not isinstance(items, list) or not index.isdecimal() or int(index) >= len(items):
        raise OcrFault(f"leads to nothing ({reference})", path, NOT_A_PAGE)
    item = items[int(index)]
    if not isinstance(item, dict):
        raise OcrFault("is no item", path, NOT_A_PAGE)
    page = _page(item)
    if kind == "texts" and item.get("text") is not None:
        yield page, Block(_ROLES.get(str(item.get("label")), "text"), text_of(item["text"], f"{path}.text").strip())
    if kind == "tables":
        yield page, Block("text", "\n".join(_rows(item)))
    yield from _blocks(value, item, path, done, depth + 1)


def _page(item: dict[str, Any]) -> int:
    prov = item.get("prov")
    first = prov[0] if isinstance(prov, list) and prov and isinstance(prov[0], dict) else {}
    number = first.get("page_no")
    return int(number) if isinstance(number, float) and 0 < number < 1e6 else 1


def _rows(table: dict[str, Any]) -> Iterator[str]:
    data = table.get("data")
    grid = data.get("grid") if isinstance(data, dict) else None
    for row in grid if isinstance(grid, list) else []:
        cells = [cell.get("text") for cell in row if isinstance(cell, dict)] if isinstance(row, list) else []
        yield " ".join(cell for cell in cells if isinstance(cell, str))
