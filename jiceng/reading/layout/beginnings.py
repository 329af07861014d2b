"""Where inside what seemed one body another article begins, whose title is below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.reading.layout.bigrams import Bigrams, before_and_after, union
from jiceng.reading.layout.drafts import Draft
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Beginning:
    """A place inside a body where another article may begin."""

    position: int
    """Of the part, in the body of the draft."""
    group: int
    """Of lines, in that part."""
    headed: bool
    """Whether a section heading is there."""
    gain: float
    """How much speaks for it; not negative."""


def _balance(groups: Sequence[Bigrams], bigrams: Bigrams) -> list[float]:
    """Return, for the cut before each group, the share of some bigrams that is after it, less the share before it."""
    if not bigrams.size:
        return [0.0] * len(groups)
    found = [group.shared & bigrams.shared for group in groups]
    return [(after.bit_count() - before.bit_count()) / bigrams.size for before, after in before_and_after(found)]


def least_repeated(title: Bigrams, following: Part | None) -> float:
    """Return how many of a title's bigrams the body above it must repeat if the title's own body may begin there.

    `following` is the body after the title: if it repeats many of them, the title belongs to that one.
    """
    if not title.size:
        return float("inf")
    share = title.in_common(following.bigrams) / title.size if following is not None else 0.0
    return max(WEIGHTS.repeated_above, share + WEIGHTS.repeated_more_above) * title.size


def begins_inside(draft: Draft, title: Bigrams, page: PageBigrams) -> list[Beginning]:
    """Return the best places in an article's body where that of a title below it may begin, of each kind of place.

    There are two kinds, a section heading and a paragraph. The best place is where the bigrams of the title begin to be
    repeated, those of the article's own titles cease to be, and the paragraphs on both sides have little in common.
    """
    parts = page.parts
    titles = union([parts[index].bigrams for index in draft.titles])
    own = Bigrams(titles.shared & ~title.shared, titles.own)
    groups = page.groups_of(draft.body)
    bigrams = [one for *_, one in groups]
    for_place = [theirs - ours for theirs, ours in zip(_balance(bigrams, title), _balance(bigrams, own), strict=True)]
    if max(for_place[1:], default=-1.0) <= 0:
        return []
    gaps = page.gaps_of(draft.body)
    best: dict[bool, Beginning] = {}
    paired: bool | None = None
    for k, (position, number, group) in enumerate(groups):
        part = parts[draft.body[position]]
        headed = part.kind == "title"
        if headed and part.near:
            continue
        if k:
            gain = for_place[k] - WEIGHTS.gap * gaps[k]
            if headed:
                gain += WEIGHTS.gap_repeated if group.size and group.in_common(title) == group.size else 0.0
                gain += WEIGHTS.gap_style if paired is not None and paired is not part.paired else 0.0
            if gain >= 0 and (headed not in best or gain > best[headed].gain):
                best[headed] = Beginning(position, number, headed, gain)
        if headed:
            paired = part.paired
    return list(best.values())
