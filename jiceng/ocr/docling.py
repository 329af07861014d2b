"""Docling's JSON (DoclingDocument) → blocks in the order of its body, divided into pages.

Source: files of Docling (DoclingDocument 1.6) and of docling-core 2.104 (1.10).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import page_number, text_of
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
    return [FoundPage(blocks=pages[number], number=_printed_number(pages[number])) for number in sorted(pages)]


def _printed_number(blocks: list[Block]) -> str | None:
    numbers = {found for block in blocks if block.role == "furniture" and (found := page_number(block.text))}
    return numbers.pop() if len(numbers) == 1 else None


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
    if kind == "texts" and item.get("text") is not None:
        role = _ROLES.get(str(item.get("label")), "text")
        for page, text in _pieces(item, path):
            yield page, Block(role, text.strip())
    if kind == "tables":
        yield _page(item), Block("table", "\n".join(_rows(item)))
    yield from _blocks(value, item, path, done, depth + 1)


def _pieces(item: dict[str, Any], path: str) -> list[tuple[int, str]]:
    """Return the text of an item with its page; of one that goes on on another page, what is printed on each."""
    text = text_of(item["text"], f"{path}.text")
    spans = [(_page_of(prov), _end_of(prov)) for prov in _provs(item)]
    ends = [end for _, end in spans]
    if len({page for page, _ in spans}) > 1 and ends == sorted(ends) and ends[-1] >= len(text) >= ends[-2] > 0:
        starts = [0, *ends[:-1]]
        ends[-1] = len(text)
        return [(page, text[start:end]) for (page, _), start, end in zip(spans, starts, ends, strict=True)]
    original = item.get("orig")
    if isinstance(original, str):
        # A formula that is not decoded has no text; a list's mark is left out of its item's text.
        marker = str(item.get("marker") or "").strip()
        printed = bool(marker) and original.lstrip().startswith(marker)
        if not text.strip() or (printed and not text.lstrip().startswith(marker)):
            text = text_of(original, f"{path}.orig")
    return [(_page(item), text)]


def _provs(item: dict[str, Any]) -> list[dict[str, Any]]:
    prov = item.get("prov")
    return [each for each in prov if isinstance(each, dict)] if isinstance(prov, list) else []


def _page(item: dict[str, Any]) -> int:
    return next((_page_of(prov) for prov in _provs(item)), 1)


def _page_of(prov: dict[str, Any]) -> int:
    number = prov.get("page_no")
    return int(number) if isinstance(number, float) and 0 < number < 1e6 else 1


def _end_of(prov: dict[str, Any]) -> int:
    span = prov.get("charspan")
    end = span[1] if isinstance(span, list) and len(span) == 2 else None
    return int(end) if isinstance(end, float) and 0 < end < 1e9 else 0


def _rows(table: dict[str, Any]) -> Iterator[str]:
    """Yield the text of each row: a cell over several rows or columns once, in the first."""
    data = table.get("data")
    cells = data.get("table_cells") if isinstance(data, dict) else None
    rows: defaultdict[float, list[tuple[float, str]]] = defaultdict(list)
    for cell in cells if isinstance(cells, list) else []:
        if isinstance(cell, dict) and isinstance(cell.get("text"), str):
            row, column = (cell.get(f"start_{side}_offset_idx") or 0.0 for side in ("row", "col"))
            rows[row].append((column, cell["text"]))
    for row in sorted(rows):
        yield " ".join(text for _, text in sorted(rows[row], key=lambda cell: cell[0]))
