import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.people.homes import home_at

from ..sample_articles import article_of


def test_a_home_is_the_fullest_name_that_the_article_has():
    text = "米易县攀莲镇花山村修了路。花山村张晓明说，好。"
    start = text.index("张晓明")
    assert home_at(article_of(text), start, start + 3) == "米易县攀莲镇花山村"


def test_home_without_a_title():
    (person,) = find_people(article_of("家住米易县攀莲镇花山村的张晓明说，好。"))
    assert person.offices == ()
    assert person.organization == "米易县攀莲镇花山村"


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("走进米易县攀莲镇花山村张晓明家，张晓明说，好。", "米易县攀莲镇花山村"),
        ("张晓明家住米易县攀莲镇花山村，张晓明说，好。", "米易县攀莲镇花山村"),
        ("张晓明今年49岁，家住花山村，张晓明说，好。", None),
        ("米易县攀莲镇花山村的张晓明开了店，张晓明说，好。", "米易县攀莲镇花山村"),
        ("走过米易县攀莲镇花山村，张晓明说，好。", None),
    ],
)
def test_home_beside_the_name(text, organization):
    (person,) = find_people(article_of(text))
    assert person.organization == organization
