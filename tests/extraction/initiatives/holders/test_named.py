import pytest

from jiceng.extraction.findings import FoundMention, FoundOffice, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.places.find import find_communities

from ...sample_articles import article_of


def named_in(text, people=(), quotes=()):
    article = article_of(text)
    return NamedInArticle(article, people, quotes, find_communities(article))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("米易县攀莲镇的茶园", ["米易县", "米易县攀莲镇"]),
        ("国务院和市民政局印发", ["国务院", "市民政局"]),
        ("各级党委、某公司和民营医院推行", []),
        ("在北京峰会上", []),
    ],
)
def test_places_and_organizations_between_offsets(text, found):
    named = named_in(text)
    ranges = sorted(named.between(0, len(text) - 1))
    assert [text[start:end] for start, end in ranges] == found


def test_the_only_county_and_the_home_of_a_local_newspaper():
    assert named_in("米易县很大，米易县的山").only_county == "米易县"
    assert named_in("米易县、盐边县").only_county is None
    assert named_in("").home == "攀枝花市"


def test_the_speech_around_a_range():
    quote = FoundQuote(2, 6, "direct", "-", "named")
    named = named_in("他说很好很好。", quotes=[quote])
    assert named.speech_around(3, 5) == quote
    assert named.speech_around(3, 7) is None
    assert named.speech_around(0, 1) is None


def test_the_organization_of_the_first_person_between_offsets():
    office = FoundOffice("书记", "兰尖社区", "party", public_office=True)
    person = FoundPerson("张三", (FoundMention(2, 4, "-"),), (office,), "兰尖社区")
    named = named_in("记者张三说", people=[person])
    assert named.organization_of_first_person(0, 5) == "兰尖社区"
    assert named.organization_of_first_person(0, 2) is None


def test_the_last_place_before_an_offset():
    named = named_in("走过米易县和盐边县，当地")
    assert named.last_place_before(11) == "盐边县"
    assert named.last_place_before(2) is None
