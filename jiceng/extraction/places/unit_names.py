"""What units' names are made of: suffixes with their levels and ranks, and the words that follow or resemble them."""

import re
from functools import cache
from typing import Final

from jiceng.extraction import lexicon
from jiceng.ideographs import IDEOGRAPHS
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
"""Level → its depth in the hierarchy, 0 for a province."""
CITY_RANK: Final = RANKS["city"]
COUNTY_RANK: Final = RANKS["county"]
TOWN_RANK: Final = RANKS["town"]
HAN: Final = re.compile(f"[{IDEOGRAPHS}·]+")
ONE_HAN: Final = re.compile(f"[{IDEOGRAPHS}·]")
"""What tells of one offset whether a name may be there: HAN would read on to the end of the run."""
SUFFIX: Final = re.compile(
    lexicon.one_of(["自治区", "地区", "街道", "苏木", "社区", "嘎查", *"街省市州盟县区旗镇乡村"])
)
SHORT_STREET: Final = "街"
"""What a street (街道) is called for short."""
UPPER_SUFFIXES: Final = frozenset({"省", "市", "州", "盟", "县", "区", "旗", "地区", "自治区"})
"""Suffixes of provinces, cities and counties."""


@cache
def suffix_levels() -> dict[str, Level]:
    """Return suffix → level of the units whose names end with it."""
    return {row["suffix"]: row["level"] for row in lexicon.table("unit_suffixes")}  # type: ignore[misc]


@cache
def makes_word_with() -> dict[str, str]:
    """Return suffix → the characters that make another word of it where they follow (市|场)."""
    return {row["suffix"]: row["makes_a_word_with"] for row in lexicon.table("unit_suffixes")}


def level_of(name: str) -> Level:
    """Return the level of a name by its longest suffix, `other` where it has none.

    A 市 is taken for a county-level one, except where the name has 州 in it (杭州市).
    """
    for length in (3, 2, 1):
        if level := suffix_levels().get(name[-length:]):
            return "county" if level == "city" and name.count("州") == 0 and length == 1 and name[-1] == "市" else level
    return "other"


@cache
def words_after_communities() -> tuple[str, ...]:
    """Return the words before which a name of a town, community or village is sure to end (党委书记, 居民)."""
    return tuple(sorted(lexicon.words("words_after_community_names")))


@cache
def organizations_named_after_counties() -> tuple[str, ...]:
    """Return the ends of organizations that are only named after a county (人民医院)."""
    return tuple(sorted(lexicon.words("organizations_named_after_places")))


@cache
def functional_words() -> tuple[str, ...]:
    """Return the words for functional districts (高新区, 开发区), the longest first."""
    return tuple(sorted(lexicon.words("functional_district_words"), key=lambda word: (-len(word), word)))


@cache
def functional_ends() -> frozenset[str]:
    """Return the last two characters of the names of functional districts."""
    names = [row["name"] for row in lexicon.table("functional_districts")]
    return frozenset(name[-2:] for name in [*names, *lexicon.words("functional_district_words")])


@cache
def nationalities() -> frozenset[str]:
    """Return the nationalities, which with a suffix are no villages' names (瑶族村)."""
    return lexicon.words("nationalities")
