import pytest

from jiceng.extraction.quotes.speakers.phrases import counted_start, ends_with_any, group_start, noun_phrase_start

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("昨天不少与会者说", "与会者", "不少与会者"),
        ("广大居民群众说", "群众", "广大居民群众"),
        ("我们的居民说", "居民", "居民"),
        ("花山村120名党员说", "党员", "花山村120名党员"),
    ],
)
def test_a_group_begins_with_what_describes_it(text, word, phrase):
    start = text.index(word)
    assert text[group_start(article_of(text), start) : start + len(word)] == phrase


def test_who_is_counted_begins_with_the_number():
    text = "那里，一位年长的同伴说"
    assert text[counted_start(text, text.index("同伴")) :] == "一位年长的同伴说"
    assert counted_start(text, text.index("同伴"), floor=5) == text.index("同伴")
    assert counted_start("一位校长来了，同伴说", 7) == 7


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("近日市委十届八次全会", "市委十届八次全会"),
        ("根据党的十九届四中全会", "党的十九届四中全会"),
        ("近日召开的全市社区工作会议", "全市社区工作会议"),
        ("在2019年《乡村建设法》研讨会", "《乡村建设法》研讨会"),
    ],
)
def test_a_noun_phrase_begins_after_prepositions_and_times(text, phrase):
    assert text[noun_phrase_start(article_of(text), 0, len(text)) :] == phrase


def test_words_end_with_a_noun_inside_their_range():
    text = "市委全会提出"
    assert ends_with_any(text, {"全会"}, 0, 4)
    assert not ends_with_any(text, {"全会"}, 3, 4)
    assert not ends_with_any(text, {"会"}, 0, 4)
