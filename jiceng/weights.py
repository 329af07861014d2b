"""Numbers that weigh evidence: a room's `weights.toml`, read into a dataclass that names each of them."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

_Weights = TypeVar("_Weights")


def read_weights(file: Path, kind: type[_Weights]) -> _Weights:
    """Return the weights of a file as a dataclass whose fields are its keys.

    Raises TypeError where a key is missing or unknown, tomllib.TOMLDecodeError where the file is no TOML.
    """
    with file.open("rb") as opened:
        numbers: dict[str, Any] = tomllib.load(opened)
    return kind(**numbers)


def read_features(file: Path) -> dict[str, float]:
    """Return the weights of a file of named features: a table per prefix, `prefix: name` → weight.

    Raises tomllib.TOMLDecodeError where the file is no TOML.
    """
    with file.open("rb") as opened:
        tables: dict[str, dict[str, float]] = tomllib.load(opened)
    return {f"{prefix}: {name}": weight for prefix, table in tables.items() for name, weight in table.items()}


def weigh_features(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of the weights of features, the same in any order; an unknown one weighs nothing."""
    weight = weights.get
    return math.fsum([weight(feature, 0.0) for feature in features])


def probability(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the probability of a yes, the logarithm of whose odds is the sum of the weights of features."""
    return 1 / (1 + math.exp(-weigh_features(weights, features)))
