"""Rough settings of pages typeset anew, as they come from many hands: how they are chosen, what they do to lines."""

import random
import re
from dataclasses import dataclass

_CHINESE = re.compile("[\u3400-\u9fff，。、；：？！“”‘’（）《》「」—…]")
_QUOTATION_MARKS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"“": '"', "”": '"'},
    {"“": "「", "”": "」"},
    {"”": "“"},
    {"“": "”"},
)
"""What is printed for quotation marks: themselves, straight ones, corner brackets, or marks turned the wrong way."""
_TURNED = 0.1
"""Share of the quotation marks that are turned, on a page that turns some."""
_LONGEST_LINE = 100_000
"""Width, in ems, of a column that no paragraph fills: a paragraph is a line."""

Piece = tuple[str, int]
"""A text and its offset in its unit, -1 for what the layout prints."""


@dataclass(frozen=True)
class RoughSetting:
    """What hands that are no typesetter's do to a page."""

    width: int
    indent: str
    """White space before a paragraph's first line; empty for none."""
    blank_lines: float
    """Share of the ends of paragraphs and titles that have a blank line."""
    line_end: str
    """What is printed after every line."""
    spaced: float
    """Share of the neighbouring characters that have a space between them."""
    quotation_marks: dict[str, str]
    turned: bool
    """Whether only some quotation marks are printed otherwise, and turned."""
    lines_per_head: int
    """A running head is printed after one line in so many; 0 for none."""


def choose_rough_setting(rng: random.Random) -> RoughSetting:
    """Return a setting as many hands have it."""
    marks = rng.choice(_QUOTATION_MARKS)
    return RoughSetting(
        width=_LONGEST_LINE if rng.random() < 0.2 else rng.randint(8, 34),
        indent=rng.choice(["", "", "\u3000\u3000", "    "]),
        blank_lines=rng.choice([0.0, 0.0, 0.3, 1.0]),
        line_end="\n\n" if rng.random() < 0.1 else "\n",
        spaced=rng.choice([0.75, 1.0]) if rng.random() < 0.1 else 0.0,
        quotation_marks=marks,
        turned=len(marks) == 1,
        lines_per_head=rng.randint(15, 60) if rng.random() < 0.2 else 0,
    )


def roughen(line: list[Piece], setting: RoughSetting, rng: random.Random) -> list[Piece]:
    """Return a line with the quotation marks of a setting, and its spaces between characters."""
    marks = setting.quotation_marks
    rough: list[Piece] = []
    for text, offset in line:
        kept = setting.turned and rng.random() >= _TURNED
        printed = text if kept or not marks else "".join([marks.get(character, character) for character in text])
        parts = [(character, offset + place) for place, character in enumerate(printed)] if offset >= 0 else []
        for part in parts or [(printed, offset)]:
            if rough and setting.spaced and _meet(rough[-1], part) and rng.random() < setting.spaced:
                rough.append((" ", -1))
            rough.append(part)
    return rough


def _meet(left: Piece, right: Piece) -> bool:
    """Return whether two printed characters are Chinese."""
    both_printed = left[1] >= 0 and right[1] >= 0
    return both_printed and _CHINESE.match(left[0]) is not None and _CHINESE.match(right[0]) is not None
