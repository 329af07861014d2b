"""What an extraction rule is: a name, the table whose records it makes, and a description."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractionRule:
    """A named rule; its measured precision stands in the table `rules`."""

    name: str
    target: str
    description: str
