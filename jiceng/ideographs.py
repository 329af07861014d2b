"""Which characters are ideographs, as the inside of a character class of a regular expression."""

IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U000323af"
"""Those of Unicode up to Extension H, and characters for private use, as which old fonts have ideographs that Unicode
had not: names are written with all of them."""

_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xE000, 0xF8FF), (0xF900, 0xFAFF))
"""Those up to U+FFFF."""


def is_ideograph(code: int) -> bool:
    """Return whether a code point is one; all above U+FFFF count, as hardly any other is printed in newspapers."""
    return code > 0xFFFF or any(first <= code <= last for first, last in _RANGES)
