"""Escapes for what a terminal would obey, in text and in JSON."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.console.escapes import json_text, printable, printable_line

NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红", "\\x1b[31m红"),
        ("\x9b2J\x07\x7f\r", "\\x9b2J\\x07\\x7f\\x0d"),
        ("东\u202e区\u2066\u061c\u200f", "东\\u202e区\\u2066\\u061c\\u200f"),
        ("\U000e0041\ufeff\u200b\u2028", "\\U000e0041\\ufeff\\u200b\\u2028"),
        ("caf\udce9", "caf\\udce9"),
        ("基层\u3000治理\t“好”\n", "基层\u3000治理\t“好”\n"),
    ],
)
def test_what_a_terminal_would_obey_is_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_line_stays_one_line() -> None:
    assert printable_line("a\nb\tc") == "a\\x0ab\\x09c"


@given(st.text())
def test_printable_text_holds_nothing_else(text: str) -> None:
    assert not {unicodedata.category(character) for character in printable_line(text)} & NOT_SHOWN
    assert printable(printable(text)) == printable(text)


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_json_says_the_same_with_escapes(value: dict[str, object]) -> None:
    document = json_text(value)
    assert json.loads(document) == value
    assert not {unicodedata.category(character) for character in document} & NOT_SHOWN
