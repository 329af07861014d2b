import pytest

from jiceng.extraction.initiatives.phrases import (
    goes_on,
    has_verb_in_clause,
    is_part_of_name,
    is_proper_designation,
    verb_at_end,
    words_starting_between,
)

from ..sample_articles import article_of


def test_words_starting_between_offsets():
    article = article_of("社区成立服务队")
    assert [word.text for word in words_starting_between(article, 1, 5)] == ["成立", "服务队"]
    assert words_starting_between(article, 5, 5) == []


@pytest.mark.parametrize(
    ("text", "may_have_of", "part"),
    [("村级服务", False, True), ("的议事", True, True), ("的议事", False, False), ("我们实施", False, False)],
)
def test_words_of_a_name(text, may_have_of, part):
    assert is_part_of_name(article_of(text), 0, len(text), may_have_of=may_have_of) is part


def test_a_name_goes_on():
    assert goes_on(article_of("工作人员"), 2)
    assert not goes_on(article_of("工作，"), 2)


@pytest.mark.parametrize(
    ("modifier", "proper"), [("七彩仁和志愿者", True), ("综合", False), ("3支志愿", False), ("王小明", True)]
)
def test_what_makes_a_designation_of_a_kind_word(modifier, proper):
    assert is_proper_designation(article_of(f"{modifier}服务站"), 0, len(modifier)) is proper


@pytest.mark.parametrize(
    ("text", "has_verb"), [("推出米易县“清单”", True), ("推出，米易县“清单”", False), ("坚持米易县“清单”", False)]
)
def test_a_verb_that_starts_initiatives_in_the_clause(text, has_verb):
    assert has_verb_in_clause(article_of(text), text.index("“")) is has_verb


@pytest.mark.parametrize(("text", "verb"), [("深入实施", "深入实施"), ("村里实施", "实施"), ("村里", None), ("", None)])
def test_the_longest_verb_at_the_end_of_a_text(text, verb):
    assert verb_at_end(text, len(text)) == verb
