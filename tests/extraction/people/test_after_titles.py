import pytest

from jiceng.extraction.people.after_titles import follows_title, starts_after_titles

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("局长张晓明到会。", [("张", ("title",))]),
        ("妻子李秀英回乡。", [("李", ("relative",))]),
        ("老党员王小明种菜。", [("王", ("title_weak",))]),
        ("主任何亮一下班就走。", [("何", ("title", "title_in_any"))]),
        ("书记的话很好。", []),
        ("长江流域很长。", []),
    ],
)
def test_what_speaks_for_a_name_after_a_title(text, found):
    assert [(text[start], features) for start, features in starts_after_titles(article_of(text))] == found


def test_a_string_may_follow_a_title_anywhere_in_the_article():
    article = article_of("拓超走了。连长拓超回来了。")
    assert follows_title(article, "拓超")
    assert not follows_title(article, "回来")
