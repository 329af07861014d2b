from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.speakers.ranking.passages import Voice

from ....sample_articles import article_of


def passages_of(text, number):
    """Return name and text of the passages around a quote of an article, from 0."""
    article = article_of(text)
    _, quotes = ruled_quotes(article, find_people(article))
    return [
        (passage.name, article.text[passage.start : passage.end])
        for passage in Voice(article, quotes).around(quotes[number])
    ]


def test_what_goes_on_to_the_mark_is_nearest():
    text = "天晴了。局长王建国很忙，他说：“路要修好。”大家鼓掌。会就散了。"
    assert passages_of(text, 0) == [
        ("open sentence", "局长王建国很忙，他说："),
        ("earlier sentences", "天晴了。"),
        ("sentence after", "大家鼓掌"),
        ("later sentences", "。会就散了。"),
    ]


def test_speech_divides_a_paragraph():
    text = "“路要修好。”局长王建国说。“桥也要修。”“现在就修！”大家鼓掌。"
    assert passages_of(text, 1) == [
        ("closed sentence", "局长王建国说。"),
        ("sentence after speech", "大家鼓掌"),
        ("later sentences", "。"),
    ]
    assert passages_of(text, 2)[0] == ("before speech", "局长王建国说。")


def test_neighbouring_paragraphs_follow():
    text = "天晴了。\n局长王建国来了。\n“路要修好，我们现在就修！”\n大家鼓掌。"
    assert passages_of(text, 0) == [
        ("paragraph -1", "局长王建国来了。"),
        ("paragraph -2", "天晴了。"),
        ("paragraph +1", "大家鼓掌。"),
    ]


def test_reported_speech_has_only_what_is_before():
    assert passages_of("局长王建国说，路要修好。\n大家鼓掌。", 0) == [("open sentence", "局长王建国说，")]


def test_what_many_speeches_leave_is_found_from_both_sides():
    text = "“路要修好，现在就修！”大家鼓掌。" * 5 + "会就散了。"
    assert passages_of(text, 3) == [
        ("closed sentence", "大家鼓掌。"),
        ("before speech", "大家鼓掌。"),
        ("before more speech", "大家鼓掌。"),
        ("sentence after", "大家鼓掌"),
        ("later sentences", "。"),
    ]
