import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.release.redaction.printed_names import (
    NameFinder,
    given_name,
    hidden_name,
    masked,
    ordinary_words,
    public_figures,
    surname_of,
)

CHARACTERS = st.text("王李欧阳小明亮说某 \n，·", max_size=24)
NAMES = st.lists(st.text("王李欧阳小明亮·", min_size=2, max_size=4), max_size=6)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王亮", "王某"),
        ("王小明", "王某某"),
        ("欧阳明", "欧阳某"),
        ("阿里·买买提", "某某某某某某"),
        ("囧囧", "某某"),
    ],
)
def test_a_name_keeps_its_surname_and_its_length(name: str, shown: str) -> None:
    assert hidden_name(name) == shown


def test_a_name_without_surname_has_no_given_name() -> None:
    assert given_name("王小明") == "小明"
    assert given_name("王亮") is None
    assert given_name("阿里·买买提") is None
    assert surname_of("王") == ""


def test_words_of_the_dictionary_are_told_from_names() -> None:
    assert ordinary_words({"席位", "平台", "王小明", "张家港"}) == {"席位", "平台", "张家港"}


def test_public_figures_are_names_of_two_characters_or_more() -> None:
    assert all(len(name) > 1 and not name.isspace() for name in public_figures())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("居民王亮说", "居民王某说"),
        ("王亮、王亮", "王某、王某"),
        ("王 亮", "王 某"),
        ("王\u3000亮", "王\u3000某"),
        ("大王\n亮了", "大王\n亮了"),
        ("李王亮明", "李王某明"),
    ],
)
def test_names_are_hidden_where_they_stand(text: str, shown: str) -> None:
    assert NameFinder(["王亮"]).hide(text) == shown


def test_the_longest_name_is_hidden_whole() -> None:
    assert NameFinder(["王小", "王小明"]).hide("王小明和王小") == "王某某和王某"


def test_a_name_inside_one_that_is_kept_stays() -> None:
    finder = NameFinder(["王小"])
    assert finder.hide("王小明，王小说", kept=["王小明"]) == "王小明，王某说"
    assert finder.hide("大王小明", kept=["大王"]) == "大王某明"


def test_local_names_are_hidden_in_their_string_only() -> None:
    finder = NameFinder([])
    assert finder.hide("平台上的平台") == "平台上的平台"
    assert finder.hide("平台说", local=["平台"]) == "平某说"


@settings(deadline=None)
@given(CHARACTERS, NAMES, NAMES)
def test_no_name_is_left_and_nothing_moves(text: str, everywhere: list[str], local: list[str]) -> None:
    finder = NameFinder(everywhere)
    shown = finder.hide(text, local)
    assert len(shown) == len(text)
    assert [c for c in shown if c.isspace()] == [c for c in text if c.isspace()]
    squeezed = shown.replace(" ", "")
    assert not [name for name in (*everywhere, *local) if name in squeezed]


@settings(deadline=None)
@given(CHARACTERS, NAMES, st.integers(0, 24), st.integers(0, 24))
def test_a_part_of_a_text_is_hidden_as_the_text_is(text: str, names: list[str], start: int, stop: int) -> None:
    masks = NameFinder(names).masks(text)
    assert masked(text[start:stop], masks, shift=start) == masked(text, masks)[start:stop]


@settings(deadline=None)
@given(CHARACTERS, NAMES, NAMES)
def test_kept_names_stay_where_no_hidden_one_reaches_out_of_them(text: str, names: list[str], kept: list[str]) -> None:
    shown = NameFinder(names).hide(text, kept=kept)
    for at, character in enumerate(text):
        if shown[at] != character:
            assert shown[at] == "某"


def test_jieba_is_not_imported_for_its_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "jieba", raising=False)
    assert ordinary_words({"席位"}) == {"席位"}
    assert "jieba" not in sys.modules
