import pytest

from jiceng.extraction.initiatives.marked_names import (
    clause_start,
    has_length_of_name,
    has_length_of_title,
    name_in_quotation_marks,
)

from ..sample_articles import article_of


def names_in(text):
    article = article_of(text)
    verbs = {}
    return [name_in_quotation_marks(article, marked, verbs) for marked in article.marked]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("实施“春风”", ["实施"]),
        ("建成了全市首个“超市”", ["建成"]),
        ("实施“春风”、“夏雨”和“秋月”", ["实施", "实施", "实施"]),
        ("看到“春风”", [None]),
    ],
)
def test_the_verb_before_a_name_or_its_list(text, verbs):
    assert [name.verb for name in names_in(text)] == verbs


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("“春风”行动", "行动"),
        ("“一老一小”特殊困难群体关爱体系，", "特殊困难群体关爱体系"),
        ("“春风”——阅读进校园活动开始", "——阅读进校园活动"),
        ("“一老一小”服务提升行动，", "服务提升行动"),
        ("“一村一委员”工作新机制", "工作新机制"),
        ("“1+1”服务等制度", "服务"),
        ("“春风”服务推动行动", "服务"),
        ("“春风”我们的行动", None),
        ("“春风”工作人员", None),
        ("“春风”，", None),
    ],
)
def test_the_kind_word_after_a_name(text, tail):
    (name,) = names_in(text)
    assert (text[name.after : name.tail.end] if name.tail else None) == tail


def test_what_is_no_name():
    (figure,) = names_in("“主心骨”")
    assert figure.names_nothing
    (phrase,) = names_in("“我们的家”")
    assert phrase.is_spoken
    (demand,) = names_in("“健全长效机制”")
    assert demand.is_demand
    (award,) = names_in("“春风”奖")
    assert award.names_other_thing
    (concept,) = names_in("“互联网+”")
    assert concept.is_concept
    (principle,) = names_in("坚持“两个统筹”")
    assert principle.verb == "坚持"
    assert not principle.starts_something


def test_lengths_of_names_and_titles():
    assert has_length_of_name("春风")
    assert not has_length_of_name("春")
    assert not has_length_of_name("春" * 25)
    assert not has_length_of_name("春风。")
    assert has_length_of_title("春风方案")
    assert not has_length_of_title("意见")


def test_a_proposal_has_its_marks_and_its_kind_word():
    (name,) = names_in("实施“春风”行动")
    assert name.proposed("programme", "行动") == (2, 8, "春风", "programme", "行动")
    (alone,) = names_in("实施“春风”，")
    assert alone.proposed("other") == (2, 6, "春风", "other", None)


def test_where_a_clause_starts():
    assert clause_start("春天，实施“春风”", 5) == 3
    assert clause_start("春" * 100, 90) == 50
