import random
from itertools import pairwise

import pytest

from jiceng.reading import read_articles
from tests.reading.test_promises import check_promises

from .printed_in_turn import COLUMNS, in_turn


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_printed_in_turn_are_read_one_after_the_other(columns: int) -> None:
    reading = read_articles(in_turn(*COLUMNS[:columns]))
    read = "".join(article.text.text for article in reading.articles).replace("\n", "")
    pairs = [upper + lower for column in COLUMNS[:columns] for upper, lower in pairwise(column)]
    assert sum(pair in read for pair in pairs) > 0.9 * len(pairs)
    assert reading.issues == ("columns_interleaved",)
    assert 0 < reading.certainty < 0.9
    assert all("order_uncertain" in article.issues for article in reading.articles)
    assert not any("columns_interleaved" in article.issues for article in reading.articles)


def test_lines_in_no_order_are_read_as_they_are_and_nothing_is_certain() -> None:
    lines = [line for column in COLUMNS for line in column]
    random.Random(1).shuffle(lines)
    reading = read_articles("\n".join(lines))
    assert (reading.issues, reading.certainty) == (("columns_interleaved",), 0.0)
    assert all("columns_interleaved" in article.issues for article in reading.articles)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\u2028"])
@pytest.mark.parametrize("edges", ["", "\n", "2026年1月3日 星期六 第4版\n\n"])
def test_promises_hold_for_a_page_put_in_order(edges: str, end: str) -> None:
    check_promises((edges + in_turn(*COLUMNS)).replace("\n", end))


def test_promises_hold_where_latin_words_meet_at_line_ends() -> None:
    columns = [[f"{line[:-5]} Hello" if n % 3 else f"see {line}" for n, line in enumerate(one)] for one in COLUMNS]
    check_promises(in_turn(*columns).rstrip("\n"))
