import pytest

from jiceng.reading import read_lines
from jiceng.reading.lines.columns import blocks_of, read_style
from jiceng.reading.paragraphs.title_blocks import is_title_block, part_titles

_COLUMN = "\n".join(["水渠修到村口以后家家户户都用上了", *["甲" * 16] * 6, "乙" * 5 + "。"])


@pytest.mark.parametrize(
    ("block", "titles"),
    [
        ("水渠修到村口\n家家户户用水", True),
        ("水渠修到村口——\n家家户户用上了水", True),
        ("水渠修到村口。\n家家户户用水", False),  # a sentence ends
        ("甲甲甲甲甲甲甲甲甲甲甲甲甲甲\n乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙\n乙乙乙，", False),
    ],
)
def test_blocks_of_titles(block: str, titles: bool) -> None:
    lines = read_lines(f"{_COLUMN}\n\n{block}\n\n{_COLUMN}")
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    assert is_title_block(lines, blocks[1], style, set_lines, style.measure.width, goes_on=False) is titles


def test_titles_below_a_body_without_a_blank_line() -> None:
    lines = read_lines(f"{_COLUMN}\n水渠修到村口\n□本报记者 张三\n{_COLUMN}")
    blocks = blocks_of(lines)
    style, set_lines = read_style(lines, blocks)
    assert part_titles(lines, blocks, style, set_lines)[:2] == [(0, 8), (8, 9)]
