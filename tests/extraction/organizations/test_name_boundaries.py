import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.organizations.name_boundaries import (
    LONGEST_ORGANIZATION,
    ends_like_organization,
    ends_like_small_place,
    ends_word,
    organization_start,
    place_chains,
    place_start,
)

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者从攀枝花市民政局", "攀枝花市民政局"),
        ("他来到工业和信息化部", "工业和信息化部"),
        ("昨天，文化和旅游部", "文化和旅游部"),
        ("走进米易县工商户和运输企业协会", "米易县工商户和运输企业协会"),
        ("居民和市民政局", "市民政局"),
        ("中央教育工作委员会", "中央教育工作委员会"),
        ("查处了大河（攀枝花）公司", "大河（攀枝花）公司"),
        ("工商银行四川省分行", "工商银行四川省分行"),
        ("民营的四川省分行", "四川省分行"),
        ("飞跃集团", "飞跃集团"),
        ("支持飞跃集团", "飞跃集团"),
        ("好的", ""),
    ],
)
def test_where_an_organization_starts(text: str, name: str) -> None:
    article = article_of(text)
    assert text[organization_start(article, len(text), 0) :] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("来到米易县花山村", "米易县花山村"),
        ("在仁和区太平乡花山村", "仁和区太平乡花山村"),
        ("和平乡", "和平乡"),
        ("他到花山村", "花山村"),
    ],
)
def test_where_a_place_starts(text: str, name: str) -> None:
    article = article_of(text)
    assert text[place_start(article, len(text), 0) :] == name


def test_a_chain_of_places_starts_with_the_largest() -> None:
    article = article_of("他在四川省攀枝花市东区，她在西区。")
    assert {article.text[start:end] for end, start in place_chains(article).items()} == {
        "四川省",
        "四川省攀枝花市",
        "四川省攀枝花市东区",
        "西区",
    }


@pytest.mark.parametrize(
    ("text", "ending", "ends"),
    [("花山村村民", "村", True), ("学校", "校", True), ("城市建设", "市", True), ("区别", "区", False)],
)
def test_an_ending_ends_a_word(text: str, ending: str, ends: bool) -> None:
    at = text.index(ending)
    assert ends_word(article_of(text), at, at + len(ending)) is ends


@pytest.mark.parametrize(
    ("phrase", "organization", "small_place"),
    [
        ("花山村", True, True),
        ("太平社区", True, True),
        ("攀枝花市", True, False),
        ("市民政局", True, False),
        ("大河公司", True, False),
        ("村", False, True),
        ("天气", False, False),
    ],
)
def test_what_names_end_with(phrase: str, organization: bool, small_place: bool) -> None:
    assert ends_like_organization(phrase) is organization
    assert ends_like_small_place(phrase) is small_place


PIECES = [*"和（）《》的、·市村中到2，A", "工业", "信息化部", "四川省", "分行"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.data())
def test_a_name_is_between_floor_and_end(text: str, data: st.DataObject) -> None:
    article = article_of(text)
    end = data.draw(st.integers(1, len(text)))
    floor = data.draw(st.integers(0, end))
    start = organization_start(article, end, floor)
    assert max(floor, end - LONGEST_ORGANIZATION) <= start <= end
    assert floor <= place_start(article, end, floor) <= end
