"""Names in Hanyu Pinyin."""

from functools import cache

from pypinyin import lazy_pinyin, load_phrases_dict

from jiceng.extraction.lexicon import table


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["reading"] for row in table("surname_readings")}


@cache
def _load_place_readings() -> None:
    load_phrases_dict({row["place"]: [[part] for part in row["reading"].split()] for row in table("place_readings")})


def name_pinyin(name: str, *, is_person: bool = False) -> str:
    """Return a name in Hanyu Pinyin without tones, a space between syllables; other characters stay as they are.

    Surnames that are read otherwise than the same character elsewhere (单 is shan, 曾 is zeng) are read so at the start
    of a person's name.
    """
    _load_place_readings()
    syllables = [part.strip() for part in lazy_pinyin(name, v_to_u=True) if part.strip()]
    if is_person and "·" not in name and name[0] in _surname_readings():
        syllables[0] = _surname_readings()[name[0]]
    return " ".join(syllables)
