"""What tells titles: the same features in the same order wherever they are asked for."""

from jiceng.reading.layout.title_features import surroundings_of, wording

from .invented_parts import LIBRARY, TEA, body, byline, page_of, title


def test_the_words_of_a_title_come_once_each_in_the_order_of_the_text() -> None:
    found = list(wording(title("茶山采茶2020年")))
    assert [name for name in found if name.startswith("has: ")] == [
        "has: 茶",
        "has: 山",
        "has: 采",
        "has: 0",
        "has: 年",
    ]
    assert len(found) == len(set(found))
    assert {"begins: 茶山", "ends: 年", "length: 8"} <= set(found)
    assert "length: 10" not in found


def test_what_is_around_each_possible_title_of_a_page() -> None:
    parts = page_of(title(TEA[0]), byline(), body(*TEA[1:]), title("采茶"), body(*LIBRARY[1:], dateline=True))
    titles, around = surroundings_of(parts)
    assert titles == [0, 3]
    assert {"above: none", "below: byline", "title -1: none"} <= set(around[0])
    assert {"above: body", "below: dispatch", "title +1: none"} <= set(around[1])
