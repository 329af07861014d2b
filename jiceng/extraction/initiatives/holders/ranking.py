"""Who runs an initiative: the likeliest of those who may, by the weights of `ranking.toml`.

The probability of each is proportional to the exponential of the sum of the weights of its features.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jiceng.extraction.initiatives.holders.candidates import Holders
from jiceng.weights import read_features, weigh_features

FILE = Path(__file__).with_name("ranking.toml")
NOBODY = "candidate: nobody"
"""The only feature of nobody, who runs an initiative where the text does not say who does."""


class Previous(NamedTuple):
    """Who runs the initiative that is named before in the article."""

    holder: str
    distance: str
    """How far before: in the same sentence, paragraph or article."""


def with_previous(found: Mapping[str, set[str]], previous: Previous | None) -> Holders:
    """Return who may run an initiative, and who runs the one before it."""
    holders = {name: set(seen) for name, seen in found.items()}
    if previous is None or not holders:
        return holders
    same = [name for name in holders if is_same_holder(name, previous.holder)] or [previous.holder]
    for name in same:
        holders.setdefault(name, set()).update(("previous: same", f"previous: same {previous.distance}"))
    return holders


def is_same_holder(one: str, other: str) -> bool:
    """Return whether one name is the other's end (兰尖社区, 瓜子坪街道兰尖社区)."""
    return one.endswith(other) or other.endswith(one)


class LikeliestHolder(NamedTuple):
    """Who most likely runs an initiative."""

    name: str | None
    """As printed; None for nobody."""
    probability: float
    """That it is this one, by whatever part of the name it is called."""


def likeliest(holders: Mapping[str, set[str]]) -> LikeliestHolder:
    """Return who runs an initiative, the first named of those who are as likely."""
    weights = feature_weights()
    names = (None, *sorted(holders))
    odds = [math.exp(weigh_features(weights, holders[name] if name else (NOBODY,))) for name in names]
    best = names[odds.index(max(odds))]
    same = (odd for name, odd in zip(names, odds, strict=True) if name == best or _are_one(name, best))
    return LikeliestHolder(best, sum(same) / sum(odds))


def _are_one(name: str | None, other: str | None) -> bool:
    return name is not None and other is not None and is_same_holder(name, other)


@cache
def feature_weights() -> dict[str, float]:
    """Return the weight of each feature, by name."""
    return read_features(FILE)
