"""Where a space belongs between the words of an engine."""

import pytest

from jiceng.ocr.boxes import Box
from jiceng.ocr.words import Word, ems_of, join_words, one_line, split_words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["村里", "的", "阅览", "室"], "村里的阅览室"),
        (["reading", "room"], "reading room"),
        (["1", "月", "13", "日"], "1月13日"),
        (["看", "Wi-Fi", "8", "小时"], "看Wi-Fi 8小时"),
        (["他说", "：", "“", "好", "”"], "他说：“好”"),
        (["说", "1", "”", "“", "2"], "说1”“2"),
        (["said", "“hello”", "twice"], "said “hello” twice"),
        (["あ", "い", "ｱ"], "あいｱ"),
        (["", "村", " "], "村"),
        (["O", "0", "〇"], "O 0〇"),
    ],
)
def test_words_are_joined_as_they_are_printed(words: list[str], text: str) -> None:
    assert join_words([Word(word) for word in words]) == text


def test_words_that_adjoin_have_no_space() -> None:
    assert join_words([Word("Wi"), Word("-Fi", adjoins=True), Word("net")]) == "Wi-Fi net"


def at(text: str, left: float, width: float | None = None) -> Word:
    return Word(text, Box(left, 0, left + (100 * len(text) if width is None else width), 100))


def test_a_wide_gap_between_ideographs_is_a_space() -> None:
    assert join_words([at("加快推进", 0), at("城乡治理", 500)]) == "加快推进 城乡治理"
    assert join_words([at("加快推进", 0), at("城乡治理", 440)]) == "加快推进城乡治理"


def test_a_wide_gap_beside_a_mark_is_none() -> None:
    assert join_words([at("推进，", 0), at("城乡", 400)]) == "推进，城乡"


def test_letters_that_are_all_spaced_out_have_no_spaces() -> None:
    assert join_words([at("通", 0), at("知", 300), at("书", 600)]) == "通知书"


def test_boxes_too_narrow_for_their_characters_tell_nothing() -> None:
    assert join_words([at("写字", 0, 60), at("的人", 200)]) == "写字的人"


def test_spaces_of_the_page_stay_and_those_of_the_file_do_not() -> None:
    assert split_words(" \n 全会\u3000精神\t推进\r\n") == ["全会\u3000精神", "推进"]
    assert one_line("\u3000全会\u3000精神\n推进\u2028 ") == "全会\u3000精神 推进"


def test_ems() -> None:
    assert ems_of("1月3日，“A”") == 0.5 + 1 + 0.5 + 1 + 1 + 1 + 0.5 + 1
