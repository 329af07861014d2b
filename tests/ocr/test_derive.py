"""Boxes → raw text: nothing lost, nothing invented, and white space as the page has it."""

import math
from collections import Counter
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.ocr.boxes import Box, TextLine
from jiceng.ocr.derive import INDENT, derive_page
from jiceng.ocr.regions import reading_order

EM = 30.0
LEADING = 45.0
FULL = "村里的阅览室今年重新开门了大"
WIDTH = len(FULL) * EM
GUTTER = 40.0


def printed(text: str, left: float, top: float, em: float = EM, block: int | None = None) -> TextLine:
    return TextLine(text, Box(left, top, left + len(text) * em, top + em), block)


def column(texts: list[str], left: float = 0.0, top: float = 0.0, block: int | None = None) -> list[TextLine]:
    """Lines below each other; those that begin with INDENT stand two ems to the right."""
    return [
        printed(text.removeprefix(INDENT), left + 2 * EM * text.startswith(INDENT), top + number * LEADING, block=block)
        for number, text in enumerate(texts)
    ]


def lines_named(name: str, count: int) -> list[str]:
    """Full lines that can be told apart."""
    return [f"{name}{number:02d}{FULL[3:]}" for number in range(count)]


def written(*parts: list[str]) -> str:
    return "\n".join("".join(f"{text}\n" for text in part) for part in parts)


def three_columns(top: float = 0.0, names: str = "甲乙丙", count: int = 8) -> list[TextLine]:
    return [
        line
        for number, name in enumerate(names)
        for line in column(lines_named(name, count), number * (WIDTH + GUTTER), top)
    ]


def test_columns_are_read_from_left_to_right() -> None:
    expected = written(lines_named("甲", 8), lines_named("乙", 8), lines_named("丙", 8))
    assert derive_page(three_columns()).text == expected
    assert derive_page(sorted(three_columns(), key=lambda line: line.box.top)).text == expected


def test_two_columns_side_by_side_are_never_one_line() -> None:
    narrow = [printed("左边一列字", 0, top) for top in (0, 45)] + [printed("右边一列字", 195, top) for top in (0, 45)]
    assert derive_page(narrow).text == written(["左边一列字"] * 2, ["右边一列字"] * 2)


def headline(text: str, top: float, columns: int = 3, em: float = 80.0) -> TextLine:
    width = columns * WIDTH + (columns - 1) * GUTTER
    return printed(text, (width - len(text) * em) / 2, top, em)


@pytest.mark.parametrize("title", ["阅览室重新开门迎客来", "开门了"])
def test_a_headline_over_all_columns_parts_what_is_above_and_below(title: str) -> None:
    page = [*three_columns(), headline(title, 420), printed("记者小王", 600, 520), *three_columns(590, "丁戊己")]
    assert derive_page(page).text == written(
        *(lines_named(name, 8) for name in "甲乙丙"),
        [title],
        ["记者小王"],
        *(lines_named(name, 8) for name in "丁戊己"),
    )


def test_a_headline_over_two_of_three_columns() -> None:
    right = column(lines_named("丙", 20), 2 * (WIDTH + GUTTER))
    left = [line for line in three_columns(120, count=17) if line.box.left < 2 * WIDTH]
    assert derive_page([headline("两栏标题在上面", 0, columns=2), *left, *right]).text == written(
        ["两栏标题在上面"], lines_named("甲", 17), lines_named("乙", 17), lines_named("丙", 20)
    )


def test_a_column_is_not_read_on_into_the_article_below() -> None:
    below = [headline("下面一篇两栏题", 480, columns=2), *three_columns(600, "丁戊", 6)]
    box = column(lines_named("己", 8), 2 * (WIDTH + GUTTER), 490)
    assert derive_page([*three_columns(), *below, *box]).text == written(
        *(lines_named(name, 8) for name in "甲乙丙"), ["下面一篇两栏题"],
        lines_named("丁", 6), lines_named("戊", 6), lines_named("己", 8),
    )  # fmt: skip


def test_first_lines_of_paragraphs_are_indented_and_others_are_not() -> None:
    texts = [INDENT + FULL[:12], FULL, "开门。", INDENT + FULL[:12], FULL, FULL[:9]]
    assert derive_page(column(texts)).text == written(texts)


def test_a_line_in_the_middle_or_to_the_right_is_not_indented() -> None:
    lines = [*column([FULL, FULL, FULL]), printed("八个字的小标题吗", 3 * EM, 135), printed("完", 13 * EM, 180)]
    assert INDENT not in derive_page(lines).text


def test_a_blank_line_where_the_distance_or_the_size_changes() -> None:
    apart = [*column([FULL] * 4), *column([FULL] * 3, top=4 * LEADING + 40)]
    assert derive_page(apart).text == written([FULL] * 4, [FULL] * 3)
    larger = [printed(FULL[:8], 0, 0, 45), *column([FULL] * 4, top=60)]
    assert derive_page(larger).text == written([FULL[:8]], [FULL] * 4)


def test_a_block_of_the_engine_counts_where_the_distance_says_so_too() -> None:
    together = [*column([FULL] * 3, block=0), *column([FULL] * 3, top=3 * LEADING, block=1)]
    assert derive_page(together).text == written([FULL] * 6)
    apart = [*column([FULL] * 3, block=0), *column([FULL] * 3, top=3 * LEADING + 8, block=1)]
    assert derive_page(apart).text == written([FULL] * 3, [FULL] * 3)


def test_a_block_over_several_columns_is_not_believed() -> None:
    assert derive_page([replace(line, block=0) for line in three_columns()]).text == derive_page(three_columns()).text


def test_blocks_do_not_change_the_order_of_columns() -> None:
    lines = [*column(lines_named("乙", 6), WIDTH + GUTTER, block=0), *column(lines_named("甲", 6), block=1)]
    assert derive_page(lines).text == written(lines_named("甲", 6), lines_named("乙", 6))


def test_pieces_of_a_line_are_one() -> None:
    lines = [
        *column([FULL] * 4),
        printed("全会精神", 0, 180),
        printed("加快推进", 6 * EM, 181),
        *column([FULL], top=225),
    ]
    assert derive_page(lines).text == written([FULL] * 4 + ["全会精神 加快推进", FULL])
    close = [*column([FULL] * 4), printed("全会精神", 0, 180), printed("加快推进", 4.3 * EM, 181)]
    assert derive_page(close).text == written([FULL] * 4 + ["全会精神加快推进"])


def vertical(text: str, left: float, top: float = 0.0) -> TextLine:
    return TextLine(text, Box(left, top, left + EM, top + len(text) * EM))


def test_vertical_text_is_read_from_right_to_left() -> None:
    lines = [vertical(f"{name}行竖排文字", number * 45.0) for number, name in enumerate("丁丙乙甲")]
    assert derive_page(lines).text == written([f"{name}行竖排文字" for name in "甲乙丙丁"])


def test_a_vertical_title_is_a_region_of_its_own() -> None:
    regions = reading_order([vertical("竖排的标题", 0), *column(lines_named("甲", 6), 80)])
    assert [(region.vertical, len(region.lines)) for region in regions] == [(True, 1), (False, 6)]


def turned(line: TextLine, degrees: float, *, hull: bool) -> TextLine:
    """A line of a page that was laid on the scanner askew."""
    angle = math.radians(degrees)
    box = line.box
    x, y = (box.left + box.right) / 2 + 200, (box.top + box.bottom) / 2 + 200
    x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    width, height = box.width, box.height
    if hull:
        sine = abs(math.sin(angle))
        width, height = width * math.cos(angle) + height * sine, height * math.cos(angle) + width * sine
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return replace(line, box=box, slope=math.tan(angle), hull=hull)


@pytest.mark.parametrize("hull", [True, False])
@pytest.mark.parametrize("degrees", [-2.0, -1.0, 0.5, 2.0])
def test_a_slanted_page_reads_as_the_straight_one(degrees: float, hull: bool) -> None:
    texts = [INDENT + FULL[:12], FULL, FULL, "开门。"] * 3
    page = [
        headline("阅览室重新开门迎客来", 0),
        *(line for number in range(3) for line in column(texts, number * (WIDTH + GUTTER), 150)),
    ]
    assert derive_page([turned(line, degrees, hull=hull) for line in page]).text == derive_page(page).text


_numbers = st.floats(0, 3000, allow_nan=False) | st.integers(0, 60).map(lambda number: number * 30.0)
_sizes = st.floats(0.01, 900) | st.sampled_from([30.0, 45.0, 420.0])
_texts = st.text(st.sampled_from("村里的书，。“”—AB12 \u3000\u00a0(é𠮷\U0010ffff"), min_size=1, max_size=15).map(
    str.strip
)
_lines = st.builds(
    lambda text, left, top, width, height, block, slope, hull: TextLine(
        text, Box(left, top, left + width, top + height), block, slope, hull
    ),
    _texts.filter(bool), _numbers, _numbers, _sizes, _sizes,
    st.none() | st.integers(0, 4), st.none() | st.floats(-0.3, 0.3), st.booleans(),
)  # fmt: skip


def counted(texts: list[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


@settings(max_examples=300, deadline=None)
@given(st.lists(_lines, max_size=40))
def test_nothing_is_lost_and_nothing_invented(lines: list[TextLine]) -> None:
    raw = derive_page(lines).text
    assert counted([raw]) == counted([line.text for line in lines])
    assert not raw.startswith("\n")
    assert raw == "" or raw.endswith("\n")
    assert "\n\n\n" not in raw


@settings(max_examples=100, deadline=None)
@given(st.lists(_lines, max_size=20).flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))))
def test_the_order_of_the_file_does_not_matter(both: tuple[list[TextLine], list[TextLine]]) -> None:
    assert counted([derive_page(both[0]).text]) == counted([derive_page(both[1]).text])
    assert derive_page(both[0]).text == derive_page(list(both[0])).text


def seconds_for(lines: list[TextLine]) -> float:
    """Return the processor's time for a page, the least of three."""
    found = []
    for _ in range(3):
        start = process_time()
        derive_page(lines)
        found.append(process_time() - start)
    return min(found)


def test_time_grows_with_the_lines_of_a_page_and_not_with_their_square() -> None:
    page = [
        replace(line, block=number * 100 + index // 10)
        for number in range(8)
        for index, line in enumerate(column([FULL] * 625, number * (WIDTH + GUTTER)))
    ]
    pinwheel = [
        TextLine("甲", Box(x, y, x + width, y + height))
        for n in range(1250)
        for x, y, width, height in (
            (35 * n, 35 * n, 90000 - 70 * n, 30), (90035 - 35 * n, 35 * n, 30, 90000 - 70 * n),
            (35 * n + 35, 90035 - 35 * n, 90000 - 70 * n, 30), (35 * n, 35 * n + 35, 30, 90000 - 70 * n),
        )
    ]  # fmt: skip
    for lines in (page, [replace(line, block=None) for line in page], pinwheel):
        part = lines[: len(lines) // 10]
        assert seconds_for(lines) < 40 * seconds_for(part), "ten times the lines; the square would be a hundred times"
