import pytest

from ..samples import speaker_of


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("母亲说", "母亲", "母亲"),
        ("一位年长的同伴拉住我", "同伴", "一位年长的同伴"),
        ("一位校长来了，母亲说", "母亲", "母亲"),
    ],
)
def test_a_relative_has_what_counts_them(text, words, expected):
    assert speaker_of(text, words) == (expected, "person", "named")
