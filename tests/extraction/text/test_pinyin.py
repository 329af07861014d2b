import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

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


@given(st.text(st.sampled_from("重庆长宁朝阳单曾行长江·A1 都大乐音乐会"), min_size=1, max_size=8))
def test_names_are_read_as_pypinyin_reads_the_whole(name: str) -> None:
    whole = [part.strip() for part in lazy_pinyin(name, v_to_u=True) if part.strip()]
    assert name_pinyin(name) == " ".join(whole)
