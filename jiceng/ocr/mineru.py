"""MinerU's `content_list.json` and `middle.json` → blocks in MinerU's order, divided into pages.

Source: the documentation of MinerU's output files, versions 1 and 2.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import NOT_A_PAGE, OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import blocks_in, objects, page_number, text_of
from schemas.page import SourceFormat

FORMAT: SourceFormat = "mineru"
_FURNITURE = frozenset({"header", "footer", "page_number", "aside_text", "page_footnote", "discarded", "abandon"})
_CAPTIONS = ("image_caption", "image_footnote", "table_caption", "chart_caption", "chart_footnote", "code_caption")
_LISTS = ("list_items", "table_footnote")
_MAX_DEPTH = 8


def recognises(value: Any) -> bool:
    """Return whether a value is a content list, whose blocks have a type and a page_idx, or a middle.json."""
    if isinstance(value, dict):
        return "pdf_info" in value
    return objects(value) and all("type" in item and ("page_idx" in item or "img_path" in item) for item in value)


def pages_of(value: Any) -> list[FoundPage]:
    """Return the pages; raises OcrFault."""
    if isinstance(value, dict):
        infos = blocks_in(value["pdf_info"], "$.pdf_info", "MinerU's middle.json")
        return [_page_of_middle(info, f"$.pdf_info[{number}]") for number, info in enumerate(infos)]
    pages: defaultdict[float, list[tuple[dict[str, Any], str]]] = defaultdict(list)
    for number, item in enumerate(value):
        index = item.get("page_idx", 0.0)
        if not isinstance(index, float):
            raise OcrFault("is not the number of a page", f"$[{number}].page_idx")
        pages[index].append((item, f"$[{number}]"))
    return [_page(pages[index]) for index in sorted(pages)]


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
        yield Block("furniture" if kind in _FURNITURE else "title" if title else "text", text)
    if isinstance(item.get("table_body"), str):
        yield Block("text", plain(item["table_body"]))
    for key in (*_CAPTIONS, *_LISTS):
        texts = item.get(key)
        for text in texts if isinstance(texts, list) else [texts] if isinstance(texts, str) else []:
            yield Block("caption" if key in _CAPTIONS else "text", plain(text_of(text, f"{path}.{key}")))


def _page_of_middle(info: dict[str, Any], path: str) -> FoundPage:
    blocks: list[Block] = []
    for key in ("para_blocks", "discarded_blocks"):
        items = info.get(key) or []
        for number, item in enumerate(blocks_in(items, f"{path}.{key}", "MinerU's middle.json")):
            blocks += _of_middle(item, f"{path}.{key}[{number}]", key == "discarded_blocks", 0)
    if "para_blocks" not in info:
        raise OcrFault("is MinerU's middle.json without para_blocks", path, NOT_A_PAGE)
    return FoundPage(blocks=blocks)


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
            content = span.get("content", span.get("html"))
            if content is not None:
                texts.append(text_of(content, where))
            if isinstance(span.get("score"), float) and 0 <= span["score"] <= 1:
                scores.append(span["score"])
    if texts:
        role: BlockRole = (
            "title" if kind == "title" else "caption" if kind.endswith(("caption", "footnote")) else "text"
        )
        yield Block("furniture" if discarded else role, plain("".join(texts)), min(scores, default=None))
