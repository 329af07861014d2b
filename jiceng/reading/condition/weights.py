"""The numbers of `weights.toml`, which says what each of them weighs."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights


@dataclass(frozen=True, slots=True)
class Weights:
    """By what the text of a page is found to be damaged: shares of its characters."""

    judged_characters: int
    common: float
    traditional: float
    doubled: float
    accented: float
    unknown: float


WEIGHTS = read_weights(Path(__file__).with_name("weights.toml"), Weights)
"""The weights that reading uses."""
