from jiceng.extraction.findings import FoundOffice, FoundPerson
from jiceng.extraction.quotes.speakers.known_people import KnownPeople, given_names


def holder(name: str, title: str) -> FoundPerson:
    return FoundPerson(name, (), (FoundOffice(title, None, "government", True),))


def test_given_names_are_one_persons_and_no_words():
    assert given_names(["王晓菲", "李晓菲", "张书涵", "赵胜利", "钱多"]) == {"书涵": "张书涵"}


def test_people_are_known_by_parts_of_their_names():
    people = KnownPeople([FoundPerson("阿布·哈桑", ()), FoundPerson("张书涵", ()), FoundPerson("张三", ())])
    assert people.parts == {"阿布", "哈桑"}
    assert people.given == {"书涵"}
    assert people.full_names["哈桑"] == "阿布·哈桑"
    assert people.by_surname["张"] == ["张书涵", "张三"]


def test_a_letter_before_a_point_is_no_name():
    people = KnownPeople([FoundPerson("J·哈桑", ())])
    assert people.parts == {"哈桑"}


def test_a_title_is_held_also_with_what_precedes_it():
    people = KnownPeople([holder("张三", "党委书记"), holder("李四", "局长")])
    assert people.holders_of("书记") == ["张三"]
    assert people.holders_of("院长") == []
