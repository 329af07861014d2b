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
