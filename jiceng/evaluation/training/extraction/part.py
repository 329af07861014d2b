"""Part: one of the models that extraction learns, each in a module of its own in this package."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Weights


@dataclass(frozen=True, slots=True)
class Part:
    """A model of named features that extraction goes by."""

    name: str
    about: str
    """What its weights say: the first line of its file."""
    file: Path
    """Where they are written: a table per prefix of the names of features (`prefix: name`)."""
    in_use: Callable[[], Weights]
    """Return the weights that extraction goes by, always the same dictionary: others are put into it."""
    fit: Callable[[Sequence[GoldPage]], Weights]
    """Return the weights that pages teach; called while the parts before this one have been learned from the same
    pages and are in use."""
    figures: tuple[str, ...]
    """Names of the figures of records that it is judged by, of articles left out; its file says what they are."""
