"""Numbers that weigh evidence: a room's `weights.toml`, read into a dataclass that names each of them."""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

_Weights = TypeVar("_Weights")
_ENTRY = re.compile(r'"([^"\\\x00-\x1f\x7f]+)" = (-?(?:0|[1-9][0-9]*)\.[0-9]+)')
"""A feature and its weight, as training writes them."""
_TABLE = re.compile(r'\["([^"\\\x00-\x1f\x7f]+)"\]|\[([A-Za-z0-9_-]+)\]')


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
    text = file.read_text(encoding="utf-8")
    plain = _plain_features(text)
    if plain is not None:
        return plain
    tables: dict[str, dict[str, float]] = tomllib.loads(text)
    return {f"{prefix}: {name}": weight for prefix, table in tables.items() for name, weight in table.items()}


def _plain_features(text: str) -> dict[str, float] | None:
    """Return what a file of named features holds that has only the lines that training writes, None for another.

    tomllib would take a third of a second for those of reading: in each worker, and in each run that reads one page.
    """
    found: dict[str, float] = {}
    tables: set[str] = set()
    prefix = None
    for line in text.split("\n"):
        if entry := _ENTRY.fullmatch(line):
            name = f"{prefix}: {entry[1]}"
            if prefix is None or name in found:
                return None
            found[name] = float(entry[2])
        elif (head := _TABLE.fullmatch(line)) and (head[1] or head[2]) not in tables:
            prefix = head[1] or head[2]
            tables.add(prefix)
        elif line and not line.startswith("# "):
            return None
    return found


def weigh_features(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of the weights of features, the same in any order; an unknown one weighs nothing."""
    weight = weights.get
    return math.fsum([weight(feature, 0.0) for feature in features])


def probability(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the probability of a yes, the logarithm of whose odds is the sum of the weights of features."""
    return 1 / (1 + math.exp(-weigh_features(weights, features)))
