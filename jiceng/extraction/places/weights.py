"""How long a name has to be to be believed: the numbers of `weights.toml`, which says what each is for."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """Lengths that weigh for or against a printed name, in characters."""

    shortest_plain_name: int
    shortest_stem: int
    longest_bare_district: int


WEIGHTS = read_weights(FILE, PlaceWeights)
"""The weights in use."""
