"""What rules propose as names of people, and what is seen of a string that may be one over the whole article."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Proposal(NamedTuple):
    """A range of the article's text that may be a name, and what speaks for it there."""

    start: int
    end: int
    features: tuple[str, ...] = ()
    """What is seen there, each in a word or two."""
    likeness: float = 0.0
    """Of a rule that measures it: how like a name the range is."""


@dataclass(slots=True)
class Candidate:
    """A string that may be a name, with all that is seen of it in its article."""

    name: str
    features: dict[str, float] = field(default_factory=dict)
    """Named features (`rule: what is seen`), which weights.toml weighs."""
    rules: dict[int, str] = field(default_factory=dict)
    """Offset where a rule proposed it → the first of these rules in the order of the room."""
    likeness: float | None = None
    """The largest likeness that a rule measured, None where none did."""

    def propose(self, rule: str, proposal: Proposal) -> None:
        """Take what a rule says for it at one place."""
        self.features[f"{rule}: proposed"] = 1.0
        for feature in proposal.features:
            self.features[f"{rule}: {feature}"] = 1.0

    def measure(self, likeness: float) -> None:
        """Take how like a name it is at one place."""
        self.likeness = likeness if self.likeness is None else max(self.likeness, likeness)
