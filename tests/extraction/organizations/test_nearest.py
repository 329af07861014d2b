import pytest

from jiceng.extraction.organizations.nearest import fullest_name, nearest_name, printed_names

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("米易县花山村的路修好了，米易县人民医院派出医疗队。", ["米易县", "米易县花山村", "米易县", "米易县人民医院"]),
        ("这是贫困村，农村变了样。", []),
        ("花山村村民来到合作社。", ["花山村"]),
        ("天气很好。", []),
    ],
)
def test_names_in_an_article(text: str, names: list[str]) -> None:
    article = article_of(text)
    found = printed_names(article)
    assert [name for _, _, name in found] == names
    assert all(article.text[start:end] == name for start, end, name in found)


TEXT = "米易县花山村的路修好了。花山村的大河公司也来了，公司的车停在东区太平社区。"


@pytest.mark.parametrize(
    ("ending", "offset", "name"),
    [
        ("公司", len(TEXT), "大河公司"),
        ("公司", 0, "大河公司"),
        ("村", 12, "米易县花山村"),
        ("村", len(TEXT), "东区太平社区"),
        ("医院", 0, None),
    ],
)
def test_the_nearest_name_with_an_ending(ending: str, offset: int, name: str | None) -> None:
    assert nearest_name(article_of(TEXT), ending, offset) == name


def test_the_fullest_form_of_a_name() -> None:
    article = article_of(TEXT)
    assert fullest_name(article, "花山村") == "米易县花山村"
    assert fullest_name(article, "龙江村") == "龙江村"
