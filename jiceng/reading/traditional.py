"""Traditional characters → simplified ones, one for one, as which pages of traditional characters are read."""

import re
from functools import cache, lru_cache

import opencc

_IDEOGRAPHS = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)  # a page is asked for when it is read, and by each of its articles
def simplified(text: str) -> str:
    """Return a text of the same length in simplified characters, each at the place of the one that it stands for.

    By the tables of OpenCC, which look at words too (乾隆 stays, 乾淨 → 干净). What these make longer or shorter is
    converted a character at a time, and a character that has no single one for it stays.
    """
    return _IDEOGRAPHS.sub(_of_same_length, text)


def _of_same_length(run: re.Match[str]) -> str:
    converted: str = _converter().convert(run[0])
    if len(converted) == len(run[0]):
        return converted
    single = ((character, _converter().convert(character)) for character in run[0])
    return "".join([form if len(form) == 1 else character for character, form in single])
