from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.places.find import RULES, community_of_path, find_communities, place_in_name
from schemas import Community

from .sample_articles import LOCAL, NATIONAL, article_of

HOME = "四川省/攀枝花市"


def found_in(text, newspaper=LOCAL, headline=None):
    """Return path → (resolution, surfaces in order)."""
    article = article_of(text, newspaper, headline)
    return {
        place.path: (place.resolution, [article.text[m.start : m.end] for m in place.mentions])
        for place in find_communities(article)
    }


def surfaces(rule, text, newspaper=LOCAL, headline=None):
    article = article_of(text, newspaper, headline)
    found = [
        (m.start, article.text[m.start : m.end])
        for c in find_communities(article)
        for m in c.mentions
        if m.rule == rule
    ]
    return [surface for _, surface in sorted(found)]


RULE_TABLE = [
    ("community_stated_chain", "仁和区仁和镇仁和街社区党委书记", ["仁和镇", "仁和街社区"]),
    ("community_stated_chain", "四川省米易县攀莲镇柳溪口村", ["米易县", "攀莲镇", "柳溪口村"]),
    ("community_stated_chain", "重庆永川区胜利路街道的居民", ["永川区", "胜利路街道"]),
    ("community_stated_chain", "湖北恩施州利川市谋道镇", ["利川市", "谋道镇"]),
    ("community_stated_chain", "内蒙古鄂尔多斯市乌审旗苏力德苏木", ["乌审旗", "苏力德苏木"]),
    ("community_stated_chain", "米易县城乡居民", []),
    ("community_stated_chain", "米易县农村和乡镇", []),
    ("community_stated_chain", "东区成立社区服务队", []),
    ("community_stated_chain", "东区某社区、西区各村", []),
    ("community_stated_chain", "云南傣族村医", []),
    ("community_known_in_article", "东区瓜子坪街道兰尖社区。兰尖社区的居民", ["兰尖社区"]),
    ("community_known_in_article", "东区瓜子坪街道兰尖社区。社区的居民", []),
    ("community_county_name", "东区要大力培育社会组织", ["东区"]),
    ("community_county_name", "让新城区拥有新气象、老城区更加温馨", []),
    ("community_county_name", "沿海城市和山区", []),
    ("community_county_name", "盐边县人民医院的医生", []),
    ("community_listed_name", "在得石镇，", ["得石镇"]),
    ("community_listed_name", "乡镇、城镇、小镇", []),
    ("community_listed_name", "农村、乡村、山村、全村、该村、贫困村、示范村", []),
    ("community_listed_name", "发展乡村旅游", []),
    ("community_listed_name", "让快于城镇的农村", []),
    ("community_name_before_office", "青杉坝社区党委书记张三", ["青杉坝社区"]),
    ("community_name_before_office", "优秀社区党委书记张三", []),
    ("community_name_before_office", "在社区党委书记的带领下", []),
    ("community_functional_district", "攀枝花高新区和成都高新区", ["攀枝花高新区", "成都高新区"]),
    ("community_functional_district", "陕西西咸新区", ["西咸新区"]),
    ("community_functional_district", "各高新区、新区和开发区", []),
    ("community_clipped_name", "米易县很大，米易是农业大县", ["米易"]),
    ("community_clipped_name", "四川旺苍、云南禄丰等地", ["旺苍", "禄丰"]),
    ("community_clipped_name", "北京顺义机场", []),
    ("community_clipped_name", "米易是农业大县", []),
]


@pytest.mark.parametrize(("rule", "text", "expected"), RULE_TABLE)
def test_rule(rule, text, expected):
    assert surfaces(rule, text) == expected


def test_every_rule_has_cases_that_match_and_cases_that_do_not():
    for rule in RULES:
        cases = [expected for name, _, expected in RULE_TABLE if name == rule.name]
        assert any(cases), rule.name
        assert not all(cases), rule.name


@pytest.mark.parametrize(
    ("text", "newspaper", "path", "resolution"),
    [
        ("东区西区", LOCAL, f"{HOME}/东区", "home"),
        ("太平乡花山村", LOCAL, f"{HOME}/仁和区/太平乡", "home"),
        ("西区陶家渡街道太平社区", LOCAL, f"{HOME}/西区/陶家渡街道/太平社区", "stated"),
        ("在太平社区，", LOCAL, f"{HOME}/西区/陶家渡街道/太平社区", "home"),
        ("在望京街道，", LOCAL, "city-daily/望京街道", "unresolved"),
        ("在太平社区，", NATIONAL, "national-daily/太平社区", "unresolved"),
        ("在望京街道，", NATIONAL, "北京市/朝阳区/望京街道", "gazetteer"),
        ("在朝阳区，", NATIONAL, "national-daily/朝阳区", "unresolved"),
        ("北京市的朝阳区", NATIONAL, "北京市/朝阳区", "context"),
        ("朝阳区望京街道", NATIONAL, "北京市/朝阳区", "context"),
        ("湖南省双峰县荷叶镇", LOCAL, "湖南省/娄底市/双峰县/荷叶镇", "stated"),
        ("重庆大足县", NATIONAL, "重庆市/大足县", "stated"),
        ("武侯区的新华社区，", NATIONAL, "四川省/成都市/武侯区/新华社区", "stated"),
        ("湖北省仙桃市张沟镇", NATIONAL, "湖北省/仙桃市/张沟镇", "stated"),
        ("米易县有了路。走进新店镇，", NATIONAL, "四川省/攀枝花市/米易县/新店镇", "context"),
        ("米易县有了路。走进太平乡，", NATIONAL, f"{HOME}/仁和区/太平乡", "context"),
        ("米易县有了路。走进太平社区，", NATIONAL, f"{HOME}/米易县/太平社区", "context"),
        ("攀枝花市有了路。走进太平社区，", NATIONAL, f"{HOME}/西区/陶家渡街道/太平社区", "context"),
        ("米易县、盐边县有了路。走进新店镇，", NATIONAL, "national-daily/新店镇", "unresolved"),
        ("成都市武侯区玉林街道玉林东路社区", NATIONAL, "四川省/成都市/武侯区/玉林街道/玉林东路社区", "stated"),
    ],
)
def test_where_a_place_lies(text, newspaper, path, resolution):
    places = found_in(text, newspaper)
    assert places[path][0] == resolution


def test_headline_gives_context_but_no_mentions():
    places = found_in("走进攀莲镇，处处是新房。", NATIONAL, headline="米易县攀莲镇见闻")
    assert places == {f"{HOME}/米易县/攀莲镇": ("stated", ["攀莲镇"])}


def test_names_of_the_same_place_are_one_place():
    places = found_in("仁和区仁和镇仁和街社区党委书记说，就仁和街社区而言")
    assert places[f"{HOME}/仁和区/仁和镇/仁和街社区"][1] == ["仁和街社区", "仁和街社区"]


def test_namesakes_in_one_article_stay_apart():
    places = found_in("湖北省五峰县长乐坪镇。河南省新县长乐坪镇。", NATIONAL)
    assert len([path for path in places if path.endswith("长乐坪镇")]) == 2


def test_codes_of_the_gazetteer():
    (place,) = [p for p in find_communities(article_of("东区瓜子坪街道兰尖社区")) if p.level == "community"]
    assert (place.division_code, place.county_code, place.division_year) == ("510402009007", "510402", 2020)
    assert (place.province, place.city, place.county) == ("四川省", "攀枝花市", "东区")


@pytest.mark.parametrize(
    ("path", "level", "parent", "code"),
    [
        ("四川省", "province", None, "51"),
        ("四川省/攀枝花市", "city", "四川省", "5104"),
        ("北京市", "province", None, "11"),
        ("陕西省/西咸新区", "county", "陕西省", None),
        ("city-daily/某某镇", "town", None, None),
        ("city-daily/某某镇/某某村", "village", "city-daily/某某镇", None),
    ],
)
def test_community_of_path(path, level, parent, code):
    place = community_of_path(path)
    assert (place.path, place.level, place.parent_path, place.division_code) == (path, level, parent, code)
    assert place.mentions == ()


def test_place_in_name():
    article = article_of("东区瓜子坪街道兰尖社区党委")
    place = place_in_name("东区区委", article)
    assert (place.path, place.end) == (f"{HOME}/东区", 2)
    assert place_in_name("区委", article) is None


PIECES = [
    "东区",
    "米易县",
    "米易",
    "四川",
    "四川省",
    "攀枝花市",
    "兰尖社区",
    "社区",
    "村",
    "镇",
    "太平乡",
    "花山村",
    "街道",
    "，",
    "。",
]
PIECES += [
    "“",
    "”",
    "在",
    "的",
    "和",
    "书记",
    "村民",
    "高新区",
    "新区",
    "市",
    "旗",
    "古镇",
    "农村",
    "A",
    " ",
    "\t",
    "\x00",
    "/",
]
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.sampled_from([LOCAL, NATIONAL]))
def test_any_text_gives_valid_places(lines, newspaper):
    article = article_of("\n".join(line.replace("\n", "") for line in lines), newspaper, headline="米易县攀莲镇")
    places = find_communities(article)
    ranges = sorted((m.start, m.end) for place in places for m in place.mentions)
    assert all(start < end for start, end in ranges)
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
    for start, end in ranges:
        assert any(left <= start and end <= right for left, right in article.paragraphs)
    for place in places:
        assert place.mentions
        assert place.level not in ("province", "city")
        while place is not None:
            assert Community(community_id=place.path, name=place.name, name_pinyin="-", level=place.level,
                             parent_id=place.parent_path, province=place.province, city=place.city, county=place.county,
                             division_code=place.division_code, county_code=place.county_code,
                             division_year=place.division_year, resolution=place.resolution)  # fmt: skip
            place = community_of_path(place.parent_path) if place.parent_path else None


@pytest.mark.parametrize("text", ["", "，。", "村" * 20_000, "米易县" * 8_000, "社区街道镇乡" * 4_000])
def test_odd_texts_do_not_raise(text):
    find_communities(article_of(text))
