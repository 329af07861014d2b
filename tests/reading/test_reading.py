"""Reading as a whole: the seed page, and small pages of our own."""

from pathlib import Path

from jiceng.reading import read_articles

_SEED = Path(__file__).parents[2] / "raw" / "panzhihua-daily" / "undated" / "9e7fc240720b64a5.txt"


def _body(width: int, count: int, head: str = "") -> str:
    first = (head + "基层治理要把服务做实让家家户户都感受得到")[: width - 2]
    return "\n".join([first, *["推进城乡基层治理制度创新和能力建设让群众满意"[:width]] * count, "落到实处。"])


def test_seed_page() -> None:
    feature, report, outline = read_articles(_SEED.read_text(encoding="utf-8")).articles
    assert feature.title("headline") == "进取，推进“攀枝花之治”"
    assert report.title("kicker") == "与会者热议提升城乡基层治理能力——"
    assert report.title("headline") == "强化科技支撑 创新治理机制"
    assert [credit.name for credit in report.byline] == ["江潇", "李蕊池"]
    assert feature.text.text.startswith("1月13日，市委十届八次全会暨市委经济工作会议")
    assert "落实完善党委对重大工作的领导体制" in feature.text.text
    assert "全会精神 加快推进" in feature.text.text
    assert "\n余芳表示，" in feature.text.text
    assert "审核确认机制改革，下放" in feature.text.text
    assert report.text.text.startswith("“基层治理，就要把服务做实")
    assert "order_uncertain" in report.issues
    assert outline.kind == "sidebar"
    assert len(outline.paragraphs) == 23


def test_an_article_interrupts_another() -> None:
    first, second = _body(16, 9).split("\n"), _body(16, 4)
    raw = "\n".join(
        [
            "城里的新鲜事多起来（见闻）",
            "",
            "□本报记者 张三",
            "",
            *first[:5],
            "",
            "乡里的老规矩改起来（见闻）",
            "",
            "□本报记者 李四",
            "",
            second,
            "",
            *first[5:],
        ]
    )
    one, other = read_articles(raw).articles
    assert one.title("headline") == "城里的新鲜事多起来（见闻）"
    assert len(one.paragraphs) == 1
    assert one.paragraphs[0].text.text.endswith("落到实处。")
    assert [credit.name for credit in other.byline] == ["李四"]
    assert "ends_mid_sentence" not in one.issues


def test_titles_behind_the_body() -> None:
    raw = "\n\n".join(
        [
            "□本报记者 张三\n\n" + _body(16, 8),
            "家家户户感受基层治理（一线）",
            "□本报记者 李四\n\n" + _body(16, 8),
            "制度创新让群众满意（一线）",
        ]
    )
    articles = read_articles(raw).articles
    assert [article.title("headline") for article in articles] == [
        "家家户户感受基层治理（一线）",
        "制度创新让群众满意（一线）",
    ]


def test_an_article_that_nothing_goes_on_says_so() -> None:
    raw = _body(16, 8).rsplit("\n", 1)[0]
    (article,) = read_articles("城里的新鲜事多起来（见闻）\n\n" + raw).articles
    assert "ends_mid_sentence" in article.issues


def test_latin_words_are_parted_by_the_line_end() -> None:
    raw = "社区里的新鲜事（见闻）\n\n□本报记者 张三\n\n基层治理要用好 smart\ncity 这个平台，落到实处。"
    (article,) = read_articles(raw).articles
    assert "smart city 这个平台" in article.text.text


def test_jumps() -> None:
    raw = "社区里的新鲜事（见闻）\n\n□本报记者 张三\n\n" + _body(16, 5) + "\n（下转第4版）"
    (article,) = read_articles(raw).articles
    assert article.continues == "4"
