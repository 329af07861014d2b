import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.people.names.chinese import NameEnds

from ...sample_articles import article_of


def names(article):
    return [person.name for person in find_people(article)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张晓明说，好。", "张晓明"),
        ("江成与大家座谈。", "江成"),
        ("何亮一下班就去敲门。何亮说，好。", "何亮"),
        ("欧阳晓明说，好。", "欧阳晓明"),
        ("李伟问：“好吗？”", "李伟"),
        ("何亮答。", "何亮"),
        ("李伟笑道：“好！”", "李伟"),
        ("王村的人说，好。", ""),
        ("王书记说，好。", ""),
        ("大家说，好。", ""),
    ],
)
def test_a_chinese_name_ends_where_its_given_name_does(text, name):
    assert text[: article_of(text).once(NameEnds)[0]] == name


def test_burmese_names_go_on_to_a_clear_boundary():
    text = "缅甸商会会长吴巴佐乌表示，缅甸很好。大学校长吴昂敏说，好。吴昂敏来了。"
    assert names(article_of(text)) == ["吴巴佐乌", "吴昂敏"]
    assert names(article_of("会长吴建国日前表示，很好。")) == ["吴建国"]


def test_names_with_two_surnames():
    assert names(article_of("行政长官陈冯月珍、司令员张晓明到会。")) == ["陈冯月珍", "张晓明"]
    assert names(article_of("局长李杨时，大家都在。局长李杨说，好。")) == ["李杨"]
