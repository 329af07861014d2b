from jiceng.reading.article import Breaks, PrintedTitle, ReadArticle, ReadBreak, ReadParagraph
from jiceng.reading.lexicon import confidences
from jiceng.sourced import SourcedText

_RAW = "河水清了\n治河先治污。\n请居民来管。"


def _text(printed: str) -> SourcedText:
    start = _RAW.index(printed)
    return SourcedText.of(_RAW, start, start + len(printed))


_ARTICLE = ReadArticle(
    "report",
    (PrintedTitle("headline", _text("河水")), PrintedTitle("headline", _text("清了"))),
    (ReadParagraph("body", _text("治河先治污。")), ReadParagraph("body", _text("请居民来管。"))),
)


def test_paragraphs_are_ranges_of_the_text() -> None:
    assert _ARTICLE.text.text == "治河先治污。\n请居民来管。"
    assert [_ARTICLE.text.text[slice(*each)] for each in _ARTICLE.paragraph_ranges] == ["治河先治污。", "请居民来管。"]


def test_titles_of_a_role_are_joined_by_a_space() -> None:
    assert _ARTICLE.title("headline") == "河水 清了"
    assert _ARTICLE.title("kicker") is None


def test_breaks_have_the_confidence_of_their_verdict_and_reason() -> None:
    breaks = Breaks([4, 11], ["part", "joined"], ["blank_line", "never_measured"])
    assert list(breaks) == [
        ReadBreak(4, "part", "blank_line", confidences()["part", "blank_line"]),
        ReadBreak(11, "joined", "never_measured", 0.5),
    ]
    assert breaks[1:] == Breaks([11], ["joined"], ["never_measured"])
