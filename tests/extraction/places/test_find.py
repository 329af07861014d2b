from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.places.find import (
    community_of_path,
    find_communities,
    place_before,
    place_in_name,
    place_with_suffix,
    places_printed,
    units_of_line,
)
from schemas import Community

from ..sample_articles import LOCAL, NATIONAL, article_of

HOME = "四川省/攀枝花市"


def found_in(text, newspaper=LOCAL, headline=None):
    """Return path → (resolution, surfaces in order)."""
    article = article_of(text, newspaper, headline)
    return {
        place.path: (place.resolution, [article.text[m.start : m.end] for m in place.mentions])
        for place in find_communities(article)
    }


def test_headline_gives_context_but_no_mentions():
    places = found_in("走进攀莲镇，处处是新房。", NATIONAL, headline="米易县攀莲镇见闻")
    assert places == {f"{HOME}/米易县/攀莲镇": ("stated", ["攀莲镇"])}


def test_names_of_the_same_place_are_one_place():
    places = found_in("仁和区仁和镇仁和街社区党委书记说，就仁和街社区而言")
    assert places[f"{HOME}/仁和区/仁和镇/仁和街社区"][1] == ["仁和街社区", "仁和街社区"]


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
    place = community_of_path(path, 2019)
    assert (place.path, place.level, place.parent_path, place.division_code) == (path, level, parent, code)
    assert place.mentions == ()


def test_place_in_name():
    article = article_of("东区瓜子坪街道兰尖社区党委")
    place = place_in_name("东区区委", article)
    assert (place.path, place.end) == (f"{HOME}/东区", 2)
    assert place_in_name("区委", article) is None


def test_place_before_an_offset_starts_where_the_first_of_its_chain_does():
    article = article_of("在东区瓜子坪街道兰尖社区党委")
    assert place_before(article, 12) == (1, f"{HOME}/东区/瓜子坪街道/兰尖社区")
    assert place_before(article, 2) is None


def test_place_with_suffix_is_the_last_before_an_offset_else_the_first_after_it():
    article = article_of("这里是东区，那里是西区。")
    assert place_with_suffix(article, "区", 0) == f"{HOME}/东区"
    assert place_with_suffix(article, "区", 11) == f"{HOME}/西区"
    assert place_with_suffix(article, "村", 11) is None


def test_places_printed_include_provinces_and_cities():
    assert places_printed(article_of("四川省米易县")) == ((0, 3), (3, 6))


def test_units_of_a_line_are_those_of_its_own_text():
    assert [unit.name for unit in units_of_line("四川米易县攀莲镇", set(), None, None)] == ["四川", "米易县", "攀莲镇"]
    assert units_of_line("怎样生活", set(), None, None) == []


def test_of_names_that_overlap_the_one_that_starts_first_is_kept():
    places = found_in("兰尖社区太平乡社区书记\n米易县攀莲镇", headline="米易县攀莲镇")
    assert f"{HOME}/东区/瓜子坪街道/兰尖社区" in places
    assert f"{HOME}/米易县/社区太平乡社区" not in places


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
            place = community_of_path(place.parent_path, None) if place.parent_path else None


@pytest.mark.parametrize("text", ["", "，。", "村" * 20_000, "米易县" * 8_000, "社区街道镇乡" * 4_000])
def test_odd_texts_do_not_raise(text):
    find_communities(article_of(text))
