import pytest

from jiceng.extraction.quotes.speakers.ranking.extents import phrase_starts

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("当地干部说", "干部", ["干部", "当地干部"]),
        ("该企业负责人说", "负责人", ["负责人", "该企业负责人"]),
        ("旁边聊天的村民说", "村民", ["村民", "聊天的村民", "旁边聊天的村民"]),
        ("昨天，村民说", "村民", ["村民"]),
    ],
)
def test_phrases_that_a_word_ends(text, word, expected):
    article = article_of(text)
    start = text.index(word)
    found = list(phrase_starts(article, start, 0))
    assert [text[left : start + len(word)] for left, _ in found] == expected
    assert all(name.startswith("extent: ") for _, names in found for name in names)


def test_no_phrase_starts_before_the_floor():
    article = article_of("旁边聊天的村民说")
    assert [left for left, _ in phrase_starts(article, 5, 5)] == [5]
