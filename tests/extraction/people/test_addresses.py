import pytest

from jiceng.extraction.people.addresses import grew_up, is_addressed

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("王小明同志去了。", True),
        ("王小明（54岁）去了。", True),
        ("王小明，今年54岁，去了。", True),
        ("王小明去了。", False),
        ("石桥的村长大会。", False),
    ],
)
def test_forms_of_address_and_ages_follow_names(text, addressed):
    assert is_addressed(article_of(text), 3) is addressed


def test_who_grew_up_in_a_village_is_not_its_head():
    assert grew_up("石桥村长大", 2)
    assert not grew_up("石桥村长说", 2)
