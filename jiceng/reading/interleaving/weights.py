"""The numbers of `weights.toml`, which says what each of them weighs."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights


@dataclass(frozen=True, slots=True)
class Weights:
    """By what columns in turn are found, and put in order: logarithms of odds, shares, and numbers of lines."""

    word_cut: float
    no_word_cut: float
    words_go_on: float
    fewest_lines: int
    most_lines: int
    furthest: int
    against_below: float
    new_column: float
    column_ends: float
    out_of_turn: float
    columns: int
    beam: int
    column_odds: float
    regular_odds: float
    regular: float
    certainty: float
    other_column: float


WEIGHTS = read_weights(Path(__file__).with_name("weights.toml"), Weights)
"""The weights that reading uses."""
