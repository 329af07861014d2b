"""What is printed cannot command the terminal."""

from hypothesis import given
from hypothesis import strategies as st

from flows.console.output import printable


@given(st.text())
def test_printable_text_has_no_control_characters(text: str) -> None:
    assert len(printable(text)) == len(text)
    assert not set(printable(text)) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}
