"""The code points of a text as an array, to index tables with."""

import numpy as np
from numpy.typing import NDArray

BEYOND = 0x10000
"""Code of every character outside the Basic Multilingual Plane; they are too rare to be told apart."""


def code_points(text: str) -> NDArray[np.intp]:
    """Return the code point of each character, BEYOND for all above U+FFFF; lone surrogates are themselves."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    points: NDArray[np.intp] = np.minimum(codes, BEYOND).astype(np.intp)
    return points
