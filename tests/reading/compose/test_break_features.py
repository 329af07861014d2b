"""The confidence of a break is a probability that follows from what is seen at its line ends."""

import math
from collections.abc import Sequence

import pytest

from jiceng.reading import read_articles
from jiceng.reading.article import Breaks
from jiceng.reading.compose.break_features import FILE
from jiceng.weights import read_features

_TITLE = "社区食堂办起来"
_PAGE = f"{_TITLE}\n\n　　食堂的窗口前排起\n了队，老人们都说这里的\n饭菜好吃。\n　　老人只收五元钱。\n"


def features_of(raw: str) -> list[Sequence[str]]:
    breaks = read_articles(raw).breaks
    assert isinstance(breaks, Breaks)
    return list(breaks.evidence.features())


def test_lines_inside_a_paragraph_beyond_doubt_are_told_by_the_habits_of_their_page_alone() -> None:
    inside = [found for found in features_of(_PAGE) if found[0].startswith("inside")]
    assert inside
    assert all(
        found
        == [
            "inside no_indent: any",
            "inside no_indent: indents, some blank lines",
            "inside no_indent: even lines",
            "inside no_indent: column 14",
        ]
        for found in inside
    )


def test_what_is_seen_is_named_by_the_verdict_and_the_most_telling_by_its_rule() -> None:
    title, *_, paragraph, _ = features_of(_PAGE)
    assert {
        "parted indent: roles headline, body",
        "parted: roles headline, body",
        "parted: indents, some blank lines, gap",
        "parted: headline above",
    } <= set(title)
    assert {
        "parted indent: above ends sentence",
        "parted: above ends sentence",
        "parted: indent after indent",
        "parted: nothing follows",
    } <= set(paragraph)


def test_at_edges_and_furniture_only_the_rule_is_seen() -> None:
    raw = f"03 要闻\n{_PAGE}"
    assert features_of(raw)[0] == ["furniture furniture_line: any"]
    assert features_of(raw)[-1] == ["article page_edge: any"]


def test_the_sum_of_the_weights_is_the_logarithm_of_the_odds() -> None:
    weights = read_features(FILE)
    breaks = read_articles(_PAGE).breaks
    for decided, names in zip(breaks, features_of(_PAGE), strict=True):
        odds = math.exp(sum(weights.get(name, 0.0) for name in names))
        assert decided.confidence == pytest.approx(odds / (1 + odds), abs=0.0006)


def test_lines_joined_where_a_sentence_ends_are_less_probable_than_those_inside_one() -> None:
    paragraph = "食堂的窗口前排起了长队\n老人们都说这里的饭菜很好吃。\n价钱也公道得很天天都要来的\n驿站从早开到晚。\n"
    page = f"{_TITLE}\n\n{paragraph * 6}"
    joined = [one for one in read_articles(page).breaks if one.verdict == "joined"]
    after_sentence = {one.confidence for one in joined if page[one.raw_offset - 1] == "。"}
    inside = {one.confidence for one in joined} - after_sentence
    assert after_sentence
    assert max(after_sentence) < min(inside)


def test_text_without_lines_has_no_breaks() -> None:
    assert list(read_articles("").breaks) == []
    assert [one.verdict for one in read_articles("\n").breaks] == ["article"]
