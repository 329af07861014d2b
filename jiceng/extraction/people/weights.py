"""What each feature of a string weighs for it as a name: `weights.toml`, learned by `jiceng train extraction`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jiceng.weights import read_features

FILE = Path(__file__).with_name("weights.toml")


@cache
def feature_weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)


def weigh(features: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that a string with some features is a name."""
    weight = feature_weights().get
    return sum([weight(name, 0.0) * value for name, value in features.items()])
