import pytest

from jiceng.extraction.quotes.speakers.mentions.counted import counted_mentions

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一名坚持送餐的外卖小哥说，路通了。", ["一名坚持送餐的外卖小哥"]),
        ("一位在楼下摆摊的修鞋匠告诉记者，路通了。", ["一位在楼下摆摊的修鞋匠"]),
        ("一个开理发店的年轻人说，路通了。", ["一个开理发店的年轻人"]),
        ("一个新的数字说明，路通了。", []),
        ("一名外卖小哥来了。", []),
        ("一名外卖小哥来了，局长说，好。", []),
        ("一个个居民说，路通了。", []),
    ],
)
def test_somebody_who_is_counted_is_the_subject_of_a_cue(text, expected):
    assert [mention.name for mention in counted_mentions(article_of(text), 0, len(text))] == expected
