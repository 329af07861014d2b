from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.regions import reading_order
from jiceng.ocr.type_size import is_vertical, size_of


def line(text: str, left: float, top: float, width: float, height: float) -> TextLine:
    return TextLine(text, Box(left, top, left + width, top + height))


def test_a_line_is_vertical_if_it_is_tall() -> None:
    assert is_vertical(line("阅览室", 0, 0, 30, 90))
    assert not is_vertical(line("阅览室", 0, 0, 90, 30))
    assert not is_vertical(line("一", 0, 0, 10, 30))


def test_the_size_is_the_height_and_of_vertical_text_the_width() -> None:
    assert size_of(line("阅览室", 0, 0, 90, 30)) == 30
    assert size_of(line("阅览室", 0, 0, 30, 90)) == 30
    assert size_of(line("——", 0, 0, 60, 4)) == 18


def test_two_columns_are_two_regions() -> None:
    left = [line("村里的书", 0, top, 120, 30) for top in (0, 45, 90)]
    right = [line("晚上开放", 160, top, 120, 30) for top in (0, 45, 90)]
    regions = reading_order([*right, *left])
    assert [[each.text for each in region.lines] for region in regions] == [["村里的书"] * 3, ["晚上开放"] * 3]
    assert not any(region.vertical for region in regions)


def test_no_lines_have_no_regions() -> None:
    assert reading_order([]) == []
