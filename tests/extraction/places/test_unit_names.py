import pytest

from jiceng.extraction.places.unit_names import RANKS, functional_words, level_of, makes_word_with, suffix_levels


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("四川省", "province"),
        ("内蒙古自治区", "province"),
        ("杭州市", "city"),
        ("米易县", "county"),
        ("仙桃市", "county"),
        ("瓜子坪街道", "street"),
        ("攀莲镇", "town"),
        ("苏力德苏木", "township"),
        ("兰尖社区", "community"),
        ("花山村", "village"),
        ("花山", "other"),
        ("", "other"),
    ],
)
def test_level_of_a_name(name, level):
    assert level_of(name) == level


def test_every_suffix_has_a_level_with_a_rank():
    assert set(suffix_levels().values()) <= set(RANKS)
    assert set(makes_word_with()) == set(suffix_levels())


def test_longer_words_for_functional_districts_come_first():
    lengths = [len(word) for word in functional_words()]
    assert lengths == sorted(lengths, reverse=True)
