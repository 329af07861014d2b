"""The README's picture of a page that becomes rows shows what jiceng reads today."""

import runpy
from pathlib import Path

import pytest

DRAWING = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "draw_page_to_rows.py"))


def test_the_picture_is_what_the_script_draws() -> None:
    assert DRAWING["PICTURE"].read_text(encoding="utf-8") == DRAWING["picture"](), "run: make docs"


@pytest.mark.parametrize(
    ("value", "ems", "lines"),
    [("", 3, [""]), ("一二三", 3, ["一二三"]), ("一二三四", 3, ["一二三", "四"]), ("abcdef", 3, ["abcde", "f"])],
)
def test_values_are_wrapped_to_the_width_of_their_card(value: str, ems: float, lines: list[str]) -> None:
    assert list(DRAWING["wrapped"](value, ems)) == lines
