from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.page import decode
from tests.page.sample import CHINESE


def test_a_damaged_utf_8_page_is_not_taken_for_another_encoding() -> None:
    data = (CHINESE * 20).encode()
    with pytest.raises(UnicodeDecodeError) as raised:
        decode(data[:300] + b"\xff" + data[301:])
    assert raised.value.start in (299, 300)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings_are_detected(encoding: str, found: str) -> None:
    assert decode((CHINESE * 5).encode(encoding)) == (CHINESE * 5, found)


def test_a_few_words_of_gb18030_are_enough() -> None:
    assert decode("中国。".encode("gb18030")) == ("中国。", "gb18030")


def test_the_seed_page_in_every_encoding() -> None:
    path = next((Path(__file__).parents[2] / "raw" / "panzhihua-daily" / "undated").glob("*.txt"))
    text = path.read_bytes().decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"):
        assert decode(text.encode(encoding))[0] == text


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_utf_8_keeps_every_character_but_a_leading_mark(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError:
        return
    assert data.decode(encoding).removeprefix("\ufeff") == text


_TRADITIONAL = "社區的議事會開了三次，居民們說車位應當先讓給老人，辦事處答應下個月再增加三十個車位。" * 3


def test_big5_is_detected() -> None:
    assert decode(_TRADITIONAL.encode("big5")) == (_TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("Big5", "big5"), ("cp950", "cp950"), ("cp936", "gbk"), ("ANSI", "gbk"), ("CP936", "gbk")],
)
def test_names_of_encodings_on_windows_are_understood(declared: str, encoding: str) -> None:
    assert decode("社區居民".encode(encoding), declared)[0] == "社區居民"
