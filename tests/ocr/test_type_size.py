import pytest

from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.derive import derive_page
from jiceng.ocr.type_size import fit_to_type

EM = 30.0
FULL = "村里的阅览室今年重新开门了大"
DIGITS = "零一二三四五六七"


def printed(text: str, left: float, top: float, em: float = EM, padding: float = 0.0) -> TextLine:
    """A line whose box is higher than its type by some ems above and below."""
    return TextLine(text, Box(left, top - padding * em, left + len(text) * em, top + (1 + padding) * em))


def columns(padding: float = 0.0, gutter: float = 1.2, top: float = 0.0) -> list[TextLine]:
    return [
        printed(
            f"{name}{DIGITS[number]}{FULL[2:]}", place * (len(FULL) + gutter) * EM, top + number * 1.4 * EM, EM, padding
        )
        for place, name in enumerate("甲乙")
        for number in range(8)
    ]


@pytest.mark.parametrize("padding", [0.0, 0.15, 0.3])
def test_boxes_higher_than_their_type_do_not_hide_sizes_or_order(padding: float) -> None:
    headline = printed("晚上也开放", 9 * EM, -4 * EM, 2.4 * EM, padding)
    page = derive_page([headline, *columns(padding)])
    assert page.sizes == (2.4, *[1.0] * 16)
    assert page.text.startswith("晚上也开放\n\n甲零")
    assert page.text.index("甲七") < page.text.index("乙零")


def test_every_line_gets_a_box_as_high_as_its_type() -> None:
    fitted = fit_to_type(columns(0.25))
    assert {round(line.box.height, 6) for line in fitted} == {EM}
    assert {line.size for line in fitted} == {EM}


def test_letters_set_apart_and_squeezed_marks_do_not_change_the_size_of_a_line() -> None:
    spread = TextLine("新书目", Box(0, 900, 9 * EM, 900 + EM))
    marks = TextLine("“都来看！”（副刊）", Box(0, 1000, 8 * EM, 1000 + EM))
    sizes = {line.text: (line.size or 0) / EM for line in fit_to_type([*columns(), spread, marks])}
    assert sizes["新书目"] < 1.2
    assert 0.9 < sizes["“都来看！”（副刊）"] < 1.2


def test_a_last_line_of_one_character_has_the_size_of_the_text() -> None:
    last = TextLine("了", Box(0, 900, 0.9 * EM, 900 + 1.2 * EM))
    assert fit_to_type([*columns(), last])[-1].size == EM
