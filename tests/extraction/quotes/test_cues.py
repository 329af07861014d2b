import pytest

from jiceng.extraction.quotes.cues import cue_finder, ends_with_cue, find_cues, lost_end

from .sample_paragraphs import paragraph_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长说，路通了。", [("说", "路通了。", "indirect", False)]),
        ("局长认为路通了。", [("认为", "路通了。", "indirect", True)]),
        ("局长告诉记者：“路通了。”", [("告诉记者", "“路通了。”", "indirect", False)]),
        ("局长告诉孩子们，路通了。", [("告诉孩子们", "路通了。", "indirect", False)]),
        ("村民细数几个变化：路通了。", [("细数", "路通了。", "topic", False)]),
        ("“路通了。”局长说。", [("说", "。", "nothing", False)]),
        ("居民没说，谁也不知道。", []),
        ("方向更加明确，路通了。", []),
        ("镇里进一步明确，路要修通。", [("明确", "路要修通。", "indirect", False)]),
        ("居民把今年称为修路年。", []),
        ("居民一边说，一边开了门。", [("说", "一边开了门。", "nothing", False)]),
        ("居民感慨说道：“路通了。”", [("感慨说道", "“路通了。”", "indirect", False)]),
        ("居民无不称赞，路好走了。", [("称赞", "路好走了。", "indirect", False)]),
        ("小说，散文，居民都爱看。", []),
        ("局长提出的方案很好。", []),
        ("局长表示祝贺，大家高兴。", []),
        ("他们写农村事，说老百姓的心里话，做代言人。", []),
        ("“局长说，路通了。”", []),
        ("《局长说，路通了》", []),
    ],
)
def test_cues(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    cues = paragraph_of(text).cues
    assert [(text[c.start : c.end], text[c.content :], c.opens, c.bare) for c in cues] == expected


def test_cues_are_looked_for_in_a_range_only() -> None:
    text = "局长说，书记表示，好。"
    matches = cue_finder().finditer(text, 4, len(text))
    assert [cue.word for cue in find_cues(text, 4, len(text), matches, ())] == ["表示"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长说：“", True),
        ("局长说“", True),
        ("局长提出要“", True),
        ("局长来了，“", False),
        ("“", False),
        ("，“", False),
    ],
)
def test_words_that_end_with_a_cue(text: str, expected: bool) -> None:
    assert ends_with_cue(text, 0, text.index("“")) is expected


def test_speech_whose_closing_mark_was_lost_ends_with_the_last_sentence_before_the_cue() -> None:
    text = "“路通了。局长说：“大家来吧。”"
    assert lost_end(text, 1, text.rindex("“")) == text.index("局长")
    assert lost_end("“路通了。局长走了“大家来吧。”", 1, 9) == 0
    assert lost_end("“局长说：“大家来吧。”", 1, 5) == 0
