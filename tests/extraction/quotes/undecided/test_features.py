import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.rules.likely import direct_likely, has_likely_speaker
from jiceng.extraction.quotes.undecided.features import features, weights
from tests.extraction.sample_articles import article_of


def seen_in(text):
    """Return what is seen of each words in marks of a text that rules leave undecided, by these words."""
    article = article_of(text)
    seen = {}

    def watch(paragraph):
        for index in paragraph.undecided():
            one = paragraph.marked[index]
            seen[article.text[one.start : one.end]] = set(features(paragraph, index))

    ruled_quotes(article, find_people(article), watch_marked=watch)
    return seen


def test_words_that_rules_made_a_quote_are_not_asked_about():
    assert list(seen_in("“我们要做好服务。”村民李文华说。社区有“邻里一家亲”的风气。")) == ["邻里一家亲"]


def test_the_name_of_what_follows_is_not_asked_about():
    assert seen_in("社区开展“大家的事大家办”主题教育。") == {}
    assert seen_in("社区开展“大家的事大家办！”主题教育。") != {}


def test_words_inside_reported_speech_are_not_asked_about():
    assert seen_in("村民李文华说，大家都爱来“邻里一家亲”活动。") == {}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("社区有“我们都来帮忙搭把手”的风气。", "inside: first or second person"),
        ("社区有“我们都来帮忙搭把手”的风气。", "before: word"),
        ("社区有“我们都来帮忙搭把手”的风气。", "after: 的"),
        ("社区有“我们都来帮忙搭把手”的风气。", "after: 的 after no mark"),
        ("社区有“我们都来帮忙搭把手”的风气。", "cue before: none"),
        ("李文华的“有事好商量”，传开了。", "mentioned before: name"),
        ("“有事好商量，好事商量办”", "marked: whole paragraph"),
        ("“有事好商量，好事商量办”", "inside: clauses"),
        ("“有事好商量”“好事商量办”两句话，传开了。", "marked: 2 in the paragraph"),
    ],
)
def test_what_is_seen_of_words_in_marks_has_a_name(text, feature):
    article = "网格员李文华走访居民。\n" + text
    assert feature in next(iter(seen_in(article).values()))


def test_without_weights_that_speak_for_them_no_words_are_speech(monkeypatch):
    text = "当初回村，李文华“有一部分原因是想守着老人，不想再出去打工了”，邻居们点头。"
    proposed = []
    watch = lambda paragraph: proposed.extend(direct_likely(paragraph))  # noqa: E731
    article = article_of(text)
    ruled_quotes(article, find_people(article), watch_marked=watch)
    assert [article.text[p.start : p.end] for p in proposed] == ["有一部分原因是想守着老人，不想再出去打工了"]
    monkeypatch.setitem(weights(), "any: words in marks", -100.0)
    proposed.clear()
    ruled_quotes(article, find_people(article), watch_marked=watch)
    assert proposed == []


@pytest.mark.parametrize(("text", "speaker", "kept"), [(0.9, 0.9, True), (0.5, 0.5, False), (0.45, 0.9, True)])
def test_likely_speech_needs_a_likely_speaker(text, speaker, kept):
    quote = Decision(0, 4, "direct", "direct_likely", None, None, False, text, speaker)
    assert has_likely_speaker(quote) is kept
