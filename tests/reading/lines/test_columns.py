import pytest

from jiceng.evaluation.typeset import Face, wrap
from jiceng.reading import read_lines
from jiceng.reading.lines.columns import block_measures, blocks_of, read_style
from tests.reading.own_articles import LIBRARY, RIVER

_TEXTS = [unit["text"] for article in (LIBRARY, RIVER) for unit in article["units"] if unit["role"] == "body"]


def _set(texts: list[str], width: int, *, half_marks: bool, indent: bool = False) -> str:
    face = Face(width, half_marks, indent, 1.0, False, 99)
    first = "\u3000\u3000" if indent else ""
    paragraphs = [["".join(piece for piece, _ in line) for line in wrap(text, face, 2.0)] for text in texts]
    return "\n\n".join(first + "\n".join(lines) for lines in paragraphs)


@pytest.mark.parametrize("indent", [False, True])
@pytest.mark.parametrize("half_marks", [False, True])
@pytest.mark.parametrize("width", range(12, 27, 2))
def test_the_width_of_a_column(width: int, half_marks: bool, indent: bool) -> None:
    lines = read_lines(_set(_TEXTS, width, half_marks=half_marks, indent=indent))
    style, _ = read_style(lines, blocks_of(lines))
    assert style.measure.mark == (0.5 if half_marks else 0.0)
    assert abs(style.measure.width - width) <= 0.5
    assert style.indented is indent


def test_columns_of_several_widths_on_one_page() -> None:
    wide, narrow = _set(_TEXTS, 20, half_marks=False), _set(_TEXTS[:1] * 2, 13, half_marks=False)
    lines = read_lines(wide + "\n\n" + narrow)
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    widths = [measure.width for measure in block_measures(lines, blocks, style, set_lines)]
    assert {round(width) for width in widths[:-2]} == {20}
    assert [round(width) for width in widths[-2:]] == [13, 13]
