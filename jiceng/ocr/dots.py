"""dots.ocr's JSON → blocks: a list of {"bbox", "category", "text"} in reading order, their text in Markdown or HTML.

Source: the code of dots.ocr, which writes a JSON file per page, and a .jsonl that only names these.
"""

from typing import Any

from jiceng.ocr.blocks import plain
from jiceng.ocr.boxes import OcrFault
from jiceng.ocr.found import Block, BlockRole, FoundPage
from jiceng.ocr.json_values import objects, page_number, text_of
from schemas.page import SourceFormat

FORMAT: SourceFormat = "dots"
_ROLES: dict[str, BlockRole] = {
    "Title": "title", "Section-header": "title", "Caption": "caption", "Page-header": "furniture",
    "Page-footer": "furniture", "Table": "table",
}  # fmt: skip


def recognises(value: Any) -> bool:
    """Return whether a value is a list of blocks with a category, or what dots.ocr writes where it has none."""
    if isinstance(value, str):
        return "bbox" in value and "category" in value
    if objects(value) and all("layout_image_path" in item for item in value):
        return True
    return objects(value) and all("category" in item and "bbox" in item for item in value)


def pages_of(value: Any) -> list[FoundPage]:
    """Return the page; raises OcrFault."""
    if isinstance(value, str):
        raise OcrFault(
            "is an answer that dots.ocr could not divide into blocks", "$", "give the .md that it wrote beside"
        )
    if "layout_image_path" in value[0]:
        raise OcrFault("only names the files that dots.ocr wrote", "$", "give these, one per page (…_page_0.json)")
    blocks = [
        Block(_ROLES.get(str(item["category"]), "text"), plain(text_of(item["text"], f"$[{number}].text")))
        for number, item in enumerate(value)
        if item.get("text") is not None
    ]
    numbers = {found for block in blocks if block.role == "furniture" and (found := page_number(block.text))}
    return [FoundPage(blocks=blocks, number=numbers.pop() if len(numbers) == 1 else None)]
