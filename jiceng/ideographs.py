"""Which characters are ideographs: those of Unicode up to Extension H, and characters for private use.

Old fonts have for private use the ideographs that Unicode had not: names are written with all of them.
"""

RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xE000, 0xF8FF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
"""First and last code points."""

IDEOGRAPHS = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
"""They as the inside of a character class of a regular expression."""


def is_ideograph(code: int) -> bool:
    """Return whether a code point is one; all above U+FFFF count, as hardly any other is printed in newspapers."""
    return code > 0xFFFF or any(first <= code <= last for first, last in RANGES)
