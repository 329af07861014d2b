"""Kind words: what initiatives' names end with (工程, 实施意见, 服务队)."""

import re
from collections import Counter
from functools import cache
from typing import Final

from jiceng.extraction import lexicon
from schemas.initiative import InitiativeKind

_LONGEST_KIND_WORD: Final = 8


@cache
def kinds() -> dict[str, dict[str, str]]:
    """Return kind word → its row of `initiative_kinds.csv`."""
    return {row["word"]: row for row in lexicon.table("initiative_kinds")}


@cache
def kind_words() -> re.Pattern[str]:
    """Return the expression of every kind word."""
    return re.compile(lexicon.one_of(kinds()))


@cache
def ends_of_kinds() -> frozenset[str]:
    """Return the characters with which kind words end."""
    return frozenset(word[-1] for word in kinds())


def kind_of(word: str) -> InitiativeKind:
    """Return the kind that a kind word says; raises KeyError for another word."""
    return kinds()[word]["kind"]  # type: ignore[return-value]


def kind_by_end(name: str) -> InitiativeKind | None:
    """Return the kind of most kind words that end with a name's last character (…卡点队 → team), None without one."""
    return _kinds_by_end().get(name[-1:])


@cache
def _kinds_by_end() -> dict[str, InitiativeKind]:
    kinds_of: dict[str, Counter[str]] = {}
    for word, row in kinds().items():
        kinds_of.setdefault(word[-1], Counter())[row["kind"]] += 1
    return {end: found.most_common(1)[0][0] for end, found in kinds_of.items()}  # type: ignore[misc]


def makes_name_alone(word: str) -> bool:
    """Return whether a name in marks with this kind word is an initiative without more evidence."""
    return bool(kinds()[word]["alone"])


def makes_name_unmarked(word: str) -> bool:
    """Return whether a kind word ends names of what was founded that are printed without marks."""
    return bool(kinds()[word]["founded"])


def kind_at_end(name: str) -> str | None:
    """Return the longest kind word that a name ends with and is not all of."""
    of_word = kinds()
    for length in range(min(_LONGEST_KIND_WORD, len(name) - 1), 0, -1) if name[-1:] in ends_of_kinds() else ():
        if name[-length:] in of_word:
            return name[-length:]
    return None
