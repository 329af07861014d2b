import pytest

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.quotes.speakers.known_people import KnownPeople
from jiceng.extraction.quotes.speakers.mentions.familiar_forms import familiar_mentions

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["张三"], "老张来了", ["老张"]),
        ([], "老覃爱看飞机", []),
        ([], "老覃说，菜园很好", ["老覃"]),
        ([], "小芮爱看飞机，小芮爱看飞机", ["小芮", "小芮"]),
        ([], "19岁的小芮爱看飞机", ["小芮"]),
        ([], "那里的小芮爱看飞机", []),
        ([], "阿明说，菜园很好", []),
        (["王晓菲"], "晓菲来了", ["晓菲"]),
        (["王晓菲"], "晓菲村很好", []),
        (["阿布·哈桑"], "哈桑说", ["哈桑"]),
    ],
)
def test_familiar_forms_of_names(names, text, expected):
    people = KnownPeople([FoundPerson(name, ()) for name in names])
    found = list(familiar_mentions(article_of(text), people, 0, len(text)))
    assert [text[mention.start : mention.end] for mention in found] == expected
    assert {mention.kind for mention in found} <= {"short"}
