"""What the characters of a page tell: damaged by a wrong encoding, doubled, traditional, unknown."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.reading.condition.weights import WEIGHTS
from schemas.page import PageIssue

_IDEOGRAPH, _SIMPLIFIED, _COMMON, _TRADITIONAL, _COMMON_TRADITIONAL, _ACCENTED, _UNKNOWN = 1, 2, 4, 8, 16, 32, 64
"""Bits of what a character is. Simplified and traditional ones are those of GB 2312 and of Big5, common ones those of
the first level of either; many are in both."""


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return, by code point, the bits of each character."""
    table = np.zeros(BEYOND + 1, np.uint8)
    for code in range(0x4E00, 0xA000):
        gb, big5 = (chr(code).encode(name, "ignore") for name in ("gb2312", "big5"))
        bits = _IDEOGRAPH
        if gb:
            bits |= _SIMPLIFIED | (_COMMON if gb[0] <= 0xD7 else 0)
        if big5:
            bits |= _TRADITIONAL | (_COMMON_TRADITIONAL if big5[0] <= 0xC6 else 0)
        table[code] = bits
    table[0x80:0x250] = _ACCENTED
    table[[ord(mark) for mark in "\xa0·×°—"]] = 0
    table[[0xFFFD, ord("〓")]] = _UNKNOWN
    table[0xE000:0xF900] = _UNKNOWN  # for private use
    return table


def issues_of_characters(raw: str) -> list[PageIssue]:
    """Return the issues that the characters of a raw text tell."""
    codes = code_points(raw)
    kinds = _kinds()[codes]
    counts = np.bincount(kinds, minlength=256)

    def number_of(*, having: int, lacking: int = 0) -> int:
        return int(sum(counts[bits] for bits in range(256) if bits & having == having and not bits & lacking))

    printed = len(codes) - int(np.count_nonzero(codes <= ord(" ")))
    if printed < WEIGHTS.judged_characters:
        return []
    issues: list[PageIssue] = []
    ideographs = number_of(having=_IDEOGRAPH)
    if ideographs >= WEIGHTS.judged_characters:
        common = max(number_of(having=_COMMON), number_of(having=_COMMON_TRADITIONAL))
        if common < WEIGHTS.common * ideographs:
            issues.append("mojibake")
        elif number_of(having=_TRADITIONAL, lacking=_SIMPLIFIED) > WEIGHTS.traditional * ideographs:
            issues.append("traditional")
        twice = np.count_nonzero((codes[1:] == codes[:-1]) & (kinds[1:] & _IDEOGRAPH != 0))
        if twice > WEIGHTS.doubled * ideographs:
            issues.append("doubled")
    elif number_of(having=_ACCENTED) > WEIGHTS.accented * printed:
        issues.append("mojibake")
    if number_of(having=_UNKNOWN) > WEIGHTS.unknown * printed:
        issues.append("unknown_characters")
    return issues
