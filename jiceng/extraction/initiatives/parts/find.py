"""The parts that an article lists for an initiative, and the number that it gives for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.parts.counts import number_around_name, number_in_name, numbers_to_list
from jiceng.extraction.initiatives.parts.lists import (
    ListedParts,
    parts_as_many,
    parts_joined_in,
    parts_listed_after,
    parts_listed_before,
    parts_owning,
)
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.text.article_text import ArticleText

_FULL_STOP = re.compile(r"[。！？\n]")
_FARTHEST_LIST = 400
"""Characters after a name that are searched for the end of a list; 。！？ ends it, not ；."""
_FARTHEST_EXPLANATION = 2000
"""Characters after a name in which the text may say what it is."""
_EXPLAINS = re.compile("”?(?:就|分别)?(?:是指|是|即|指|为)")


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
    if parts.stated_count is not None and parts.stated_count > 1 and not parts.components:
        _read_where_explained(article.text, parts, parts.stated_count)
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
    listed = parts_listed_after(after, count)
    if count is None:
        listed = _as_many_as_named(candidate.core, before, after) or listed
    elif not listed.parts:
        listed = ListedParts(parts_listed_before(before, count))
    parts = listed.parts or (parts_owning(before) if count is None else ())
    if parts:
        found.components = parts
        found.best = candidate
    if found.stated_count is None:
        found.stated_count = count if count is not None else listed.number


def _as_many_as_named(core: str, before: str, after: str) -> ListedParts | None:
    """Return a list beside a name with as many parts as a number in it says (“清四乱”，即…), and the number."""
    for number in numbers_to_list(core):
        parts = parts_listed_after(after, number).parts or parts_listed_before(before, number)
        if len(parts) == number:
            return ListedParts(parts, number)
    return None


def _read_where_explained(text: str, found: Parts, count: int) -> None:
    """Take the parts listed where the text says later, without marks, what a name is (这五员是…)."""
    core, start = found.chosen.core, found.chosen.end
    stop = min(start + _FARTHEST_EXPLANATION, len(text))
    at = text.find(core, start, stop)
    while at >= 0:
        if explained := _EXPLAINS.match(text, at + len(core)):
            end = _FULL_STOP.search(text, explained.end(), min(explained.end() + _FARTHEST_LIST, len(text)))
            if end and (parts := parts_as_many(text[explained.end() : end.start()], count)):
                found.components = parts
                return
        at = text.find(core, at + 1, stop)
