import pytest

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.context import (
    county_of_article,
    home_meant_before,
    place_in_name,
    subject_of_sentence_before,
)
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.places.find import find_communities

from ...sample_articles import NATIONAL, article_of


def named_in(text, **given):
    article = article_of(text, **given)
    return NamedInArticle(article, (), (), find_communities(article))


def candidate_in(text, mark):
    return NameCandidate(text.index(mark), len(text), "-", "programme", "-")


@pytest.mark.parametrize(
    ("text", "place"),
    [("《米易县春风行动计划》", "米易县"), ("《春风行动计划》", None), ("“米易县”", None)],
)
def test_the_place_with_which_a_name_begins(text, place):
    assert place_in_name(named_in(text), NameCandidate(0, len(text), "-", "document", "-")) == place


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("米易县有了路。实施“春风行动”", "米易县"),
        ("米易县有了路。大家实施“春风行动”", None),
        ("米易县的路很长。实施“春风行动”", None),
        ("实施“春风行动”", None),
    ],
)
def test_the_subject_of_the_sentence_before(text, subject):
    start = text.find("。") + 1
    assert subject_of_sentence_before(named_in(text), candidate_in(text, "“"), start) == subject


def test_home_is_meant_by_its_rank():
    assert home_meant_before(named_in("全市动员，实施"), 5) == "攀枝花市"
    assert home_meant_before(named_in("全县动员，实施"), 5) is None
    assert home_meant_before(named_in("全市动员，实施", newspaper=NATIONAL), 5) is None


def test_the_only_county_of_an_article_is_the_subject_of_what_a_colon_opens():
    text = "米易县脱贫。政策：实行“春风行动”"
    assert county_of_article(named_in(text), candidate_in(text, "“"), 6) == "米易县"
    text = "米易县脱贫。政策：大家实行“春风行动”"
    assert county_of_article(named_in(text), candidate_in(text, "“"), 6) is None
