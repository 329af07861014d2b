"""The numbers of `weights.toml`, which says what each of them weighs."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights


@dataclass(frozen=True, slots=True)
class Weights:
    """By what the line model weighs how a page is set: ems, shares and numbers of lines."""

    parted_on_page: float
    parted_in_line: float
    paragraph_length: int
    paragraph_per_line: float
    lines_per_indent: int
    measured_lines: int
    wider_column: float
    even: float
    uneven_slack: float
    own_width_lines: int
    own_width_fitting: float
    own_width_gain: int


WEIGHTS = read_weights(Path(__file__).with_name("weights.toml"), Weights)
"""The weights that reading uses."""
