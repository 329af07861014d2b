"""Decides who runs each initiative of an article, one after the other: who runs one often runs the next."""

from collections.abc import Sequence

from jiceng.extraction.findings import FoundCommunity
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.candidates import Initiative, possible_holders
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.holders.ranking import LikeliestHolder, Previous, likeliest, with_previous
from jiceng.extraction.initiatives.parts.find import Parts


def find_holders(
    named: NamedInArticle,
    groups: Sequence[Sequence[NameCandidate]],
    parts: Sequence[Parts],
    communities: Sequence[FoundCommunity],
) -> list[LikeliestHolder]:
    """Return who runs each initiative.

    `groups` are the mentions of each, `parts` what was read at them.
    """
    holders: dict[int, LikeliestHolder] = {}
    last: tuple[int, str] | None = None
    for index in sorted(range(len(groups)), key=lambda index: parts[index].chosen.start):
        initiative = Initiative(groups[index], parts[index].best, parts[index].chosen)
        at = initiative.chosen.start
        previous = Previous(last[1], distance_between(named.text, last[0], at)) if last else None
        holder = likeliest(with_previous(possible_holders(named, initiative, communities), previous))
        holders[index] = holder
        if holder.name is not None:
            last = at, holder.name
    return [holders[index] for index in range(len(groups))]


def distance_between(text: str, start: int, end: int) -> str:
    """Return whether two offsets are in the same sentence, in the same paragraph, or only in the same article."""
    if text.find("\n", start, end) >= 0:
        return "article"
    return "paragraph" if text.find("。", start, end) >= 0 else "sentence"
