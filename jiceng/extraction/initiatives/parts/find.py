"""The parts that an article lists for an initiative, and the number that it gives for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.parts.counts import number_around_name, number_in_name, numbers_to_list
from jiceng.extraction.initiatives.parts.lists import parts_joined_in, parts_listed_after, parts_listed_before
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.text.article_text import ArticleText

_FULL_STOP = re.compile(r"[。！？\n]")
_FARTHEST_LIST = 400
"""Characters after a name that are searched for the end of a list; 。！？ ends it, not ；."""


@dataclass(slots=True)
class Parts:
    """The parts of an initiative, their number, and the mention that they were read at."""

    chosen: NameCandidate
    """The mention that has the initiative's name."""
    best: NameCandidate
    components: tuple[str, ...]
    stated_count: int | None


def find_parts(article: ArticleText, chosen: NameCandidate, group: Sequence[NameCandidate]) -> Parts:
    """Return the parts of an initiative: those that its name joins, else the first that are listed at a mention."""
    parts = Parts(chosen, chosen, parts_joined_in(chosen.core), number_in_name(article, chosen))
    for candidate in (chosen, *group):
        if not parts.components:
            _read_around(article, candidate, parts)
    return parts


def _read_around(article: ArticleText, candidate: NameCandidate, found: Parts) -> None:
    """Take the parts listed before or after a mention, and the number given there."""
    text = article.text
    start, end = sentence_around(article, candidate.start, candidate.end)
    stop = _FULL_STOP.search(text, candidate.end, min(candidate.end + _FARTHEST_LIST, len(text)))
    after = text[candidate.end : max(end, stop.start()) if stop else end]
    before = text[start : candidate.start]
    count = number_around_name(before, after)
    if count is None:
        count = found.stated_count
    parts, listed_count = parts_listed_after(after, count)
    for number in numbers_to_list(candidate.core) if count is None else (count,):
        if not parts and (parts := parts_listed_before(before, number)):
            count = number
    if parts:
        found.components = parts
        found.best = candidate
    if found.stated_count is None:
        found.stated_count = count if count is not None else listed_count
