import pytest

from ..samples import speaker_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王建国教授来了。他说", "王建国"),
        ("市委常委、部长王建国会见局长李文华。他强调", "王建国"),
        ("见了王建国教授的局长李文华走了。他强调", "李文华"),
        ("局长王建国说：“李文华教授来了。”他说", "王建国"),
        ("19岁的小芮爱看飞机。他说", "小芮"),
        ("那里的小芮爱看飞机。他说", "他"),
    ],
)
def test_whom_a_pronoun_means(text, name):
    assert speaker_of(text, "他") == (name, "person", "pronoun")
