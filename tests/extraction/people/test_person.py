import pytest

from jiceng.extraction.findings import FoundMention
from jiceng.extraction.people.find import find_people
from jiceng.extraction.people.person import describe_person

from ..sample_articles import article_of


def test_an_office_is_counted_as_often_as_it_is_printed():
    text = "局长张晓明到会。局长张晓明说，好。"
    mentions = [FoundMention(start, start + 3, "person_office") for start in (2, 10)]
    (office,) = describe_person(article_of(text), "张晓明", mentions).offices
    assert (office.title, office.mention_count) == ("局长", 2)


def test_offices_in_the_order_of_printing():
    text = "东区区委副书记、区长张晓明到会。他走后，市民政局局长张晓明说。"
    (person,) = find_people(article_of(text))
    assert [(office.title, office.organization) for office in person.offices] == [
        ("区委副书记、区长", "东区"),
        ("局长", "市民政局"),
    ]
    assert person.offices[0].public_office
    assert person.organization == "东区"


@pytest.mark.parametrize(
    ("text", "headline", "office", "organization"),
    [
        ("张晓明说，好。张晓明走了。", "——记米易县花山村村医张晓明", ("村医", "米易县花山村"), "米易县花山村"),
        ("张晓明说，好。张晓明走了。", "——回访米易县花山村张晓明家", None, "米易县花山村"),
        ("花山村村民张晓明说，好。", "——记市民政局局长张晓明", ("村民", "花山村"), "花山村"),
        ("村医张晓明说，好。", "——记米易县花山村村医张晓明", ("村医", None), "米易县花山村"),
        ("张晓明说，好。张晓明走了。", "张晓明的故事", None, None),
    ],
)
def test_titles_of_the_article_tell_what_its_text_does_not(text, headline, office, organization):
    (person,) = find_people(article_of(text, headline=headline))
    assert next(((o.title, o.organization) for o in person.offices), None) == office
    assert person.organization == organization
