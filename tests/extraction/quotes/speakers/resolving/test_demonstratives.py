import pytest

from ..samples import speaker_of


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("总理王建国来到花山村。这位远道而来的领导人说", "领导人", "王建国"),
        ("市教育局负责人来了。村民王建国很忙。该负责人说", "负责人", "市教育局负责人"),
        ("市教育局局长王建国来了。村民李文华很忙。该局长说", "局长", "王建国"),
        ("市教育局负责人来了。村民王建国很忙。该村民说", "村民", "王建国"),
    ],
)
def test_whom_this_one_and_the_said_one_mean(text, words, name):
    assert speaker_of(text, words) == (name, "person", "title")


def test_a_role_without_a_demonstrative_is_not_who_was_named_before():
    assert speaker_of("村民王建国来了。那位领导人说", "领导人") == ("领导人", "person", "named")
