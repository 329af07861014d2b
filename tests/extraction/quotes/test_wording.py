import pytest

from jiceng.extraction.quotes.wording import is_verse, sentences_to_repeat, sounds_spoken

from .sample_paragraphs import paragraph_of


@pytest.mark.parametrize(("words", "expected"), [("我们来了。", True), ("好吧", True), ("道路修好。", False)])
def test_spoken_words(words: str, expected: bool) -> None:
    text = f"“{words}”"
    assert sounds_spoken(text, paragraph_of(text).speech[0]) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("白日依山尽，黄河入海流。", True),
        ("一声鼓响，风调雨顺；二声鼓响，国泰民安。", True),
        ("白日依山尽，我们入海流。", False),
        ("白日依山尽，黄河流。", False),
    ],
)
def test_verses(words: str, expected: bool) -> None:
    text = f"“{words}”"
    assert is_verse(text, paragraph_of(text).speech[0]) is expected


def test_sentences_that_identify_their_speech() -> None:
    assert list(sentences_to_repeat("好。我们要把服务做实！大家都来把工作")) == ["我们要把服务做实！"]
