import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.cues import lost_end
from jiceng.extraction.quotes.form import SpeechForms
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.text.marks import SPEECH_MARKS
from tests.extraction.sample_articles import article_of


def may_be_speech(text: str, *, after_colon: bool = False) -> list[str]:
    """Return the words in marks of a paragraph that may be speech."""
    article = article_of(text)
    forms = SpeechForms(article, Sources(article, find_people(article)))
    end = len(text)
    ranges = SPEECH_MARKS.ranges(text, SPEECH_MARKS.offsets(text), 0, end, lost_end)
    marked = [range_ for range_ in ranges if range_.depth == 0]
    return [
        text[range_.start : range_.end]
        for k, range_ in enumerate(marked)
        if forms.may_be_speech(marked, k, 0, end, after_colon=after_colon)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“我们来了。”",
        "局长王建国说：“好。”",
        "局长王建国很高兴，“我们来了！”",
        "路通了。”",
        "“路通了，大家都来",
        "局长王建国来了：“要把道路修好，把服务做实”。",
        "局长王建国指出，“制度具有多方面的显著优势”。",
        "来到村里的局长王建国“一定要把这条路修得好一点”。",
        "局长王建国走了很远，“一定要把这条路修得好一点”。",
        "首先是“一”，其次是“坚持党的集中统一领导的显著优势”。",
        "“修好了路，大家都高兴”，局长王建国这样说。",
    ],
)
def test_speech_by_its_form(text: str) -> None:
    assert may_be_speech(text)


@pytest.mark.parametrize(
    "text",
    [
        "推进“三社联动”工作。",
        "“三社联动”",
        "“ ”",
        "局长王建国提出的“把道路修好把服务做实”的办法很好。",
        "●“让服务走进每一家！”",
        "他常说起“一分耕耘一分收”的道理。",
        "会上有“春风又绿江南岸。”等诗句",
        "三件事：“修好道路的工程”、“做实服务的工程”",
    ],
)
def test_names_terms_and_headings_by_their_form(text: str) -> None:
    assert may_be_speech(text) == []


def test_a_fragment_alone_is_speech_where_the_paragraph_before_opened_it() -> None:
    text = "“把每一条道路修好”"
    assert may_be_speech(text) == []
    assert may_be_speech(text, after_colon=True) == ["把每一条道路修好"]


def test_fragments_up_to_an_ellipsis_are_voices() -> None:
    assert may_be_speech("“出门走的都是泥路”“下雨以后走不了路”……") == ["出门走的都是泥路", "下雨以后走不了路"]
    assert may_be_speech("“出门走的都是泥路”“下雨以后走不了路”。") == []
