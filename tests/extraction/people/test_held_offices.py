import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.people.held_offices import office_at, office_in_apposition

from ..sample_articles import article_of


def test_no_office_without_a_title():
    text = "张晓明去了花山村。"
    assert office_at(article_of(text), 0, 3) is None


def test_an_office_in_apposition_follows_the_name():
    text = "张晓明回来了。作为花山村村民，他种了树。"
    assert office_in_apposition(article_of(text), 3) == ("村民", "花山村")
    assert office_in_apposition(article_of("张晓明回来了。村民种了树。"), 3) is None


def test_a_national_title_after_a_name_has_no_organization():
    text = "四川张晓明总理来了。"
    assert office_at(article_of(text), 2, 5) == ("总理", None)


def test_office_in_the_predicate_and_behind_the_name():
    (person,) = find_people(article_of("张晓明今年56岁，是米易县攀莲镇花山村村民。张晓明说，好。"))
    assert [(office.title, office.organization) for office in person.offices] == [("村民", "米易县攀莲镇花山村")]
    (person,) = find_people(article_of("四川大学张晓明教授到会。张晓明说，好。"))
    assert [(office.title, office.organization) for office in person.offices] == [("教授", "四川大学")]


def test_an_office_with_a_prefix_stands_after_the_name():
    (person,) = find_people(article_of("青羊区赵建华副区长介绍，路通了。"))
    assert [(office.title, office.organization) for office in person.offices] == [("副区长", "青羊区")]
    (person,) = find_people(article_of("市水务局周晓明副局长表示，水清了。"))
    assert [(office.title, office.organization) for office in person.offices] == [("副局长", "市水务局")]


def test_nobody_has_the_office_of_somebody_else():
    first, second = find_people(article_of("王建国教授、花山公司董事长张志强说，好。"))
    assert [(office.title, office.organization) for office in first.offices] == [("教授", None)]
    assert [(office.title, office.organization) for office in second.offices] == [("董事长", "花山公司")]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("张晓明，男，1965年生，米易县花山村党支部书记。", ("党支部书记", "米易县花山村")),
        ("张晓明，四川大学教授，说好。", ("教授", "四川大学")),
        ("张晓明，去花山村看村支书。", None),
        ("和张晓明，米易县花山村村支书。", None),
        ("张晓明，老师。", None),
    ],
)
def test_an_office_defines_the_name_that_opens_a_sentence(text: str, office: tuple[str, str] | None) -> None:
    start = text.index("张晓明")
    assert office_at(article_of(text), start, start + 3) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("得知保洁员叫张晓明，大家笑了。", ("保洁员", None)),
        ("作为花山村的村医，张晓明每天巡诊。", ("村医", "花山村")),
        ("作为老师，张晓明说好。", ("老师", None)),
        ("大家叫张晓明来。", None),
        ("作为一座城市，花山很美，张晓明说。", None),
    ],
)
def test_an_office_is_said_of_whoever_is_called_so(text: str, office: tuple[str, str] | None) -> None:
    start = text.index("张晓明")
    assert office_at(article_of(text), start, start + 3) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("张晓明去年到花山村担任第一书记。", ("第一书记", "花山村")),
        ("张晓明去年到花山镇，任司法所所长。", ("所长", "司法所")),
        ("张晓明脱颖而出，成了花山村党支部的负责人。", ("负责人", "花山村党支部")),
    ],
)
def test_an_office_is_taken_later_in_the_sentence(text: str, office: tuple[str, str] | None) -> None:
    assert office_at(article_of(text), 0, 3) == office
