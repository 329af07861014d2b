import pytest

from jiceng.reading import read_lines
from jiceng.reading.paragraphs.line_ends import cuts_word, ends_sentence, opens_bracket, opens_pair


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("修好了。", True),
        ("“修好了。”", True),
        ("（修好了。）", True),
        ("修好了吗？", True),
        ("修了又修……", True),
        ("修好了，", False),
        ("修好“水渠”", False),
        ("（三）", False),
        ("修好了——", False),
        ('他说："修好了。"', True),
        ("他说：「修好了。」", True),
        ("他说：“修好了。“", True),
        ('修好"水渠"', False),
    ],
)
def test_ends_of_sentences(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize(
    ("text", "pair", "bracket"),
    [
        ("修好“水渠", True, False),
        ("修好《水渠", True, False),
        ("修好（水渠", True, True),
        ("修好(水渠", False, True),
        ("修好“水渠”", False, False),
        ("修好「水渠", True, False),
        ("修好「水渠」", False, False),
        ("修好）（水渠", False, False),
    ],
)
def test_marks_left_open(text: str, pair: bool, bracket: bool) -> None:
    assert (opens_pair(text), opens_bracket(text)) == (pair, bracket)


@pytest.mark.parametrize(
    ("above", "below", "cut"),
    [("推进治理体", "系现代化", True), ("推进治理", "体系现代化", False), ("推进治理体", "系\ud800代化", True)],
)
def test_words_cut_in_two(above: str, below: str, cut: bool) -> None:
    first, second = read_lines(f"{above}\n{below}")
    assert cuts_word(first, second) is cut
