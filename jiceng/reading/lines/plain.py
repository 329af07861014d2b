"""Raw text → the same text in plain characters, one for one, as which it is read."""

import re

from schemas import NO_WIDTH, PLAIN_FORMS

NOTHING = "\x1f"
"""What characters of no width are read as: white space that separates nothing and is left out of every text."""
_FORMS = str.maketrans({**PLAIN_FORMS, **dict.fromkeys(NO_WIDTH, NOTHING)})


def _any_of(characters: str) -> re.Pattern[str]:
    """Return a pattern of some characters, as ranges."""
    codes = sorted(map(ord, characters))
    starts = [code for before, code in zip([-1, *codes], codes, strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code + 1 != after]
    return re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True)) + "]")


_UNUSUAL = _any_of("".join(map(chr, _FORMS)))


def plain(raw: str) -> str:
    """Return a raw text of the same length in which every character has its plain form."""
    return raw.translate(_FORMS) if _UNUSUAL.search(raw) else raw
