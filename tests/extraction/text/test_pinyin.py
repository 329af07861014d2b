from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from jiceng.extraction import lexicon
from jiceng.extraction.lexicon.make_pinyin import CHARACTERS, PHRASES, make_pinyin
from jiceng.extraction.text.pinyin import name_pinyin


@pytest.mark.parametrize(
    ("name", "is_person", "expected"),
    [
        ("兰尖社区", False, "lan jian she qu"),
        ("张三", True, "zhang san"),
        ("单三", True, "shan san"),
        ("曾三", True, "zeng san"),
        ("吕四", True, "lü si"),
        ("长宁区", False, "chang ning qu"),
        ("朝阳市", False, "chao yang shi"),
        ("重庆市", False, "chong qing shi"),
        ("张三·李四", True, "zhang san · li si"),
        ("A", True, "A"),
    ],
)
def test_name_pinyin(name, is_person, expected):
    assert name_pinyin(name, is_person=is_person) == expected


_LETTERS = "重庆长宁朝阳单曾行长江·A1 都大乐音乐会\U00030000\U000e0100\ue815"
PIECES = st.one_of(
    st.sampled_from(_LETTERS), st.sampled_from(sorted(PHRASES_DICT)), st.sampled_from(sorted(PINYIN_DICT)).map(chr)
)


@given(st.lists(PIECES.map(lambda piece: piece[:4]), min_size=1, max_size=6).map("".join))
def test_names_are_read_as_pypinyin_reads_the_whole(name: str) -> None:
    assume(not any(row["place"] in name for row in lexicon.table("place_readings")))
    whole = [part.strip() for part in lazy_pinyin(name, v_to_u=True) if part.strip()]
    assert name_pinyin(name) == " ".join(whole)


def test_the_tables_are_those_of_the_pypinyin_that_is_installed(tmp_path: Path) -> None:
    make_pinyin(tmp_path)
    for name in (CHARACTERS, PHRASES):
        assert (tmp_path / name).read_bytes() == (Path(lexicon.__file__).parent / name).read_bytes()
