import pytest

from jiceng.extraction.organizations.find import resolve_name
from jiceng.extraction.organizations.nameless import is_nameless, is_neighbourhood

from ..sample_articles import article_of


@pytest.mark.parametrize(
    "name", ["法国", "十九大", "医疗队", "相关部门", "县级医院", "10部门", "公司", "各级党委", "大医院"]
)
def test_kinds_countries_and_congresses_are_no_organizations(name):
    assert is_nameless(name)


@pytest.mark.parametrize("name", ["国务院", "县委", "村委会", "民政部", "希望集团", "花山村医疗队", "法国电力公司"])
def test_names_of_organizations(name):
    assert not is_nameless(name)


def test_neighbourhoods():
    assert is_neighbourhood("上屋组")
    assert is_neighbourhood("桂花小区")
    assert not is_neighbourhood("党支部")


def test_a_part_of_a_village_means_the_village():
    article = article_of("仁和区太平乡花山村上屋组村民王建国说，好。")
    resolved = resolve_name("仁和区太平乡花山村上屋组", article, [])
    assert resolved == ("四川省/攀枝花市/仁和区/太平乡/花山村", None)


def test_a_kind_has_neither_place_nor_organization():
    assert resolve_name("相关部门", article_of("相关部门负责人说，好。"), []) == (None, None)
