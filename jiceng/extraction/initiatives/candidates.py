"""Ranges of an article's text that may be initiatives' names, as rules propose them and as they are accepted."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from schemas.initiative import InitiativeKind

HAN_NAME: Final = re.compile(r"[\u3400-\u9fff]+")
MARKS: Final = re.compile(r"[“”‘’「」『』《》]")
PARTS_BY_PLUS: Final = re.compile(r"[^+＋\s]{1,10}(?:[+＋][^+＋\s]{1,10}){1,6}")
NUMERALS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
LEADING_NUMBER: Final = re.compile(
    r"([两二三四五六七八九十])个一|([两二三四五六七八九十])[^一二两三四五六七八九十百0-9+＋]"
)


class ProposedName(NamedTuple):
    """A name that a rule proposes, with what speaks for it; offsets in the article's text."""

    start: int
    end: int
    core: str
    """The name without marks and without what follows them."""
    kind: InitiativeKind
    kind_word: str | None = None
    """The word in or after the name that says its kind."""


class NameCandidate(NamedTuple):
    """A proposed name and the rule that proposed it."""

    start: int
    end: int
    core: str
    kind: InitiativeKind
    rule: str
    evidence: tuple[str, ...] = ()
    """Names of what is seen of it, for and against."""


def candidate_of(proposed: ProposedName, rule: str, evidence: Iterable[str] = ()) -> NameCandidate:
    """Return the candidate of a proposal and of the name of the rule that made it, with what is seen of it."""
    return NameCandidate(proposed.start, proposed.end, proposed.core, proposed.kind, rule, tuple(evidence))
