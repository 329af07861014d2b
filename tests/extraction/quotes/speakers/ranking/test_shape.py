import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.speakers.ranking.shape import shape_of

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“路要修好。”局长王建国说。", "first text"),
        ("局长王建国说：“路要修好。”", "colon last"),
        ("局长王建国很忙，“路要修好。”大家鼓掌。", "comma text"),
        ("局长王建国很忙。“我们路要修好。”……", "stop mark"),
        ("局长王建国说“我们的路要修好。”“桥也要修好。”", "word speech"),
        ("局长王建国说，路要修好。", "indirect"),
    ],
)
def test_what_is_beside_a_quote(text, expected):
    article = article_of(text)
    _, quotes = ruled_quotes(article, find_people(article))
    assert shape_of(article.text, article.paragraph_range(quotes[0].start), quotes[0]) == expected
