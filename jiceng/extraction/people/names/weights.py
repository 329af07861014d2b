"""Where names end: the numbers of `weights.toml`, which says what each is for."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each boundary speaks for the end of a name, and how much decides."""

    boundary_mark: float
    boundary_digit: float
    boundary_cue: float
    boundary_aspect: float
    boundary_when: float
    boundary_follower: float
    boundary_short_follower: float
    boundary_verb: float
    boundary_word: float
    boundary_cut: float
    ends_clearly: float
    ends_surely: float
    ends_well: float
    ends_maybe: float
    ends_doubtfully: float
    ends_anyhow: float
    segmented: float
    word_after: float
    longer: float
    constant: float
    inconstant: float
    impossible: float
    least_end: float
    foreign_share: float
    apart_share: float


WEIGHTS = read_weights(FILE, Weights)
"""Those that extraction goes by."""
