"""MinerU's `content_list.json` and `middle.json` → blocks in MinerU's order, divided into pages.

Source: files of MinerU 0.8 and 1.3, and what the code of version 4 writes; the nested forms are in mineru_nested.py.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import blocks_in, objects, page_number, text_of
from jiceng.ocr.mineru_nested import FURNITURE, is_nested, nested_pages
from jiceng.ocr.words import Word, join_words
from schemas.page import SourceFormat

FORMAT: SourceFormat = "mineru"
_PARTS = (
    "image_caption", "img_caption", "image_footnote", "img_footnote", "table_caption", "table_body", "table_footnote",
    "chart_caption", "chart_footnote", "code_caption", "code_body", "code_footnote", "list_items",
)  # fmt: skip
"""Keys of a block beside `text`, in the order in which they are printed."""
_MAX_DEPTH = 8
_MOST_PAGES = 10_000
"""Of a file."""


def recognises(value: Any) -> bool:
    """Return whether a value is a content list, whose blocks have a type and a page_idx, or a middle.json."""
    if isinstance(value, dict):
        return "pdf_info" in value or is_nested(value)
    if is_nested(value) or _is_model(value):
        return True
    return objects(value) and all("type" in item and ("page_idx" in item or "img_path" in item) for item in value)


def pages_of(value: Any) -> list[FoundPage]:
    """Return the pages, also those on which nothing is; raises OcrFault."""
    if is_nested(value):
        return nested_pages(value)
    if _is_model(value):
        advice = "give the …_content_list.json or …_middle.json beside it"
        raise OcrFault("is MinerU's model.json, which has no reading order", "$", advice)
    if isinstance(value, dict):
        infos = blocks_in(value["pdf_info"], "$.pdf_info", "MinerU's middle.json")
        return [_page_of_middle(info, f"$.pdf_info[{number}]") for number, info in enumerate(infos)]
    pages: defaultdict[float, list[tuple[dict[str, Any], str]]] = defaultdict(list)
    for number, item in enumerate(value):
        index = item.get("page_idx", 0.0)
        if not isinstance(index, float) or not index.is_integer():
            raise OcrFault("is not the number of a page", f"$[{number}].page_idx")
        pages[index].append((item, f"$[{number}]"))
    first, last = min(pages), max(pages)
    if last - first >= _MOST_PAGES:
        raise OcrFault(f"has a page of number {last:g} after one of {first:g}", "$")
    # A page without text has no items: those after it would be counted wrongly.
    return [_page(pages[first + place]) for place in range(int(last - first) + 1)]


def _is_model(value: Any) -> bool:
    return objects(value) and all("layout_dets" in item or {"cls_id", "label", "bbox"} <= item.keys() for item in value)


def _page(items: list[tuple[dict[str, Any], str]]) -> FoundPage:
    blocks = [block for item, path in items for block in _blocks(item, path)]
    numbers = [item["text"] for item, _ in items if item["type"] == "page_number" and isinstance(item.get("text"), str)]
    return FoundPage(blocks=blocks, number=page_number(numbers[0]) if len(numbers) == 1 else None)


def _blocks(item: dict[str, Any], path: str) -> Iterator[Block]:
    kind = item["type"]
    if "text" in item:
        text = plain(text_of(item["text"], f"{path}.text"))
        level = item.get("text_level")
        title = isinstance(level, float) and level > 0
        yield Block("furniture" if kind in FURNITURE else "title" if title else "text", text)
    for key in _PARTS:
        texts = item.get(key)
        role: BlockRole = "caption" if key.endswith(("_caption", "_footnote")) else "text"
        role = "table" if key == "table_body" else role
        for text in texts if isinstance(texts, list) else [texts] if isinstance(texts, str) else []:
            yield Block(role, plain(text_of(text, f"{path}.{key}")))


def _page_of_middle(info: dict[str, Any], path: str) -> FoundPage:
    blocks: list[Block] = []
    for key in ("para_blocks", "discarded_blocks"):
        items = info.get(key) or []
        for number, item in enumerate(blocks_in(items, f"{path}.{key}", "MinerU's middle.json")):
            blocks += _of_middle(item, f"{path}.{key}[{number}]", key == "discarded_blocks", 0)
    if "para_blocks" not in info:
        raise OcrFault("is MinerU's middle.json without para_blocks", path, NOT_A_PAGE)
    numbers = {found for block in blocks if block.role == "furniture" and (found := page_number(block.text))}
    return FoundPage(blocks=blocks, number=numbers.pop() if len(numbers) == 1 else None)


def _of_middle(item: dict[str, Any], path: str, discarded: bool, depth: int) -> Iterator[Block]:
    if depth > _MAX_DEPTH:
        raise OcrFault("has too many nested blocks", path)
    for number, inner in enumerate(blocks_in(item.get("blocks") or [], f"{path}.blocks", "MinerU's middle.json")):
        yield from _of_middle(inner, f"{path}.blocks[{number}]", discarded, depth + 1)
    kind = str(item.get("type", ""))
    texts: list[str] = []
    scores: list[float] = []
    for number, line in enumerate(blocks_in(item.get("lines") or [], f"{path}.lines", "MinerU's middle.json")):
        where = f"{path}.lines[{number}].spans"
        for span in blocks_in(line.get("spans") or [], where, "MinerU's middle.json"):
            content = span.get("content") or span.get("html")
            if content is not None:
                content = text_of(content, where)
                texts.append(f"${content}$" if span.get("type") == "inline_equation" else content)
            if isinstance(span.get("score"), float) and 0 <= span["score"] <= 1:
                scores.append(span["score"])
    if texts:
        role: BlockRole = (
            "title" if kind.endswith("title") else "caption" if kind.endswith(("caption", "footnote")) else "text"
        )
        role = "table" if kind.startswith("table") and role == "text" else role
        yield Block("furniture" if discarded else role, _joined(texts), min(scores, default=None))


def _joined(texts: list[str]) -> str:
    """Return the text of spans: plain, with a space between Latin words only."""
    return plain(join_words([Word(text) for text in texts]) if len(texts) > 1 else texts[0])
