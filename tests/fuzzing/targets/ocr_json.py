"""JSON of OCR engines: PaddleOCR, RapidOCR, EasyOCR, MinerU, Docling, Umi-OCR, dots.ocr."""

import json
from typing import Any

from tests.fuzzing.rows import read_to_rows
from tests.fuzzing.target import Target
from tests.ocr.samples import BELOW, QUAD

_FIRST, _SECOND = "河道清淤今日完工", "局长陈大山说：“提前完成。”"
_TEXTS, _BOX = [_FIRST, _SECOND], [1, 2, 90, 40]
_SPAN = {"bbox": _BOX, "content": _FIRST, "type": "text", "score": 1.0}
_BLOCK = {"type": "text", "bbox": _BOX, "lines": [{"bbox": _BOX, "spans": [_SPAN]}]}
_PLACE = {"page_no": 1, "bbox": {"l": 1, "t": 90, "r": 90, "b": 2, "coord_origin": "BOTTOMLEFT"}}
_DOCUMENTS: tuple[Any, ...] = (
    [{"text": text, "box": box, "score": 0.9} for text, box in zip(_TEXTS, (QUAD, BELOW), strict=True)],
    {"rec_texts": _TEXTS, "rec_scores": [0.9, 0.5], "dt_polys": [QUAD, BELOW], "rec_boxes": [_BOX, _BOX]},
    {"res": {"rec_texts": _TEXTS, "rec_polys": [QUAD, BELOW], "input_path": "a.png", "page_index": 0}},
    [[[QUAD, [_FIRST, 0.9]], [BELOW, [_SECOND, 0.4]]]],
    [[QUAD, _FIRST, 0.9], [BELOW, _SECOND, 0.8]],
    {"txts": _TEXTS, "boxes": [QUAD, BELOW], "scores": [0.9, 0.8]},
    {"code": 100, "data": [{"text": text, "box": QUAD, "score": 0.9, "end": "\n"} for text in _TEXTS]},
    [
        {"type": "text", "text": _SECOND, "bbox": _BOX, "page_idx": 0, "text_level": 1},
        {"type": "table", "table_body": "<table><tr><td>甲</td></tr></table>", "page_idx": 1},
    ],
    {"pdf_info": [{"page_idx": 0, "page_size": [900, 900], "para_blocks": [_BLOCK]}]},
    {
        "schema_name": "DoclingDocument",
        "body": {"children": [{"$ref": "#/texts/0"}]},
        "texts": [{"text": _FIRST, "label": "text", "prov": [_PLACE]}],
        "pages": {"1": {"size": {"width": 900, "height": 900}}},
    },
    {"parsing_res_list": [{"block_label": "text", "block_content": _FIRST, "block_bbox": _BOX}], "width": 900},
    [
        {"bbox": _BOX, "category": "Text", "text": _FIRST},
        {"bbox": _BOX, "category": "Table", "text": "<table></table>"},
    ],
    [{"type": "text", "bbox": _BOX, "res": [{"text": _FIRST, "confidence": 0.9, "text_region": QUAD}]}],
)
_WORDS = (
    *(
        '"text"',
        '"box"',
        '"bbox"',
        '"score"',
        '"rec_texts"',
        '"dt_polys"',
        '"page_idx"',
        '"type"',
        '"spans"',
        '"lines"',
    ),
    *('"$ref"', '"#/texts/0"', '"#/body"', '"#/groups/0"', '"table"', '"table_body"', '"title"', '"list_items"'),
    *('"img_caption"', '"content"', "[]", "{}", "[[]]", "[1,2,3,4]", "[[1,1],[9,1],[9,9],[1,9]]", "Infinity", "1e400"),
    *('"<table><tr><td colspan=9999999>"', '"<table><tr><td rowspan=-1>甲"', ":", ",", '"\\ud83d"', "False", "None"),
    *('"$\\\\frac{1}{2}$"', '"para_blocks"', '"block_content"', '"pdf_info"', '"prov"', '"children"', '"code":101'),
)


def run(data: bytes) -> None:
    """Read a page file of the input as JSON, and as lines of JSON."""
    read_to_rows(data, ".json")
    read_to_rows(data, ".jsonl")


def seeds() -> list[bytes]:
    """Return a small file of each engine."""
    return [json.dumps(document, ensure_ascii=False).encode() for document in _DOCUMENTS]


TARGET = Target("json", run, seeds, tuple(word.encode() for word in _WORDS))
