import math

import pytest

from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.derive import derive_page
from jiceng.ocr.upright import turn_upright
from tests.ocr.test_type_size import EM, columns


def turned(line: TextLine, degrees: float) -> TextLine:
    """The upright box around a line of a page that is turned about its corner, as engines without corners give it."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(x, y) for x in (line.box.left, line.box.right) for y in (line.box.top, line.box.bottom)]
    xs, ys = [x * cosine - y * sine for x, y in corners], [x * sine + y * cosine for x, y in corners]
    return TextLine(line.text, Box(min(xs), min(ys), max(xs), max(ys)))


@pytest.mark.parametrize("degrees", [-1.5, 0.0, 1.2])
def test_a_slanted_page_of_upright_boxes_is_turned_by_the_edges_of_its_columns(degrees: float) -> None:
    page = [line for row in range(4) for line in columns(top=row * 8 * 1.4 * EM)]
    upright = turn_upright([turned(line, degrees) for line in page])
    lefts = [line.box.left for line in upright if line.text[0] == "甲"]
    assert max(lefts) - min(lefts) < 0.2 * EM


def test_a_page_whose_lines_begin_anywhere_is_left_as_it_is() -> None:
    page = [
        TextLine("各处都有字", Box(37 * k * k % 900, 40 * k, 37 * k * k % 900 + 150, 40 * k + 30)) for k in range(30)
    ]
    assert turn_upright(page) == page
    assert len(derive_page(page).sizes) == 30
