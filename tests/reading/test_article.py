from jiceng.reading.article import Breaks, PrintedTitle, ReadArticle, ReadBreak, ReadParagraph
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


class _Asked:
    """Evidence that counts how often its confidences are asked for."""

    def __init__(self) -> None:
        self.times = 0

    def features(self) -> list[list[str]]:
        return [["any"], []]

    def confidences(self) -> list[float]:
        self.times += 1
        return [0.75, 0.5]


def test_breaks_have_the_confidences_of_their_evidence_found_once_and_when_asked_for() -> None:
    evidence = _Asked()
    breaks = Breaks([4, 11], ["part", "joined"], ["blank_line", "full_line"], evidence)
    assert (len(breaks), evidence.times) == (2, 0)
    below = ReadBreak(11, "joined", "full_line", 0.5)
    assert list(breaks) == [ReadBreak(4, "part", "blank_line", 0.75), below]
    assert breaks[1:] == [below]
    assert evidence.times == 1
