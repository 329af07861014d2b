import random

import pytest

from jiceng.reading import read_lines
from jiceng.reading.interleaving.detect import is_interleaved

from .printed_in_turn import COLUMNS, in_turn


@pytest.mark.parametrize("columns", [2, 3])
def test_lines_of_columns_printed_in_turn_are_found(columns: int) -> None:
    assert is_interleaved(read_lines(in_turn(*COLUMNS[:columns])))


def test_lines_in_no_order_at_all_are_found() -> None:
    lines = [line for column in COLUMNS for line in column]
    random.Random(1).shuffle(lines)
    assert is_interleaved(read_lines("\n".join(lines)))


@pytest.mark.parametrize(
    "raw",
    [
        "\n".join(line for column in COLUMNS for line in column),
        "\n".join(COLUMNS[1]),
        "\n".join("".join(column) for column in COLUMNS),
        "\n".join(f"{name}第{number}名" for number, name in enumerate("甲乙丙丁戊己庚辛壬癸" * 3)),
        "",
    ],
    ids=["columns one after the other", "one column", "a paragraph per line", "a list", "nothing"],
)
def test_other_pages_are_not(raw: str) -> None:
    assert not is_interleaved(read_lines(raw))
