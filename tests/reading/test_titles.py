import pytest

from jiceng.reading import read_lines
from jiceng.reading.lines.columns import blocks_of, read_style
from jiceng.reading.paragraphs.titles import cuts_word, ends_sentence, is_title_block, part_titles_below, title_joins

_COLUMN = "\n".join(["水渠修到村口以后家家户户都用上了", *["甲" * 16] * 6, "乙" * 5 + "。"])


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("修好了。", True),
        ("“修好了。”", True),
        ("（修好了。）", True),
        ("修好了吗？", True),
        ("修了又修……", True),
        ("修好了，", False),
        ("修好“水渠”", False),
        ("（三）", False),
        ("修好了——", False),
    ],
)
def test_ends_of_sentences(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("lines", "joins"),
    [
        (["水渠修到村口以后家", "家户户都用上了自来水"], ["title_halves"]),  # the second is as long, or one longer
        (["水渠修到村口家家户户用上水", "村里的老人说了好几遍"], [""]),
        (["水渠修到村口 ", "家家户户用水"], ["title_space"]),
        (["水渠修到村口（走进", "新农村·见闻）"], ["title_bracket"]),
        (["水渠修到村口家家户户——", "老人们用上了自来水啦"], [""]),  # a kicker
        (["水渠修到村口以后家家", "——访槐树湾的三户人家"], [""]),  # a subheadline
        (["水渠修到村口", "用上水"], [""]),  # too short to be halves
    ],
)
def test_where_a_title_goes_on(lines: list[str], joins: list[str]) -> None:
    read = read_lines("\n".join(lines))
    assert title_joins(read, 0, len(read)) == joins


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
    assert part_titles_below(lines, blocks, style, set_lines)[:2] == [(0, 8), (8, 9)]


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [("推进治理体", "系现代化", True), ("推进治理", "体系现代化", False), ("推进治理体", "系\ud800代化", True)],
)
def test_words_cut_in_two(above: str, below: str, cut: bool) -> None:
    first, second = read_lines(f"{above}\n{below}")
    assert cuts_word(first, second) is cut
