import pytest

from jiceng.extraction.quotes.speakers.mentions.source_words import mentions_by_words

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他和母亲来了", [("pronoun", "他"), ("kin", "母亲")]),
        ("其他人走了", []),
        ("专家组来了，专家们说", [("group", "专家们")]),
        ("不少居民说", [("group", "居民")]),
        ("王书记来了", [("short", "王书记")]),
        ("老师说，张老师来了", [("role", "老师"), ("short", "张老师")]),
        ("村党委书记说", [("role", "书记")]),
        ("融媒体来了", []),
        ("王大姐来了", [("short", "王大姐")]),
        ("市民政局来了", []),
        ("市民来了", [("group", "市民")]),
    ],
)
def test_words_for_sources(text, expected):
    found = mentions_by_words(article_of(text), (), 0, len(text))
    assert [(mention.kind, mention.name) for mention in found] == expected


def test_a_title_that_is_no_form_of_address_needs_a_known_surname():
    text = "王副站长来了"
    kinds = [[m.kind for m in mentions_by_words(article_of(text), known, 0, len(text))] for known in ((), ("王",))]
    assert kinds == [["role"], ["role"]]
    text = "王组长来了"
    kinds = [[m.kind for m in mentions_by_words(article_of(text), known, 0, len(text))] for known in ((), ("王",))]
    assert kinds == [["role"], ["short"]]
