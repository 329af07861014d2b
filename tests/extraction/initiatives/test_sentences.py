import pytest

from jiceng.extraction.initiatives.sentences import LONGEST_SENTENCE, sentence_around

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("天气很好。推进春风。大家高兴。", "春风", "推进春风。"),
        ("“天气很好。”推进春风！", "春风", "推进春风！"),
        ("天气很好\n推进春风\n大家高兴", "春风", "推进春风"),
        ("春风", "春风", "春风"),
    ],
)
def test_the_sentence_around_a_word(text, word, sentence):
    article = article_of(text)
    start = article.text.index(word)
    left, right = sentence_around(article, start, start + len(word))
    assert article.text[left:right] == sentence


def test_a_sentence_has_its_longest():
    article = article_of("春" * 2_000)
    assert sentence_around(article, 1_000, 1_001) == (1_000 - LONGEST_SENTENCE, 1_001 + LONGEST_SENTENCE)
