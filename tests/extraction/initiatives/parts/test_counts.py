import pytest

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.parts.counts import number_around_name, number_in_name, number_of, numbers_to_list

from ...sample_articles import article_of


@pytest.mark.parametrize(("digits", "number"), [("两", 2), ("十", 10), ("38", 38)])
def test_number_of_digits_and_numerals(digits, number):
    assert number_of(digits) == number


@pytest.mark.parametrize(
    ("name", "core", "number"),
    [
        ("“四个一”", "四个一", 4),
        ("“花山”四型机场", "花山", 4),
        ("“26条措施”", "26条措施", 26),
        ("“一枢纽五高地”", "一枢纽五高地", None),
        ("“五彩花山”", "五彩花山", None),
        ("“四点半课堂”", "四点半课堂", None),
        ("九江红色文艺轻骑兵", "九江红色文艺轻骑兵", None),
        ("“花山”", "花山", None),
    ],
)
def test_number_in_a_name(name, core, number):
    assert number_in_name(article_of(name), NameCandidate(0, len(name), core, "other", "-")) == number


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("制定了涵盖38项内容的", "", 38),
        ("", "（以下简称《办法》），共15条", 15),
        ("", "明确了5项任务", 5),
        ("还有8个部门，", "很好", None),
    ],
)
def test_number_around_a_name(before, after, number):
    assert number_around_name(before, after) == number


def test_numbers_to_list_are_not_one_and_no_ordinals():
    assert numbers_to_list("一网四步") == [4]
    assert numbers_to_list("第四批") == []
    assert numbers_to_list("二十四节气") == []
