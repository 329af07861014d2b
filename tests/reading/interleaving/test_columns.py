from jiceng.reading import read_lines
from jiceng.reading.interleaving.columns import columns_of
from jiceng.reading.interleaving.links import Links
from jiceng.reading.interleaving.order import column_order

from .printed_in_turn import COLUMNS, in_turn


def test_each_line_goes_on_in_the_next_one_of_its_column() -> None:
    first, second, third = (column[:20] for column in COLUMNS)
    lines = read_lines(in_turn(first, second, third))
    found = columns_of(Links(lines), len(lines))
    assert [[lines[index].text for index in column] for column in found] == [first, second, third]


def test_a_column_that_ends_earlier_is_left_out_from_there_on() -> None:
    first, second = COLUMNS[0][:20], COLUMNS[1][:8]
    lines = read_lines(in_turn(first, second))
    assert [len(column) for column in columns_of(Links(lines), len(lines))] == [20, 8]


def test_a_title_over_several_columns_parts_what_is_above_from_what_is_below() -> None:
    above = [column[:7] for column in COLUMNS[:2]]
    below = [column[-10:] for column in COLUMNS[:2]]
    lines = read_lines(in_turn(*above) + "山乡新事\n" + in_turn(*below))
    columns = column_order(lines)
    assert columns is not None
    assert sorted(index for column in columns for index in column) == list(range(len(lines)))
    title = next(number for number, column in enumerate(columns) if 14 in column)
    assert all(max(column) < 14 for column in columns[:title])
