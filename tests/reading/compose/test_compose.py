import pytest

from jiceng.reading import read_articles
from jiceng.reading.compose.compose import named_by

_LINES = "基层治理要把服务做实让家家户户都感受得到\n" * 6
_BODY = _LINES + "落到实处。"


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["□本报记者", "张三 李四"], ["张三", "李四"]),
        (["□本报记者 张三", "通讯员 李四"], ["张三", "李四"]),
        (["□本报记者 张三、", "李四"], ["张三", "李四"]),
        (["本报评论员"], []),
        ([], []),
    ],
)
def test_bylines_over_several_lines(bylines: list[str], names: list[str]) -> None:
    assert [credit.name for credit in named_by(bylines)] == names


def test_a_byline_in_brackets_stands_below_a_title() -> None:
    (article,) = read_articles(f"家家户户感受到服务\n\n（本报记者 张三）\n\n{_BODY}").articles
    assert [credit.name for credit in article.byline] == ["张三"]
    (article,) = read_articles(f"家家户户感受到服务\n\n□本报记者 李四\n\n{_BODY}\n\n（本报记者 张三整理）").articles
    assert [credit.name for credit in article.byline] == ["李四"]
    assert [credit.name for credit in article.credits] == ["张三"]
    assert article.text.text.endswith("（本报记者 张三整理）")


def test_titles_and_byline_are_in_printed_order() -> None:
    (article,) = read_articles(f"旧仓库翻修一新——\n\n家家户户感受到服务\n\n□本报记者 张三\n\n{_BODY}").articles
    assert [(title.role, title.text.text) for title in article.titles] == [
        ("kicker", "旧仓库翻修一新——"),
        ("headline", "家家户户感受到服务"),
        ("byline", "□本报记者 张三"),
    ]


@pytest.mark.parametrize(
    ("raw", "issue"),
    [
        (_BODY, "no_headline"),
        (f"家家户户感受到服务：\n\n{_BODY}", "headline_cut"),
        (f"家家户户感受到服务\n\n“{_BODY}", "unbalanced_marks"),
        (f"家家户户感受到服务\n\n{_LINES}", "ends_mid_sentence"),
        ("家家户户感受到服务", "order_uncertain"),
    ],
)
def test_what_is_doubtful_is_an_issue(raw: str, issue: str) -> None:
    (article,) = read_articles(raw).articles
    (whole,) = read_articles(f"家家户户感受到服务\n\n{_BODY}").articles
    assert issue in article.issues
    assert issue not in whole.issues


def test_an_article_that_goes_on_on_another_page_does_not_end_in_mid_sentence() -> None:
    (article,) = read_articles(f"家家户户感受到服务\n\n{_LINES}（下转第4版）").articles
    assert article.continues == "4"
    assert "ends_mid_sentence" not in article.issues
