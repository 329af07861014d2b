"""The numbers of `weights.toml`, which says what each of them weighs."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights


@dataclass(frozen=True, slots=True)
class Weights:
    """By what the rules of line ends weigh what they see: ems, shares and numbers of characters."""

    nearly_full: float
    too_wide: float
    short_line: float
    full_title_lines: float
    half_title: int
    half_title_with_column: int
    half_title_longer: int
    half_title_shorter: int


WEIGHTS = read_weights(Path(__file__).with_name("weights.toml"), Weights)
"""The weights that reading uses."""
