import numpy as np
import pytest

from jiceng.dataset.search.tokens import codes_of, tokens_of, tokens_of_codes


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("网格化", ["格化", "网格"]),
        ("议事 网格", ["网格", "议事"]),
        ("AI，5G", ["5g", "ai"]),
        ("社", []),
        ("社、区", []),
        ("𠮷野家", ["野家", "𠮷野"]),
        ("", []),
    ],
)
def test_tokens_of_words(words: str, tokens: list[str]) -> None:
    assert tokens_of(words) == tokens


def test_a_last_letter_is_a_token_so_that_any_letter_begins_one() -> None:
    codes, at = codes_of("社区，好")
    assert tokens_of_codes(codes).to_pylist() == ["社区", "区", "好"]
    assert at.tolist() == [0, 1, 3]


def test_numbers_are_in_the_order_of_their_tokens() -> None:
    codes, _ = codes_of("z啊A𠮷社區好a一0")
    tokens = tokens_of_codes(np.sort(codes)).to_pylist()
    assert tokens == sorted(tokens)
