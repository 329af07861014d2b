import csv

import pyarrow.parquet as pq
import pytest

from jiceng.extraction.lexicon.make_division_history import HISTORY, make_history
from jiceng.extraction.places.find import find_communities
from jiceng.extraction.places.gazetteer import (
    clipped_counties_named,
    division_at,
    divisions_named,
    divisions_within,
    upper_units_within,
)
from jiceng.extraction.places.history import as_of, codes_of_list, other_names, upper_divisions, year_of

from ..sample_articles import LOCAL, NATIONAL, article_of

COLUMNS = ("代码", "一级行政区", "二级行政区", "名称", "级别", "状态", "启用时间", "变更/弃用时间", "新代码")
WENJIANG = "四川省/成都市/温江"


@pytest.mark.parametrize(
    ("name", "year", "path"),
    [
        ("璧山", 2005, "重庆市/璧山县"),
        ("璧山", 2018, "重庆市/璧山区"),
        ("璧山", None, "重庆市/璧山区"),
        ("温江", 1999, f"{WENJIANG}县"),
        ("温江", 2024, f"{WENJIANG}区"),
    ],
)
def test_a_short_name_means_the_county_of_the_year(name, year, path):
    assert [division.path for division in clipped_counties_named(name, year)] == [path]


def test_a_former_county_is_found_by_its_name_where_none_in_use_bears_it():
    (former,) = divisions_named("璧山县", 2024)
    assert (former.path, former.code, former.last_year) == ("重庆市/璧山县", "500227", 2014)
    assert year_of(former, 2024) == 2014
    assert year_of(former, 2005) == 2005
    assert year_of(former, None) == 2014


def test_in_the_year_of_a_change_a_unit_is_still_what_it_was():
    assert [division.path for division in clipped_counties_named("璧山", 2014)] == ["重庆市/璧山县"]
    assert [division.path for division in clipped_counties_named("璧山", 2015)] == ["重庆市/璧山区"]


def test_names_in_other_years_are_those_of_the_whole_unit():
    assert other_names(division_at("重庆市/璧山县")) == ("璧山区",)
    assert "卢湾区" not in other_names(division_at("上海市/黄浦区")), (
        "a district that took in another is no new name of it"
    )
    assert other_names(division_at("上海市/卢湾区")) == ("黄浦区",)
    assert other_names(division_at("四川省/攀枝花市/米易县")) == ()


def test_towns_lie_below_the_county_of_the_year():
    (town,) = [town for town in divisions_named("七塘镇", 2005) if town.code.startswith("5001")]
    assert (town.path, town.listed) == ("重庆市/璧山县/七塘镇", False)
    (town,) = [town for town in divisions_named("七塘镇", 2019) if town.code.startswith("5001")]
    assert (town.path, town.listed) == ("重庆市/璧山区/七塘镇", True)


def test_a_town_of_a_merged_district_may_have_belonged_to_either():
    paths = {street.path for street in divisions_named("五里桥街道", 2005)}
    assert paths == {"上海市/卢湾区/五里桥街道", "上海市/黄浦区/五里桥街道"}
    assert {street.path for street in divisions_named("五里桥街道", 2019)} == {"上海市/黄浦区/五里桥街道"}


def test_towns_are_within_a_county_of_another_year_that_became_theirs():
    former = division_at("上海市/卢湾区")
    (street,) = divisions_within(divisions_named("五里桥街道", 2019), [former])
    assert street.path == "上海市/卢湾区/五里桥街道"
    assert divisions_within(divisions_named("望京街道", 2019), [former]) == ()


def test_a_county_after_its_former_city_is_the_one_of_that_time():
    (within,) = upper_units_within("樊城区", [division_at("湖北省/襄樊市")], 2024)
    assert within.path == "湖北省/襄樊市/樊城区"


def test_division_at_a_path_of_any_year():
    assert division_at("重庆市/璧山县/七塘镇", 2024).code == "500120101"
    assert division_at("重庆市/璧山区/七塘镇", 2005).code == "500120101"
    assert division_at("重庆市/永川区/七塘镇", 2005) is None


def test_units_of_the_list_are_known_under_their_codes_in_every_year():
    assert [division.path for division in as_of("500120", 1990)] == ["四川省/重庆市/璧山县"]
    assert as_of("999999", 1990) == ()
    assert codes_of_list(division_at("重庆市/璧山县")) == ("500120",)
    assert len({(division.code, division.first_year) for division in upper_divisions()}) == len(upper_divisions())


def places(text, newspaper, year):
    """Return path → (code, county's code, year, aliases)."""
    return {
        place.path: (place.division_code, place.county_code, place.division_year, place.aliases)
        for place in find_communities(article_of(text, newspaper, year=year))
    }


def test_a_place_is_resolved_as_of_the_newspapers_year():
    text = "重庆市璧山县七塘镇的农民，"
    county, town = "重庆市/璧山县", "重庆市/璧山县/七塘镇"
    for year, resolved_as_of in ((2005, 2005), (2024, 2014), (None, 2014)):
        found = places(text, NATIONAL, year)
        assert found[county] == ("500227", "500227", resolved_as_of, ("璧山区",))
        assert found[town] == (None, "500227", resolved_as_of, ())
    assert places("重庆市璧山区七塘镇的农民，", NATIONAL, 2019)["重庆市/璧山区/七塘镇"] == (
        "500120101",
        "500120",
        2020,
        (),
    )


def test_a_newspapers_home_is_what_it_was_called_in_its_year():
    local = LOCAL.model_copy(update={"home": "湖北省/襄阳市"})
    assert set(places("樊城区的居民，", local, 2005)) == {"湖北省/襄樊市/樊城区"}
    assert set(places("樊城区的居民，", local, 2015)) == {"湖北省/襄阳市/樊城区"}


def test_a_former_name_that_is_a_common_word_needs_its_city():
    assert places("市区的居民，", LOCAL, 2024) == {}


def test_same_list_makes_the_same_bytes(tmp_path):
    rows = [
        ("510225", "四川省", "重庆市", "璧山县", "县级", "弃用", "1983", "1997", "500227"),
        ("510200", "四川省", "重庆市", "重庆市", "地级", "弃用", "1981", "1997", "500000"),
        ("510121", "四川省", "成都市", "甲县", "县级", "变更", "1981", "1990", "510122[1985]"),
        ("810000", "香港特别行政区", "", "香港特别行政区", "省级", "在用", "1997", "", ""),
    ]
    source = tmp_path / "list.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    made = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        make_history(source, folder)
        made.append((folder / HISTORY).read_bytes())
    assert made[0] == made[1]
    table = pq.read_table(tmp_path / "first" / HISTORY).to_pylist()
    assert [(row["code"], row["parent"], row["successors"], row["parts_went_to"]) for row in table] == [
        (5102, "四川省", [50], []),
        (510121, "四川省/成都市", [510121], [510122]),
        (510225, "四川省/重庆市", [500227], []),
    ]
