"""Candidates of the same initiative."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.kinds import kinds
from jiceng.extraction.initiatives.rules.titles import document_title, named_again


def grouped_by_name(found: Iterable[NameCandidate]) -> list[list[NameCandidate]]:
    """Return the candidates by name: those of one core, and a document's short title with the longer one it ends.

    Those of a name are in order; what is only named again is no group.
    """
    groups: dict[str, list[NameCandidate]] = {}
    for candidate in sorted(found, key=_start_then_length):
        groups.setdefault(candidate.core, []).append(candidate)
    _join_short_titles(groups)
    return [group for group in groups.values() if any(c.rule != named_again.name for c in group)]


def without_overlaps(groups: Iterable[list[NameCandidate]]) -> list[list[NameCandidate]]:
    """Return the groups without candidates that overlap one that is kept, in the order of their first mention.

    Of two that overlap, the first is kept, the longer where both start together.
    """
    kept: dict[int, list[NameCandidate]] = {}
    taken_until = -1
    numbered = ((candidate, number) for number, group in enumerate(groups) for candidate in group)
    for candidate, number in sorted(numbered, key=lambda one: _start_then_length(one[0])):
        if candidate.start >= taken_until:
            taken_until = candidate.end
            kept.setdefault(number, []).append(candidate)
    return [group for group in kept.values() if any(c.rule != named_again.name for c in group)]


def _start_then_length(candidate: NameCandidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


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
