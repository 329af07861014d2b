import pytest

from jiceng.extraction.organizations.mentions import mentions_of
from jiceng.extraction.organizations.seats import Seat

from ..sample_articles import article_of

CITY = "四川省/攀枝花市"
NAMED = Seat(CITY, "stated", "民政局")
RELATIVE = Seat(CITY, "home", "民政局", rank="市")


@pytest.mark.parametrize(
    ("name", "seat", "text", "surfaces"),
    [
        ("攀枝花市民政局", NAMED, "四川省攀枝花市民政局来了", ["四川省攀枝花市民政局"]),
        ("民政局", NAMED, "四川省攀枝花市民政局、民政局", ["四川省攀枝花市民政局", "民政局"]),
        ("市民政局", RELATIVE, "攀枝花市民政局和市民政局", ["攀枝花市民政局", "市民政局"]),
        ("市民政局", RELATIVE, "市民政局办公室和市民政局", ["市民政局"]),
        ("市民政局", RELATIVE, "成都市民政局", []),
        ("区委", Seat(f"{CITY}/东区", "context", "区委", rank="区"), "东区区委和西区区委", ["东区区委"]),
        ("区委", Seat(None, "unresolved", "区委", rank="区"), "村区委", []),
        ("民政系统", Seat(None, "unresolved", "民政系统"), "攀枝花市民政系统", ["民政系统"]),
    ],
)
def test_a_mention_begins_with_the_place_before_the_name(name: str, seat: Seat, text: str, surfaces: list[str]) -> None:
    found = list(mentions_of(name, seat, "some_rule", article_of(text)))
    assert [text[mention.start : mention.end] for mention in found] == surfaces
    assert {mention.rule for mention in found} <= {"some_rule"}
