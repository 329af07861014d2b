from jiceng.extraction.people.mentions import find_mentions

from ..sample_articles import article_of


def test_a_mention_has_the_rule_that_found_it_or_is_found_again():
    text = "局长张晓明到会。张晓明走了。（记者张晓明）"
    (mentions,) = find_mentions(article_of(text), {"张晓明": {2: "person_office"}}).values()
    assert [(mention.start, mention.rule) for mention in mentions] == [(2, "person_office"), (8, "person_again")]


def test_the_longer_of_two_names_at_a_place_counts():
    found = find_mentions(article_of("张晓明到了。"), {"张晓": {}, "张晓明": {}})
    assert list(found) == ["张晓明"]


def test_no_names_have_no_mentions():
    assert find_mentions(article_of("张晓明到了。"), {}) == {}
