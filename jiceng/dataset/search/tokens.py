"""Tokens: pairs of letters or digits that follow each other in a text, so that any string of two or more is found.

A letter or digit that no other follows is a token alone; so whatever begins with a letter finds that letter.
"""

import unicodedata

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_POINT_BITS = 21
_POINTS = 0x110000
"""Code points of Unicode."""
CODE_BITS = 2 * _POINT_BITS
Codes = npt.NDArray[np.uint64]
"""Tokens as numbers whose order is that of the tokens: the first character's code point in the higher bits."""


def _are_letters(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Return for each code point of a text whether it is a letter or digit; each that occurs is asked about once."""
    is_letter = np.zeros(_POINTS, np.bool_)
    is_letter[points] = True
    found = np.flatnonzero(is_letter)
    is_letter[found] = [unicodedata.category(chr(point))[0] in "LN" for point in found]
    return is_letter[points]


def codes_of(text: str) -> tuple[Codes, npt.NDArray[np.intp]]:
    """Return the token that begins at each letter of a text, and the offsets of these letters."""
    points = np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = _are_letters(points)
    at = np.flatnonzero(letters)
    following = np.where(letters[at + 1], points[at + 1], 0)
    return (points[at].astype(np.uint64) << np.uint64(_POINT_BITS)) | following.astype(np.uint64), at


def tokens_of_codes(codes: Codes) -> pa.Array:
    """Return the tokens of numbers."""
    points = np.empty((len(codes), 2), np.uint32)
    points[:, 0] = codes >> np.uint64(_POINT_BITS)
    points[:, 1] = codes & np.uint64((1 << _POINT_BITS) - 1)
    return pa.array(points.view("<U2").ravel(), pa.string())


def tokens_of(words: str) -> list[str]:
    """Return the tokens that every text with these words has: all of theirs but last letters, which more may follow."""
    codes, _ = codes_of(words.lower())
    return [token for token in tokens_of_codes(np.unique(codes)).to_pylist() if len(token) > 1]
