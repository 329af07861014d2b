"""PaddleOCR-VL and PP-StructureV3 without lines: `parsing_res_list`, blocks with labels in reading order.

Source: the code of PaddleX 3.7, which writes blocks in reading order; `block_order` numbers only some of them (no
tables, captions, headers).
"""

from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import blocks_in, page_number, text_of

_ROLES: dict[str, BlockRole] = {
    "doc_title": "title", "paragraph_title": "title", "figure_title": "caption", "table_title": "caption",
    "table": "table", "chart_title": "caption", "vision_footnote": "caption", "header": "furniture",
    "footer": "furniture", "number": "furniture", "header_image": "furniture", "footer_image": "furniture",
}  # fmt: skip
_WITHOUT_TEXT = frozenset({"image", "figure", "chart"})


def page_of(blocks: Any, path: str) -> FoundPage:
    """Return the page of a `parsing_res_list`; a block without a number in the order stays after the one before it."""
    found: list[tuple[float, int, Block]] = []
    number = None
    place = 0.0
    for index, item in enumerate(blocks_in(blocks, path, "a result of PaddleOCR-VL or PP-StructureV3")):
        label = str(item.get("block_label", "text"))
        content = item.get("block_content")
        if content is None or label in _WITHOUT_TEXT:
            continue
        text = plain(text_of(content, f"{path}[{index}].block_content"))
        if label == "number":
            number = page_number(text)
        order = item.get("block_order")
        place = order if isinstance(order, float) else place
        found.append((place, index, Block(_ROLES.get(label, "text"), text)))
    return FoundPage(blocks=[block for *_, block in sorted(found, key=lambda each: each[:2])], number=number)
