import pytest

from jiceng.reading import read_lines
from jiceng.reading.interleaving.links import Links, word_across


@pytest.mark.parametrize(
    ("upper", "lower", "length"),
    [("今年这里的村", "民很高兴", 2), ("大家来到了广场", "唱歌", 0), ("我们一起", "，走", 0)],
)
def test_the_word_across_a_line_end(upper: str, lower: str, length: int) -> None:
    assert word_across(upper, lower) == length


def test_what_speaks_for_a_line_going_on() -> None:
    lines = read_lines("今天上午，社区里的“议事\n会”开了三次，居民代表\n2026年的工作，议事会\n")
    links = Links(lines)
    found = links.features(0, 1)
    assert "across: word of 3, pair seen 1, small page" in found
    assert "marks: open, closes" in found
    assert "meets: character, digit" in links.features(1, 2)
    assert links.odds(0, 1) > links.odds(0, 2)
