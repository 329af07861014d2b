"""What tells the name of a place from other words: suffixes and their levels, common words, the words around."""

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from jiceng.extraction import lexicon
from jiceng.extraction.places.gazetteer import divisions_named
from jiceng.extraction.text.words import Words
from schemas.community import Level

RANKS: Final[dict[Level, int]] = {
    "province": 0,
    "city": 1,
    "county": 2,
    "street": 3,
    "town": 3,
    "township": 3,
    "community": 4,
    "village": 4,
    "other": 4,
}
CITY_RANK: Final = 1
COUNTY_RANK: Final = 2
HAN: Final = re.compile(r"[\u3400-\u9fff·]+")
SUFFIX: Final = re.compile(lexicon.one_of(["自治区", "地区", "街道", "苏木", "社区", "嘎查", *"省市州盟县区旗镇乡村"]))
UPPER_SUFFIXES: Final = frozenset({"省", "市", "州", "盟", "县", "区", "旗", "地区", "自治区"})
_NO_NAME_TAGS = frozenset("pcudrytwm")
"""First letters of the parts of speech that no word of two characters has in a place's name."""
_PROPER_TAGS = ("ns", "nr", "nz", "nt")


@cache
def suffix_levels() -> dict[str, Level]:
    """Return suffix → level of the units that bear it."""
    return {row["suffix"]: row["level"] for row in lexicon.table("unit_suffixes")}  # type: ignore[misc]


@cache
def makes_word_with() -> dict[str, str]:
    """Return suffix → the characters that make another word of it when they follow (市|场)."""
    return {row["suffix"]: row["makes_a_word_with"] for row in lexicon.table("unit_suffixes")}


def level_of(name: str) -> Level:
    """Return the level that a name's suffix says, of several the longest suffix's."""
    for length in (3, 2, 1):
        if level := suffix_levels().get(name[-length:]):
            return "county" if level == "city" and name.count("州") == 0 and length == 1 and name[-1] == "市" else level
    return "other"


@cache
def office_words() -> tuple[str, ...]:
    """Return the words behind which a name of a town, community or village is sure to end."""
    return tuple(sorted(lexicon.words("words_behind_community_names")))


@cache
def institution_words() -> tuple[str, ...]:
    """Return the institutions that only bear a county's name."""
    return tuple(sorted(lexicon.words("institutions_named_after_places")))


@cache
def functional_words() -> tuple[str, ...]:
    """Return what functional districts are called, the longest first."""
    return tuple(sorted(lexicon.words("functional_district_words"), key=lambda word: (-len(word), word)))


@cache
def functional_ends() -> frozenset[str]:
    """Return the last two characters of the names of functional districts."""
    names = [row["name"] for row in lexicon.table("functional_districts")]
    return frozenset(name[-2:] for name in [*names, *lexicon.words("functional_district_words")])


@cache
def nationalities() -> frozenset[str]:
    """Return the nationalities, which are no names of villages (瑶族村)."""
    return lexicon.words("nationalities")


class NameEvidence:
    """What the words of a text say for or against a range of it being a place's name."""

    def __init__(self, text: str, words: Words) -> None:
        """Take a text and its segmented words."""
        self._text = text
        self._words = words
        self._starts = words.starts

    def word_at(self, start: int) -> int:
        """Return the index of the word that starts at an offset, -1 where none does."""
        index = bisect_left(self._starts, start)
        return index if index < len(self._starts) and self._starts[index] == start else -1

    def starts_word(self, start: int) -> bool:
        """Whether a word starts at an offset."""
        return self.word_at(start) >= 0

    def can_begin(self, start: int) -> bool:
        """Whether a word starts at an offset, or no letter stands before it."""
        return self.starts_word(start) or not HAN.match(self._text, start - 1)

    def is_word(self, start: int, end: int) -> bool:
        """Whether a word starts and a word ends at these offsets, or text without letters surrounds them."""
        if not self.starts_word(start):
            return False
        return self.starts_word(end) or end >= len(self._text) or not HAN.match(self._text, end)

    def could_be_name(self, start: int, suffix_start: int, end: int) -> bool:
        """Whether no word between two offsets is one that names do not have: a particle, a verb of two characters."""
        index = bisect_left(self._starts, start)
        while index < len(self._starts) and self._words[index].end <= suffix_start:
            word = self._words[index]
            whole = word.start == start and word.end == suffix_start
            if word.text in lexicon.words("never_in_place_names"):
                return False
            if len(word.text) > 1 and (word.tag[:1] in _NO_NAME_TAGS or word.tag[:1] == "v"):
                return whole and bool(divisions_named(self._text[start:end]))
            index += 1
        return True

    def ends_like_common_word(self, start: int, end: int) -> bool:
        """Whether a range ends with a common word (贫困村).

        One of two characters must be a word where it stands: 山村 in 花山村 is none.
        """
        lookalikes = lexicon.words("place_lookalikes")
        lengths = range(3, min(end - start, 6) + 1)
        tail = self._text[max(start, end - 2) : end]
        two = tail in lookalikes and tail not in suffix_levels() and (end - 2 == start or self.starts_word(end - 2))
        return two or any(self._text[end - length : end] in lookalikes for length in lengths)

    def is_common_word(self, start: int, end: int) -> bool:
        """Whether a range is exactly one word that is no proper name."""
        word = self._words[self.word_at(start)]
        return word.end >= end and not word.tag.startswith(_PROPER_TAGS)
