"""Names in Hanyu Pinyin, as pypinyin reads them, of whose dictionaries the lexicon has what names need."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from jiceng.extraction.lexicon import lines_once, table

_MOST_KEPT = 1 << 14
"""Names of which the pinyin is remembered; a limit, as a process may read pages for days."""
_IDEOGRAPHS = re.compile(
    "([\u3007\ue815-\ue864\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a703-\U0002b73f\U0002b740-\U0002b81d\U0002b825-\U0002bf6e\U0002c029-\U0002ce93"
    "\U0002d016\U0002d11b-\U0002ebd9\U0002f80a-\U0002fa1f\U00030000-\U0003134a\U00031350-\U00032389]+)"
)
"""Characters that are read one by one where no phrase has them; others stay together."""
_DIAERESIS = "\N{COMBINING DIAERESIS}"


class _Phrases(NamedTuple):
    """What is read together."""

    known: Collection[str]
    """All phrases."""
    sorted: Sequence[str]
    """All phrases, by code point."""
    syllables: Mapping[str, tuple[str, ...]]
    """Phrase → its syllables, where they are not those of its characters."""
    longest: int
    """Characters of the longest phrase."""


@cache
def _syllables() -> dict[str, str]:
    """Return character → its syllable where no phrase says otherwise."""
    read_as = (line.split(" ") for line in lines_once("pinyin_of_characters"))
    return {character: syllable for syllable, characters in read_as for character in characters}


@cache
def _phrases() -> _Phrases:
    lines = lines_once("pinyin_of_phrases")
    syllables = {phrase: tuple(read) for phrase, *read in (line.split(" ") for line in lines if " " in line)}
    syllables |= {row["place"]: tuple(_without_tones(row["reading"]).split()) for row in table("place_readings")}
    known = frozenset(lines) - {line for line in lines if " " in line} | syllables.keys()
    return _Phrases(known, sorted(known), syllables, max(map(len, known)))


def _without_tones(syllables: str) -> str:
    parts = unicodedata.normalize("NFD", syllables)
    kept = (part for part in parts if part == _DIAERESIS or not unicodedata.combining(part))
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["reading"] for row in table("surname_readings")}


@lru_cache(_MOST_KEPT)
def name_pinyin(name: str, *, is_person: bool = False) -> str:
    """Return a name in Hanyu Pinyin without tones, a space between syllables; other characters stay as they are.

    Surnames that are read otherwise than the same character elsewhere (单 is shan, 曾 is zeng) are read so at the start
    of a person's name.
    """
    syllables = [syllable for part in _IDEOGRAPHS.split(name) for syllable in _read(part)]
    if is_person and "·" not in name and name[0] in _surname_readings():
        syllables[0] = _surname_readings()[name[0]]
    return " ".join(syllables)


def _read(part: str) -> Iterator[str]:
    """Yield the syllables of ideographs, the longest phrase first, or other characters as they are."""
    if not _IDEOGRAPHS.match(part):
        if other := part.strip():
            yield other
        return
    usual, phrases = _syllables(), _phrases()
    while part:
        ends = range(min(len(part), phrases.longest), 1, -1)
        phrase = next((part[:end] for end in ends if part[:end] in phrases.known), None)
        if phrase is None:  # a phrase that only begins here is read character by character, too
            phrase = part if _begins_phrase(part, phrases) else part[0]
        yield from phrases.syllables.get(phrase) or [usual.get(character, character) for character in phrase]
        part = part[len(phrase) :]


def _begins_phrase(text: str, phrases: _Phrases) -> bool:
    at = bisect_left(phrases.sorted, text)
    return at < len(phrases.sorted) and phrases.sorted[at].startswith(text)
