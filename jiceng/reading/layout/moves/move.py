"""A way in which a reading can take the next part of a page."""

from typing import NamedTuple

from jiceng.reading.layout.costs import estimate
from jiceng.reading.layout.drafts import Draft
from jiceng.reading.layout.parts import Role


class Split(NamedTuple):
    """Where an article turned out to begin, in the body of another that it was taken for."""

    article: int
    """Number of the article."""
    taken_for: int
    """Number of the article that had its body."""
    part: int
    """Index of the part where it begins."""
    group: int
    """Number of the group of lines in that part."""


class Cut(NamedTuple):
    """The first groups of lines of a part, which belong to another article than the rest."""

    article: int
    """Number of the article that they belong to."""
    groups: int
    """How many they are."""


class Move:
    """A way to take a part: which article gets it in which role, what it costs, and which articles are then open."""

    __slots__ = ("article", "cost", "current", "cut", "estimate", "interrupted", "role", "split")

    def __init__(
        self,
        cost: float,
        current: Draft | None,
        article: int,
        role: Role,
        interrupted: Draft | None = None,
        split: Split | None = None,
        cut: Cut | None = None,
    ) -> None:
        self.cost = cost
        self.current = current
        """The article that the reading is at after it."""
        self.article = article
        """Number of the article that gets the part."""
        self.role: Role = role
        """What the part is in that article."""
        self.interrupted = interrupted
        """The article that the reading was at, if it is interrupted."""
        self.split = split
        """Where the article begins, if that is inside the body of another."""
        self.cut = cut
        """What of the part belongs to another article."""
        if current is not None:
            known = current.estimate
            cost += estimate(current) if known is None else known
        self.estimate = cost if interrupted is None else cost + estimate(interrupted)
        """The cost with what the current article and the one interrupted are expected to cost at their ends."""
