import pytest

from jiceng.extraction.places.find import find_communities
from schemas import Newspaper

from ..sample_articles import LOCAL, NATIONAL, article_of

HOME = "四川省/攀枝花市"
OF_A_COUNTY = Newspaper(newspaper="county-daily", title="县报", home=f"{HOME}/米易县", scope="local")


def resolutions(text, newspaper):
    """Return path → resolution."""
    return {place.path: place.resolution for place in find_communities(article_of(text, newspaper))}


@pytest.mark.parametrize(
    ("text", "newspaper", "path", "resolution"),
    [
        ("东区西区", LOCAL, f"{HOME}/东区", "home"),
        ("太平乡花山村", LOCAL, f"{HOME}/仁和区/太平乡", "home"),
        ("西区陶家渡街道太平社区", LOCAL, f"{HOME}/西区/陶家渡街道/太平社区", "stated"),
        ("在太平社区，", LOCAL, f"{HOME}/西区/陶家渡街道/太平社区", "home"),
        ("在望京街道，", LOCAL, "city-daily/望京街道", "unresolved"),
        ("杭州市有了路。走进望江社区，", LOCAL, "city-daily/望江社区", "unresolved"),
        ("在太平社区，", OF_A_COUNTY, f"{HOME}/米易县/太平社区", "home"),
        ("在望京街道，", OF_A_COUNTY, "county-daily/望京街道", "unresolved"),
        ("攀枝花市西区有了路。走进太平社区，", OF_A_COUNTY, f"{HOME}/西区/陶家渡街道/太平社区", "context"),
        ("在太平社区，", NATIONAL, "national-daily/太平社区", "unresolved"),
        ("在望京街道，", NATIONAL, "北京市/朝阳区/望京街道", "gazetteer"),
        ("在朝阳区，", NATIONAL, "national-daily/朝阳区", "unresolved"),
        ("北京市的朝阳区", NATIONAL, "北京市/朝阳区", "context"),
        ("朝阳区望京街道", NATIONAL, "北京市/朝阳区", "context"),
        ("湖南省双峰县荷叶镇", LOCAL, "湖南省/娄底市/双峰县/荷叶镇", "stated"),
        ("重庆大足县", NATIONAL, "重庆市/大足县", "stated"),
        ("宁波市慈溪也来了人", NATIONAL, "浙江省/宁波市/慈溪市", "stated"),
        ("镇海县招宝山街道的居民", NATIONAL, "浙江省/宁波市/镇海县/招宝山街道", "stated"),
        ("威宁自治县有了路，", NATIONAL, "贵州省/毕节市/威宁彝族回族苗族自治县", "context"),
        ("在献县，路修好了。", NATIONAL, "河北省/沧州市/献县", "context"),
        ("武侯区的新华社区，", NATIONAL, "四川省/成都市/武侯区/新华社区", "stated"),
        ("湖北省仙桃市张沟镇", NATIONAL, "湖北省/仙桃市/张沟镇", "stated"),
        ("米易县有了路。走进新店镇，", NATIONAL, "national-daily/新店镇", "unresolved"),
        ("米易县有了路。走进太平乡，", NATIONAL, f"{HOME}/仁和区/太平乡", "context"),
        ("米易县有了路。走进太平社区，", NATIONAL, f"{HOME}/米易县/太平社区", "context"),
        ("攀枝花市有了路。走进太平社区，", NATIONAL, f"{HOME}/西区/陶家渡街道/太平社区", "context"),
        ("米易县、盐边县有了路。走进新店镇，", NATIONAL, "national-daily/新店镇", "unresolved"),
        ("成都市武侯区玉林街道玉林东路社区", NATIONAL, "四川省/成都市/武侯区/玉林街道/玉林东路社区", "stated"),
    ],
)
def test_where_a_place_lies(text, newspaper, path, resolution):
    assert resolutions(text, newspaper)[path] == resolution


def test_namesakes_in_one_article_stay_apart():
    places = resolutions("湖北省五峰县长乐坪镇。河南省新县长乐坪镇。", NATIONAL)
    assert len([path for path in places if path.endswith("长乐坪镇")]) == 2
