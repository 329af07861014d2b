"""Candidates of the same initiative."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.kinds import kinds
from jiceng.extraction.initiatives.rules.titles import document_title, named_again


def grouped_by_name(found: Iterable[NameCandidate]) -> list[list[NameCandidate]]:
    """Return the candidates by name: those of one core, and a document's short title with the longer one it ends.

    Of two that overlap, the first is kept, the longer where both start together; what is only named again is no group.
    """
    candidates = sorted(found, key=lambda candidate: (candidate.start, -candidate.end))
    groups: dict[str, list[NameCandidate]] = {}
    taken_until = -1
    for candidate in candidates:
        if candidate.start < taken_until:
            continue
        taken_until = candidate.end
        groups.setdefault(candidate.core, []).append(candidate)
    _join_short_titles(groups)
    return [group for group in groups.values() if any(c.rule != named_again.name for c in group)]


def _join_short_titles(groups: dict[str, list[NameCandidate]]) -> None:
    """Move the candidates of short titles to the group of the longest title that ends with them."""
    titles = sorted(core[::-1] for core, group in groups.items() if _is_title(core, group))
    long_title: dict[str, str] = {}
    for short, longer in reversed(list(pairwise(titles))):
        if longer.startswith(short):
            long_title[short] = long_title.get(longer, longer)
            groups[long_title[short][::-1]] += groups.pop(short[::-1])


def _is_title(core: str, group: Sequence[NameCandidate]) -> bool:
    return any(c.rule == document_title.name or (c.rule == named_again.name and core in kinds()) for c in group)
