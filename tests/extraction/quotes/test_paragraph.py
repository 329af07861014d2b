import pytest

from .sample_paragraphs import paragraph_of

TEXT = "天晴了。局长来了，他说：“路通了！大家都来吧。”村民们很高兴；大家走了。"


def test_a_sentence_of_the_reporter_starts_after_a_stop_or_speech() -> None:
    paragraph = paragraph_of(TEXT)
    assert TEXT[paragraph.sentence_start(TEXT.index("他说")) :].startswith("局长来了")
    assert TEXT[paragraph.sentence_start(TEXT.index("很高兴")) :].startswith("村民们")
    assert paragraph.voice_start(TEXT.index("很高兴")) == TEXT.index("村民们")
    assert paragraph.voice_start(TEXT.index("他说")) == 0


def test_a_sentence_of_the_reporter_ends_at_its_stop_or_the_next_speech() -> None:
    paragraph = paragraph_of(TEXT)
    assert paragraph.sentence_stop(TEXT.index("局长")) == TEXT.index("“")
    assert paragraph.sentence_stop(TEXT.index("村民们")) == TEXT.index("；")
    assert paragraph.sentence_stop(TEXT.index("大家走了")) == len(TEXT) - 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("局长说：“路通了。”", "说"),
        ("局长说： “路通了。”", "说"),
        ("局长提出要“修好每一条路”。", "提出"),
        ("局长来了：“路通了。”", None),
        ("“路通了。”局长说。", None),
        ("局长说，大家知道“路通了。”", None),
    ],
)
def test_the_cue_before_a_speech(text: str, word: str | None) -> None:
    paragraph = paragraph_of(text)
    cue = paragraph.cue_before(paragraph.speech[0])
    assert (cue.word if cue else None) == word


def test_a_paragraph_of_nothing_but_speech() -> None:
    assert paragraph_of("“路通了。”").is_speech
    assert paragraph_of("“路通了。”……").is_speech
    assert not paragraph_of("“路通了。”局长说。").is_speech
    assert not paragraph_of("路通了。").is_speech


def test_speech_at_an_offset_is_the_next_one_or_the_one_without_opening_mark() -> None:
    text = "局长说，路通了。”“大家都来吧。”"
    paragraph = paragraph_of(text)
    orphan, second = paragraph.speech
    assert paragraph.speech_at(text.index("路")) is orphan
    assert paragraph.speech_at(orphan.end) is second
    assert paragraph.speech_at(len(text) - 1) is None


def test_cues_between_offsets() -> None:
    text = "局长说，路通了。他表示，大家都来。"
    paragraph = paragraph_of(text)
    assert [cue.word for cue in paragraph.cues_between(0, len(text))] == ["说", "表示"]
    assert [cue.word for cue in paragraph.cues_between(text.index("他"), len(text))] == ["表示"]
