import pytest

from jiceng.extraction.quotes.speakers.impersonal.organizations import issuer, organization

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (organization, "近日四川省民政厅", "四川省民政厅"),
        (organization, "四川省民政厅的菜园", None),
        (organization, "局", None),
        (organization, "办法由四川省民政厅", None),
        (organization, "四川省民政厅会同省财政局", "四川省民政厅"),
        (organization, "大家会同省财政局", "省财政局"),
        (organization, "四川省总工会", "四川省总工会"),
        (issuer, "四川省民政厅召开新闻发布会", "四川省民政厅"),
        (issuer, "四川省民政厅日前发表声明", "四川省民政厅"),
        (issuer, "四川省民政厅", None),
        (issuer, "发表声明", None),
    ],
)
def test_organizations(question, text, expected):
    found = question(article_of(text), 0, len(text))
    assert (found and (found.name, found.kind)) == (expected and (expected, "organization"))
