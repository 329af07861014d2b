import pytest

from .sample_paragraphs import paragraph_of


@pytest.mark.parametrize(
    ("text", "touching"),
    [
        ("“甲。”“乙。”", [False, True]),
        ("“甲。”、“乙。”", [False, True]),
        ("“甲。”他说，“乙。”", [False, False]),
        ("“甲。”" + "……" * 4 + "“乙。”", [False, False]),
    ],
)
def test_speech_touches_the_previous_where_only_marks_are_between(text: str, touching: list[bool]) -> None:
    assert [speech.touches_previous for speech in paragraph_of(text).speech] == touching


def test_speech_knows_its_neighbours() -> None:
    first, second = paragraph_of("“甲。”他说，“乙。”").speech
    assert first.previous is None
    assert first.next is second
    assert second.previous is first
    assert second.next is None


def test_a_chain_ends_where_words_follow() -> None:
    text = "“甲。”“乙。”他说，“丙。”"
    first, second, third = paragraph_of(text).speech
    assert first.chain_end() == second.chain_end() == second.end
    assert third.chain_end() == third.end


def test_the_mark_of_a_speech_is_before_it() -> None:
    text = "他说：“甲。”"
    (speech,) = paragraph_of(text).speech
    assert text[speech.mark] == "“"
    assert text[speech.start : speech.end] == "甲。"


def test_a_speech_without_opening_mark_starts_with_the_unmarked_text() -> None:
    text = "甲。”他说。"
    (speech,) = paragraph_of(text).speech
    assert speech.orphan
    assert text[speech.start : speech.end] == "甲。"
