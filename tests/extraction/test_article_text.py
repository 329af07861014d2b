from jiceng.extraction.article_text import ArticleText
from tests.extraction.sample_articles import LOCAL, NATIONAL, article_of


def test_once_computes_at_the_first_call_and_for_each_article_anew() -> None:
    calls: list[str] = []

    def first_paragraph(article: ArticleText) -> str:
        calls.append(article.text)
        return article.text[slice(*article.paragraphs[0])]

    one, other = article_of("张三说话。\n李四听着。"), article_of("王五走了。")
    assert [one.once(first_paragraph), one.once(first_paragraph)] == ["张三说话。"] * 2
    assert other.once(first_paragraph) == "王五走了。"
    assert len(calls) == 2


def test_paragraph_range_is_that_of_the_paragraph_around_an_offset() -> None:
    article = article_of("张三说话。\n李四听着。")
    assert article.paragraph_range(0) == article.paragraph_range(4) == (0, 5)
    assert article.paragraph_range(6) == (6, 11)


def test_only_a_local_newspaper_has_a_home() -> None:
    assert article_of("张三说话。", LOCAL).home == "四川省/攀枝花市"
    assert article_of("张三说话。", NATIONAL).home is None


def test_words_have_the_offsets_of_the_text_and_none_stands_between_paragraphs() -> None:
    article = article_of("张三说话。\n李四听着。")
    words = [article.words[index] for index in range(len(article.words.starts))]
    assert "".join(word.text for word in words) == "张三说话。李四听着。"
    assert all(article.text[word.start : word.end] == word.text for word in words)
    assert [word.start for word in words] == article.words.starts
    assert [(word.text, word.tag) for word in words] == article.words.tagged


def test_words_are_found_by_what_they_cover() -> None:
    article = article_of("张三说话。\n李四听着。")
    words = article.words
    assert words.at(0).text == words.at(1).text == "张三"
    assert words.index_at(-1) == -1
    assert words.at(-1) == words[-1] == words.at(10)
    assert words.between(1, 3)[0].text == "张三"
    assert [word.text for word in words.between(5, 7)] == ["李四"]
