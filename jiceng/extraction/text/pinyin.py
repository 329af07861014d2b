"""Names in Hanyu Pinyin."""

from functools import cache, lru_cache

from pypinyin import lazy_pinyin, load_phrases_dict
from pypinyin.core import Pinyin

from jiceng.extraction.lexicon import table

_MOST_KEPT = 1 << 14
"""Words and names of which the pinyin is remembered; a limit, as a process may read pages for days."""
_PINYIN = Pinyin()


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["reading"] for row in table("surname_readings")}


@cache
def _load_place_readings() -> None:
    load_phrases_dict({row["place"]: [[part] for part in row["reading"].split()] for row in table("place_readings")})


@lru_cache(_MOST_KEPT)
def _syllables(word: str) -> tuple[str, ...]:
    """Return the pinyin of one of the words into which pypinyin cuts a name: most are a character."""
    return tuple(syllable for part in lazy_pinyin(word, v_to_u=True) if (syllable := part.strip()))


@lru_cache(_MOST_KEPT)
def name_pinyin(name: str, *, is_person: bool = False) -> str:
    """Return a name in Hanyu Pinyin without tones, a space between syllables; other characters stay as they are.

    Surnames that are read otherwise than the same character elsewhere (单 is shan, 曾 is zeng) are read so at the start
    of a person's name.
    """
    _load_place_readings()
    syllables = [syllable for word in _PINYIN.seg(name) for syllable in _syllables(word)]
    if is_person and "·" not in name and name[0] in _surname_readings():
        syllables[0] = _surname_readings()[name[0]]
    return " ".join(syllables)
