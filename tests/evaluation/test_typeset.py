"""Pages typeset anew: the same articles in another face, their truth laid over them."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.evaluation.gold import Gold, GoldPage, PageTruth
from jiceng.evaluation.rough import choose_rough_setting, roughen
from jiceng.evaluation.typeset import typeset, typeset_anew
from jiceng.sourced import NO_SOURCE

LINE = st.text(st.sampled_from("甲乙丙丁一二。，“”《》123 A"), min_size=1, max_size=60).filter(str.strip)
UNIT = st.builds(
    lambda role, text: {"role": role, "text": text}, st.sampled_from(["body", "heading", "headline"]), LINE
)
TITLES = {"kicker": "", "headline": "", "subheadline": "", "byline": ""}
ARTICLE = st.lists(UNIT, min_size=1, max_size=6).map(lambda units: {"source": "a", "units": units, **TITLES})


@given(st.lists(ARTICLE, min_size=1, max_size=4), st.text(max_size=3))
def test_every_character_is_printed_once(articles: list[dict[str, object]], seed: str) -> None:
    page = PageTruth.model_validate({"page_id": "a/2026-01-02/03", "articles": articles, "runs": []})
    raw, truth = typeset(page, seed)
    printed = sorted(position for start, end, *_ in truth.runs for position in range(start, end))
    assert len(set(printed)) == len(printed)
    for start, end, article, unit, offset in truth.runs:
        assert raw[start:end] == page.articles[article].units[unit].text[offset : offset + end - start]
    assert len(printed) == sum(len(unit.text) for article in page.articles for unit in article.units)


def test_one_seed_gives_one_page(gold: Gold) -> None:
    (page,) = gold.pages
    assert raw_of(typeset_anew(page, "1")) == raw_of(typeset_anew(page, "1"))
    assert len({raw_of(typeset_anew(page, seed)) for seed in "12345"}) == 5


def test_typeset_page_has_the_articles(gold: Gold) -> None:
    (page,) = gold.pages
    anew = typeset_anew(page, "7")
    assert [article.source for article in anew.articles] == [article.source for article in page.articles]
    assert all(NO_SOURCE not in offsets for article in anew.articles for offsets in article.raw_offsets)


@given(st.lists(ARTICLE, min_size=1, max_size=4), st.text(max_size=3))
def test_a_rough_page_prints_every_character_once_but_for_its_quotation_marks(
    articles: list[dict[str, object]], seed: str
) -> None:
    page = PageTruth.model_validate({"page_id": "a/2026-01-02/03", "articles": articles, "runs": []})
    raw, truth = typeset(page, seed, rough=True)
    printed = [position for start, end, *_ in truth.runs for position in range(start, end)]
    assert len(set(printed)) == len(printed)
    for start, end, article, unit, offset in truth.runs:
        text = page.articles[article].units[unit].text[offset : offset + end - start]
        assert all(left == right or right in "“”" for left, right in zip(raw[start:end], text, strict=True))
    assert len(printed) == sum(len(unit.text) for article in page.articles for unit in article.units)


def test_rough_pages_come_in_every_rough_setting(gold: Gold) -> None:
    (page,) = gold.pages
    raws = [raw_of(typeset_anew(page, str(seed), rough=True)) for seed in range(60)]
    assert any(re.search("[\u4e00-\u9fff] [\u4e00-\u9fff] [\u4e00-\u9fff]", raw) for raw in raws)
    assert any("日 第" in raw for raw in raws)
    assert any("\n\n" not in raw for raw in raws)
    assert any(max(map(len, raw.split("\n"))) > 60 for raw in raws)
    doubled = [raw for raw in raws if raw.count("\n\n") * 3 > raw.count("\n")]
    assert doubled
    assert all(raws[0] != raw for raw in raws[1:])


@pytest.mark.parametrize(
    ("marks", "turned", "printed"),
    [
        ({"“": '"', "”": '"'}, False, '他说："好。"'),
        ({"“": "「", "”": "」"}, False, "他说：「好。」"),
        ({}, False, "他说：“好。”"),
    ],
)
def test_quotation_marks_of_a_rough_setting(marks: dict[str, str], turned: bool, printed: str) -> None:
    setting = replace(choose_rough_setting(random.Random(1)), quotation_marks=marks, turned=turned, spaced=0.0)
    line = [(character, offset) for offset, character in enumerate("他说：“好。”")]
    assert "".join(text for text, _ in roughen(line, setting, random.Random(1))) == printed


def raw_of(page: GoldPage) -> str:
    return page.raw.raw_text or ""
