"""What rules propose as names of people, and what speaks for a string as a name over the whole article."""

from dataclasses import dataclass, field
from typing import NamedTuple

from jiceng.extraction.people.weights import weigh


class Proposal(NamedTuple):
    """A range of the article's text that may be a name, and what speaks for it there."""

    start: int
    end: int
    features: tuple[str, ...]
    """Names of the weights that count, in the order in which they are added."""


@dataclass(slots=True)
class Candidate:
    """A string that may be a name, with all that speaks for and against it in its article."""

    name: str
    evidence: dict[str, float] = field(default_factory=dict)
    """The name of a rule that proposed it, or of what else was asked of it → what that weighs."""
    features: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The same names → the weights that were added up."""
    rules: dict[int, str] = field(default_factory=dict)
    """Offset where a rule proposed it → the first of these rules in the order of the room."""

    def propose(self, rule: str, features: tuple[str, ...]) -> None:
        """Take what a rule says for it at one place; of its places the best one counts, and none counts against it."""
        weight = weigh(features)
        known = self.evidence.get(rule)
        if known is None or weight > known:
            self.evidence[rule] = max(0.0, weight)
            self.features[rule] = features

    def weigh(self, asked: str, features: tuple[str, ...]) -> None:
        """Take what was asked of it beside the rules; this counts against it, too."""
        self.evidence[asked] = weigh(features)
        self.features[asked] = features

    @property
    def total(self) -> float:
        """The sum of its evidence."""
        return sum(self.evidence.values())
