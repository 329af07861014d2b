"""Keywords are those of jieba's TF-IDF, and the words are those of its cut."""

import logging
from collections import Counter

import jieba
import jieba.analyse
import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st
from jieba.analyse.tfidf import TFIDF

from jiceng.extraction.text.keywords import count_words, keywords
from jiceng.extraction.text.rarity import STOP_WORDS, rarity

jieba.setLogLevel(logging.WARNING)

TEXT = st.text(st.sampled_from("基层治理社区书记村民小组的和在12 ab.CN-+%&_#\r\n，。“”"), max_size=60)
EXAMPLES = [
    "",
    "社区治理要靠社区居民，社区居民要靠社区党组织。",
    "详见www.example.com或写信到abc@126.com，增长3.5%，共12-13个，C++和AT&T不分开。",
    "The United Nations and the社区",
    "党支部书记说，村民小组、志愿者、网格员、调解员、合作社、图书室、卫生室、幼儿园都来议事。" * 3 + "红军桥",
    "党支部书记说，村民、志愿者、网格员都来议事。" * 2 + "红军桥边的老槐树和石拱桥",
    "1+4+N工作模式\r\n“三社联动”",
]


def tags_of_jieba(text: str) -> tuple[str, ...]:
    tags = jieba.analyse.extract_tags(text, topK=None)
    return tuple(tag for tag in tags if any(character.isalpha() for character in tag))[:10]


def test_rarities_and_ignored_words_are_those_of_jieba() -> None:
    tfidf = TFIDF()
    assert rarity().of(list(tfidf.idf_freq)) == list(tfidf.idf_freq.values())
    assert rarity().of(["不在词典的词", "很" * 20, "\0"]) == [tfidf.median_idf] * 3
    assert rarity().highest == max(tfidf.idf_freq.values())
    assert tfidf.stop_words == STOP_WORDS


@settings(deadline=None)  # the first call reads dictionaries
@given(TEXT)
def test_words_are_those_of_jieba(text: str) -> None:
    assert list(count_words(rjieba.cut(text)).items()) == list(Counter(jieba.lcut(text)).items())


@settings(deadline=None)  # the first call reads dictionaries
@given(TEXT)
def test_keywords_are_those_of_jieba(text: str) -> None:
    assert keywords(rjieba.cut(text)) == tags_of_jieba(text)


@pytest.mark.parametrize("text", EXAMPLES)
def test_keywords_of_texts(text: str) -> None:
    assert keywords(rjieba.cut(text)) == tags_of_jieba(text)


def test_what_has_no_letter_is_no_keyword() -> None:
    assert keywords(rjieba.cut("3.5%的社区")) == ("社区",)
    assert keywords(rjieba.cut("2.5 3.5")) == ()
