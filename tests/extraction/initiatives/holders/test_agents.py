import pytest

from jiceng.extraction.initiatives.holders.agents import agent_between, employer_between, meant_between
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.people.find import find_people
from jiceng.extraction.places.find import find_communities

from ...sample_articles import article_of


def named_in(text):
    article = article_of(text)
    return NamedInArticle(article, find_people(article), (), find_communities(article))


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("米易县实施“春风行动”", "米易县"),
        ("米易县、盐边县实施“春风行动”", "米易县"),
        ("联合米易县实施“春风行动”", None),
        ("在米易县举行的茶会上，“春风行动”", None),
        ("位于米易县的茶园“春风行动”", None),
        ("在米易县设立“春风驿站”", None),
        ("太平社区在米易县设立“春风驿站”", "太平社区"),
        ("国务院联防联控机制实施“春风行动”", "国务院联防联控机制"),
        ("国务院大力实施“春风行动”", "国务院"),
        ("米易县一家企业实施“春风行动”", None),
        ("全国实施“春风行动”", None),
    ],
)
def test_who_acts_before_a_name(text, agent):
    assert agent_between(named_in(text), 0, text.index("“")) == agent


def test_the_employer_of_a_person_before_a_name():
    text = "米易县民政局局长王建国说，出台《春风行动方案》"
    assert employer_between(named_in(text), 0, text.index("《")) == "米易县民政局"
    assert employer_between(named_in("米易县的茶园很大"), 0, 7) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("兰尖社区很热闹。社区成立了服务队", "兰尖社区"),
        ("走进米易县，当地实施", "米易县"),
        ("好山好水，实施", None),
    ],
)
def test_what_a_place_or_organization_without_its_name_means(text, meant):
    assert meant_between(named_in(text), 0, len(text)) == meant
