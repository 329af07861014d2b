"""Pages typeset anew: the same articles in another face, their truth laid over them."""

from hypothesis import given
from hypothesis import strategies as st

from jiceng.evaluation.gold import Gold, GoldPage, PageTruth
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


def raw_of(page: GoldPage) -> str:
    return page.raw.raw_text or ""
