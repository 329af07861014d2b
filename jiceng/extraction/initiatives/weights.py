"""How long names and lists have to be to be believed: the numbers of `weights.toml`, which says what each is for."""

from dataclasses import dataclass
from pathlib import Path

from jiceng.weights import read_weights

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class InitiativeWeights:
    """Lengths that weigh for or against a name or a list; in characters, where nothing else is said."""

    shortest_name: int
    longest_name: int
    shortest_title: int
    longest_title: int
    shortest_programme: int
    shortest_description: int
    shortest_modifier: int
    fewest_words_of_modifier: int
    shortest_designation: int
    shortest_holder: int
    sure_holder: float
    fewest_parts: int
    longest_part: int
    longest_before_cue: int
    longest_surplus: int
    least_probability: float


WEIGHTS = read_weights(FILE, InitiativeWeights)
"""The weights in use."""
