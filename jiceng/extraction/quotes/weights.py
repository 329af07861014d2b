"""The weights of the rules for quotes: the numbers of `weights.toml`, which says what each is for."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """Least lengths in characters."""

    least_fragment: int
    least_sentence: int
    least_unnamed: int
    least_reported: int
    least_repeated: int


WEIGHTS = read_weights(FILE, Weights)
