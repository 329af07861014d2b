from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.findings import Findings, FoundOffice, FoundPerson, FoundQuote, ResolvedName
from jiceng.extraction.organizations.find import resolve_name, with_organizations
from jiceng.extraction.places.find import find_communities
from jiceng.extraction.text.article_text import ArticleText
from schemas import Newspaper, Organization

from ..sample_articles import LOCAL, NATIONAL, article_of

HOME = "四川省/攀枝花市"
ARTICLE_ID = "city-daily/undated/1/a0"


def resolve(name: str, text: str, newspaper: Newspaper = LOCAL) -> tuple[ResolvedName, ArticleText]:
    article = article_of(text, newspaper)
    return resolve_name(name, article, find_communities(article)), article


@pytest.mark.parametrize(
    ("name", "text", "newspaper", "path"),
    [
        ("东区", "东区的街道", LOCAL, f"{HOME}/东区"),
        ("东区瓜子坪街道兰尖社区", "东区瓜子坪街道兰尖社区党委书记", LOCAL, f"{HOME}/东区/瓜子坪街道/兰尖社区"),
        ("兰尖社区", "东区瓜子坪街道兰尖社区党委书记", LOCAL, f"{HOME}/东区/瓜子坪街道/兰尖社区"),
        ("全市", "全市的街道", LOCAL, HOME),
        ("四川省攀枝花市", "四川省攀枝花市", NATIONAL, HOME),
    ],
)
def test_a_place_is_no_organization(name: str, text: str, newspaper: Newspaper, path: str) -> None:
    assert resolve(name, text, newspaper)[0] == (path, None)


RULE_TABLE = [
    ("organization_named_with_place", "攀枝花市民政局", "攀枝花市民政局局长", LOCAL, f"{HOME}/民政局"),
    ("organization_named_with_place", "攀枝花市委", "攀枝花市委", LOCAL, f"{HOME}/市委"),
    ("organization_named_with_place", "中共攀枝花市委", "《中共攀枝花市委关于…的意见》", LOCAL, f"{HOME}/市委"),
    ("organization_named_with_place", "东区区委", "东区区委副书记", LOCAL, f"{HOME}/东区/区委"),
    ("organization_named_with_place", "海南省纪委", "海南省纪委", NATIONAL, "海南省/纪委"),
    ("organization_named_with_place", "甘孜州民政局", "甘孜州民政局", NATIONAL, "四川省/甘孜藏族自治州/民政局"),
    ("organization_named_with_place", "太平社区党总支", "西区陶家渡街道太平社区党总支", LOCAL,
     f"{HOME}/西区/陶家渡街道/太平社区/党总支"),
    ("organization_relative_name", "市民政局", "市民政局局长魏某", LOCAL, f"{HOME}/民政局"),
    ("organization_relative_name", "市委", "市委提出", LOCAL, f"{HOME}/市委"),
    ("organization_relative_name", "省委", "省委提出", LOCAL, "四川省/省委"),
    ("organization_relative_name", "区委", "东区创新机制，区委制定清单", LOCAL, f"{HOME}/东区/区委"),
    ("organization_relative_name", "市委", "河北省保定市的干部说，市委支持", NATIONAL, "河北省/保定市/市委"),
    ("organization_relative_name", "市委", "市委提出", NATIONAL, f"{ARTICLE_ID}/市委"),
    ("organization_relative_name", "区委", "区委提出", LOCAL, f"{ARTICLE_ID}/区委"),
    ("organization_of_a_kind", "全国妇联", "全国妇联主席", NATIONAL, f"{ARTICLE_ID}/全国妇联"),
    ("organization_of_a_kind", "青年商会", "青年商会", NATIONAL, f"{ARTICLE_ID}/青年商会"),
    ("organization_of_a_kind", "A/B公司", "A/B公司", LOCAL, f"{ARTICLE_ID}/A／B公司"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "text", "newspaper", "organization_id"), RULE_TABLE)
def test_where_an_organization_belongs(
    rule: str, name: str, text: str, newspaper: Newspaper, organization_id: str
) -> None:
    (community_id, organization), _ = resolve(name, text, newspaper)
    assert organization is not None
    assert organization.organization_id(ARTICLE_ID) == organization_id
    assert {mention.rule for mention in organization.mentions} <= {rule}
    assert community_id == organization.community_id


def test_an_organization_under_two_names_is_one() -> None:
    article = article_of("攀枝花市民政局局长张三说，市民政局提出，东区的街道要好。")
    person = FoundPerson("张三", (), (FoundOffice("局长", "攀枝花市民政局", "government", True),), "东区")
    quote = FoundQuote(17, 20, "indirect", "cue_before", "named", "市民政局", "organization")
    found = with_organizations(Findings(article, people=(person,), quotes=(quote,)))
    assert list(found.resolved) == ["东区", "攀枝花市民政局", "市民政局"]
    (organization,) = found.organizations
    assert (organization.name, organization.organization_id(ARTICLE_ID)) == ("攀枝花市民政局", f"{HOME}/民政局")
    assert [article.text[m.start : m.end] for m in organization.mentions] == ["攀枝花市民政局", "市民政局"]


PIECES = [
    "东区",
    "区委",
    "市委",
    "市",
    "民政局",
    "攀枝花",
    "攀枝花市",
    "兰尖社区",
    "/",
    "的",
    "，",
    "“",
    "A",
    " ",
    "全市",
    "委",
]
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@settings(max_examples=120, deadline=None)
@given(TEXTS, TEXTS.filter(str.strip), st.sampled_from([LOCAL, NATIONAL]))
def test_any_name_is_a_place_a_valid_organization_or_none(before: str, name: str, newspaper: Newspaper) -> None:
    name = name.replace("\n", "") or "x"
    (_, found), article = resolve(name, f"{before}{name}".replace("\n", ""), newspaper)
    if found is not None:
        columns: dict[str, Any] = {"community_id": found.community_id, "resolution": found.resolution}
        organization_id = found.organization_id(ARTICLE_ID)
        assert Organization(organization_id=organization_id, name=found.name, name_pinyin="-", **columns)
        for mention in found.mentions:
            assert 0 <= mention.start < mention.end <= len(article.text)
