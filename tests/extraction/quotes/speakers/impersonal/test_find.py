import pytest

from jiceng.extraction.quotes.speakers.impersonal.find import impersonal_source

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《实施意见》中提出", ("《实施意见》", "document")),
        ("市委十届八次全会近日提出", ("市委十届八次全会", "meeting")),
        ("四川省民政厅近日提出", ("四川省民政厅", "organization")),
        ("四川省民政厅发布通告提出", ("四川省民政厅", "organization")),
        ("天气很好提出", None),
    ],
)
def test_sources_that_are_no_people(text, expected):
    found = impersonal_source(article_of(text), 0, text.index("提出"))
    assert (found and (found.name, found.kind)) == expected
