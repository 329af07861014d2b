"""Makes the table of how rare words are from jieba's list of inverse document frequencies.

    python jiceng/extraction/lexicon/make_rarities.py

As a dictionary of Python the list takes a fifth of a second and 35 MB in every process; as arrays, 4 MB. The same jieba
makes the same bytes.
"""

from importlib.resources import files
from pathlib import Path

import numpy as np

RARITIES = "rarities.npz"
WIDTHS = (12, 48)
"""Bytes of UTF-8 of the words of an array: only 2% have more than twelve."""


def make_rarities(folder: Path) -> None:
    """Write the table into a folder: the numbers, and for each width the words, sorted, and which number each has."""
    text = files("jieba").joinpath("analyse", "idf.txt").read_text(encoding="utf-8")
    listed = dict(line.split() for line in text.splitlines())
    numbers = {number: place for place, number in enumerate(sorted(set(listed.values()), key=float))}
    encoded = sorted((word.encode(), numbers[number]) for word, number in listed.items())
    arrays = {"numbers": np.array([float(number) for number in numbers])}
    for narrower, width in zip((0, *WIDTHS), WIDTHS, strict=False):
        of_width = [(word, place) for word, place in encoded if narrower < len(word) <= width]
        arrays[f"words_{width}"] = np.array([word for word, _ in of_width], f"S{width}")
        arrays[f"places_{width}"] = np.array([place for _, place in of_width], np.uint16)
    assert sum(len(arrays[f"words_{width}"]) for width in WIDTHS) == len(listed)
    ranked = sorted(float(number) for number in listed.values())
    arrays["median"] = np.array(ranked[len(ranked) // 2])
    np.savez(folder / RARITIES, allow_pickle=False, **arrays)


if __name__ == "__main__":
    make_rarities(Path(__file__).parent)
