from jiceng.extraction.people.names import counts
from jiceng.extraction.people.names.counts import Counts, count

from ...sample_articles import article_of


def test_strings_are_counted_in_the_whole_article():
    article = article_of("张晓明到了。\n张晓明走了。")
    assert count(article, "张晓明") == 2
    assert count(article, "李四") == 0


def test_a_string_counts_once_when_counting_has_cost_too_much(monkeypatch):
    monkeypatch.setattr(counts, "_MOST_COUNTED", 10)
    found = Counts(article_of("张三张三张三张三"))
    assert [found["张"], found["三"], found["张三"]] == [4, 4, 1]
