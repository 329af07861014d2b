"""The characters that names are written with, and the surnames that they begin with."""

import re

from jiceng.extraction.lexicon import words
from jiceng.ideographs import IDEOGRAPHS
from jiceng.reading.lexicon.surnames import common_surnames, surnames

HAN = IDEOGRAPHS
"""Chinese characters, as the inside of a character class."""
SURNAMES = surnames()
COMMON_SURNAMES = common_surnames()
FIRST_OF_SURNAMES = frozenset(surname[0] for surname in SURNAMES)
_HAN_ONLY = re.compile(f"[{HAN}]*")

NAME_LENGTHS = (3, 2)
"""Characters of a Chinese name whose surname has one, the likelier first."""
TRANSLITERATION = words("transliteration")
"""Characters that foreign names are written with and few other words."""
LETTERS_BESIDE_POINTS = TRANSLITERATION | words("transliteration_beside_points")
"""All characters that foreign names are written with: beside a point they need no other sign."""


def is_han(string: str) -> bool:
    """Return whether a string has no other than Chinese characters."""
    return _HAN_ONLY.fullmatch(string) is not None
