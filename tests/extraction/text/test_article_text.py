from jiceng.extraction.text.article_text import ArticleText
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


def test_a_sentence_ends_after_the_marks_that_follow_its_stop():
    article = article_of("张三说：“来吧！”大家来了；李四没来。王五")
    text, (start, end) = article.text, article.paragraphs[0]
    assert [text[slice(*range_)] for range_ in article.sentences(start, end)] == [
        "张三说：“来吧！”",
        "大家来了；",
        "李四没来。",
        "王五",
    ]


def test_marked_ranges_are_in_order_and_none_crosses_a_paragraph():
    article = article_of("《办法》里有“一老（含残疾）”。\n“没有完\n”不算")
    assert [(article.text[m.start : m.end], m.mark, m.depth, m.closed) for m in article.marked] == [
        ("办法", "《", 0, True),
        ("一老（含残疾）", "“", 0, True),
        ("含残疾", "（", 1, True),
        ("没有完", "“", 0, False),
    ]
