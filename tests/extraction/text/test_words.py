import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.text.words import Words
from tests.extraction.sample_articles import article_of


def test_words_have_the_offsets_of_the_text_and_none_is_between_paragraphs() -> None:
    article = article_of("张三说话。\n李四听着。")
    words = [article.words[index] for index in range(len(article.words.starts))]
    assert "".join(word.text for word in words) == "张三说话。李四听着。"
    assert all(article.text[word.start : word.end] == word.text for word in words)
    assert [word.start for word in words] == article.words.starts
    assert [word.text for word in words] == article.words.texts


def test_words_are_found_by_what_they_cover() -> None:
    article = article_of("张三说话。\n李四听着。")
    words = article.words
    assert words.at(0).text == words.at(1).text == "张三"
    assert words.index_at(-1) == -1
    assert words.at(-1) == words[-1] == words.at(10)
    assert words.between(1, 3)[0].text == "张三"
    assert [word.text for word in words.between(5, 7)] == ["李四"]


@settings(deadline=None)  # the first call reads dictionaries
@given(st.text(st.sampled_from("张王李小芳建国初心不忘打好基层治理社区书记说，。“”（）12ab \U0002000b"), max_size=60))
def test_words_are_tagged_as_their_whole_text_is(text: str) -> None:
    words = Words(text, ((0, len(text)),))
    assert [(words[index].text, words[index].tag) for index in range(len(words.texts))] == rjieba.tag(text)


def test_a_word_that_is_cut_when_alone_is_tagged_in_its_text() -> None:
    text = "不忘初心、牢记使命"
    assert rjieba.cut("初心") == ["初", "心"]
    words = Words("。" + text, ((0, 1), (1, len(text) + 1)))
    assert ("初心", "n") in [(words[index].text, words[index].tag) for index in range(len(words.texts))]


def test_a_text_is_tagged_once_however_many_such_words_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "不忘初心、牢记使命，" * 50
    words = Words(text, ((0, len(text)),))
    tagged: list[int] = []
    tag = rjieba.tag
    monkeypatch.setattr(rjieba, "tag", lambda part: tagged.append(len(part)) or tag(part))
    assert {words[index].tag for index in range(len(words.texts)) if words.texts[index] == "初心"} == {"n"}
    assert tagged.count(len(text)) == 1
