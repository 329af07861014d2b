import pytest

from jiceng.extraction.people.fields_of_offices import field_start

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("phrase", "title", "field"),
    [
        ("尼泊尔卫生", "部长", "卫生"),
        ("尼泊尔文化和旅游", "副部长", "文化和旅游"),
        ("米易县教育", "局长", "教育"),
        ("米易县教育局", "局长", ""),
        ("南非总统府", "部长", ""),
        ("尼泊尔卫生", "发言人", ""),
    ],
)
def test_where_a_title_starts_that_says_its_field(phrase, title, field):
    start = field_start(article_of(phrase + title), 0, len(phrase), title)
    assert phrase[start:] == field
