import pytest

from jiceng.extraction.people.credits import Credits
from jiceng.extraction.people.find import find_people

from ..sample_articles import article_of


def names(article):
    return [person.name for person in find_people(article)]


def test_only_the_credit_is_inside_it():
    text = "张晓明说，好。（本报记者李文华报道）张晓明走了。"
    credited = Credits(article_of(text))
    assert [offset for offset in range(len(text)) if offset in credited] == list(
        range(text.index("（"), text.index("）") + 1)
    )


@pytest.mark.parametrize(
    "text",
    [
        "（综合本报记者张晓明、李文华报道）",
        "本报记者 张晓明摄",
        "版式设计：张晓明",
        "新华社成都3月2日电 （记者张晓明）会议召开。",
    ],
)
def test_makers_of_the_article_are_nobody_of_it(text):
    assert names(article_of(text)) == []
