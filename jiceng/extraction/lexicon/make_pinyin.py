"""Makes the tables of pinyin from the dictionaries of pypinyin.

    python jiceng/extraction/lexicon/make_pinyin.py

pypinyin itself takes a quarter of a second and much memory to load them, with tones and all readings of a character.
The same pypinyin makes the same bytes.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

CHARACTERS = "pinyin_of_characters.txt"
PHRASES = "pinyin_of_phrases.txt"
_SOURCE = "Compiled by make_pinyin.py from the dictionaries of pypinyin 0.55 (MIT licence); without tones."
_HEADS = {
    CHARACTERS: f"# A syllable and the characters that are read so where no phrase says otherwise.\n# {_SOURCE}\n",
    PHRASES: f"# Phrases that are read together, with their syllables where these are not those of their characters.\n"
    f"# {_SOURCE} Sorted by code point.\n",
}


def make_pinyin(folder: Path) -> None:
    """Write both tables into a folder."""
    read_as: dict[str, list[str]] = defaultdict(list)
    for code in sorted(PINYIN_DICT):
        (syllable,) = lazy_pinyin(chr(code), v_to_u=True)
        if syllable.strip() and syllable != chr(code):
            read_as[syllable].append(chr(code))
    usual = {character: syllable for syllable, characters in read_as.items() for character in characters}
    _write(folder / CHARACTERS, [f"{syllable} {''.join(read_as[syllable])}" for syllable in sorted(read_as)])
    lines = []
    for phrase in sorted(PHRASES_DICT):
        syllables = lazy_pinyin(phrase, v_to_u=True)
        is_usual = syllables == [usual.get(character) for character in phrase]
        lines.append(phrase if is_usual else " ".join([phrase, *syllables]))
    _write(folder / PHRASES, lines)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text(_HEADS[path.name] + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make_pinyin(Path(__file__).parent)
