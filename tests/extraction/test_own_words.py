"""Keywords say what an article is about: no names of people, no credits, no pieces of names."""

from jiceng.extraction import extract
from jiceng.extraction.own_words import own_words

from .sample_articles import LOCAL, article_of


def words_of(text: str) -> list[str]:
    return list(own_words(extract(article_of(text, LOCAL))))


def test_people_and_credits_are_no_keywords() -> None:
    words = words_of("本报讯 社区书记王建国说，食堂开张。居民李文华（记者张三）来了。")
    assert "食堂" in words
    assert not {"王建国", "李文华", "本报讯", "记者"} & set(words)


def test_no_word_goes_beyond_a_name() -> None:
    text = "开化县马金镇霞田村的食堂开张，马金镇霞田村村民都来了。"
    found = extract(article_of(text, LOCAL))
    edges = {edge for place in found.communities for m in place.mentions for edge in (m.start, m.end)}
    ends = {start + len(word) for start, word in zip(found.text.words.starts, found.text.words.texts, strict=True)}
    assert edges - ends - set(found.text.words.starts), "the segmenter cuts across no name in this text"
    assert not [word for word in own_words(found) if "镇霞" in word]


def test_the_other_words_stay_in_their_order() -> None:
    text = "食堂开张，花园变美，路灯亮了。"
    assert words_of(text) == list(extract(article_of(text, LOCAL)).text.words.texts)
