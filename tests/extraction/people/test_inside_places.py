"""Nobody is named inside the name of a place, though it begins with a surname: 石梁镇, 府山街道, 高桥社区."""

from functools import cache
from importlib.resources import files

import duckdb
import pytest

from jiceng.extraction import extract
from jiceng.extraction.people.names.letters import SURNAMES

from ..sample_articles import LOCAL, NATIONAL, article_of

INVENTED = [
    surname + rest
    for surname in "石府马高金常向白"
    for rest in ("梁街道", "山街道", "桥镇", "阳乡", "家坡村", "塘社区")
]
IN_FORCE = {"街道": "党工委书记", "镇": "镇长", "乡": "乡长", "村": "党支部书记", "社区": "党委书记"}
SENTENCES = [
    "{place}{office}尤敬亭介绍，{place}今年要建一个广场。",
    "“大家的事大家办。”{place}{office}尤敬亭说，办法都写在墙上。",
    "3月9日，{place}{office}尤敬亭来了。{place}：大家商量着办，事情才办得好。",
]


@cache
def listed() -> list[str]:
    """Return some of the gazetteer's towns whose names begin with a surname."""
    divisions = files("jiceng.extraction.lexicon").joinpath("divisions-2020.parquet")
    query = f"SELECT DISTINCT name FROM '{divisions}' WHERE regexp_matches(name, '^..[镇乡]$|^..街道$') ORDER BY name"
    names = [name for (name,) in duckdb.sql(query).fetchall() if name[0] in SURNAMES]
    return names[::60]


def named_inside(text: str, place: str) -> list[str]:
    """Return the people with a mention that overlaps a printed name of a place."""
    starts = [start for start in range(len(text)) if text.startswith(place, start)]
    return [
        person.name
        for person in extract(article_of(text, LOCAL)).people
        for mention in person.mentions
        if any(mention.start < start + len(place) and start < mention.end for start in starts)
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_nobody_is_named_inside_a_place(sentence: str) -> None:
    assert len(listed()) > 30
    for place in [*listed(), *INVENTED]:
        office = next(office for suffix, office in IN_FORCE.items() if place.endswith(suffix))
        text = sentence.format(place=place, office=office)
        assert named_inside(text, place) == [], text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("市民政局局长李新村说：“好。”李新村表示，要做好服务。", ["李新村"]),
        ("局长马永镇说：“好。”", ["马永镇"]),
        ("村党支部书记王新村说：“大家商量着办。”王新村家在石梁镇石梁村。", ["王新村"]),
        ("丰山街道居民张小玲当起社区“话务员”。", ["张小玲"]),
        ("杨柳滩说大不大。杨柳滩村村民李小红在杨柳滩住了一辈子。", ["李小红"]),
    ],
)
def test_people_with_names_like_places_stay(text: str, people: list[str]) -> None:
    assert [person.name for person in extract(article_of(text, LOCAL)).people] == people


def test_a_county_printed_without_its_suffix_may_be_a_person() -> None:
    text = "市民政局局长武宁说：“好。”武宁表示，江西武宁县也要来学。武宁介绍，办法都写在墙上。"
    found = extract(article_of(text, NATIONAL))
    assert [person.name for person in found.people] == ["武宁"]
    assert [mention.start for mention in found.people[0].mentions] == [6, 14, 29]
