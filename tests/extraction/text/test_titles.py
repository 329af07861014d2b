import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.extraction.text.titles import title_ends, title_start, titles, with_prefixes


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("东区区长", "区长"),
        ("东区副区长", "副区长"),
        ("太平社区党委副书记", "党委副书记"),
        ("中学教授", "教授"),
        ("好天气", ""),
        ("", ""),
    ],
)
def test_the_longest_title_with_its_prefixes(text: str, title: str) -> None:
    assert text[title_start(text, len(text)) :] == title


def test_no_title_starts_before_the_floor() -> None:
    assert title_start("副区长", 3, floor=1) == 1
    assert title_start("副区长", 3, floor=2) == 3
    assert with_prefixes("党委副书记", 3, floor=0) == 0
    assert with_prefixes("党委副书记", 3, floor=2) == 2


def test_titles_are_known_by_their_last_characters() -> None:
    assert all(len(title) in title_ends()[title[-2:]] for title in titles())
    assert all(list(lengths) == sorted(lengths, reverse=True) for lengths in title_ends().values())


PIECES = ["副", "党委", "书记", "区长", "原", "的", "东区"]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.integers(0, 5))
def test_a_title_is_between_floor_and_end(text: str, floor: int) -> None:
    floor = min(floor, len(text))
    assert floor <= title_start(text, len(text), floor) <= len(text)
