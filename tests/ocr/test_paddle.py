import json
from typing import Any

import pytest

from jiceng.ocr.boxes import Box
from jiceng.ocr.json_files import read_json
from tests.ocr.samples import BELOW, QUAD, texts

RESULT = {
    "rec_texts": ["村里", "", "的书"],
    "rec_scores": [0.9, 0.1, 0.8],
    "rec_polys": [QUAD, QUAD, BELOW],
    "dt_polys": [QUAD, QUAD, QUAD, BELOW],
}


@pytest.mark.parametrize(
    "value",
    [
        [[QUAD, ["村里", 0.9]], [BELOW, ["的书", 0.8]]],
        [[[QUAD, ["村里", 0.9]], [BELOW, ["的书", 0.8]]]],
        RESULT,
        {"res": RESULT},
        [{"res": RESULT}],
        {"input_path": "x.png", "overall_ocr_res": RESULT},
        {"errorCode": 0, "result": {"ocrResults": [{"prunedResult": RESULT, "ocrImage": "…"}]}},
        {"rec_texts": ["村里", "的书"], "dt_polys": [QUAD, BELOW]},
        {"rec_texts": ["村里", "的书"], "rec_boxes": [[10, 10, 110, 50], [10, 60, 110, 100]]},
        [{"transcription": "村里", "points": QUAD, "difficult": False}, {"transcription": "的书", "points": BELOW}],
        [{"text": "村里", "bbox": [10, 10, 110, 50], "score": 0.9}, {"text": "的书", "box": BELOW}],
        {"msg": "", "status": "000", "results": [[{"text": "村里", "confidence": 0.9, "text_region": QUAD},
                                                  {"text": "的书", "confidence": 0.8, "text_region": BELOW}]]},
        [{"type": "text", "bbox": [0, 0, 200, 200], "res": [{"text": "村里", "text_region": QUAD}]},
         {"type": "figure", "bbox": [0, 0, 9, 9], "res": []},
         {"type": "title", "bbox": [0, 0, 200, 200], "res": [{"text": "的书", "text_region": BELOW}]}],
    ],
)  # fmt: skip
def test_every_form_of_paddleocr(value: Any) -> None:
    """After the engine's documentation; none of them was made by the engine."""
    lines = list(read_json(json.dumps(value))[1][0].lines)
    assert texts(lines) == ["村里", "的书"]
    assert [each.box for each in lines] == [Box(10, 10, 110, 50), Box(10, 60, 110, 100)]


def test_a_slanted_quadrilateral_is_turned_upright() -> None:
    (found,) = read_json(json.dumps([[[[10, 10], [210, 20], [208, 60], [8, 50]], ["村里的书", 0.9]]]))[1][0].lines
    assert found.slope == pytest.approx(0.05)
    assert found.box.width == pytest.approx(200.25, abs=0.01)
    assert found.box.height == pytest.approx(40.05, abs=0.01)
