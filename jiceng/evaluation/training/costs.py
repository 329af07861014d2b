"""Trains what each choice in laying out a page costs.

For each page two readings are compared: the cheapest that is right (hope), and the cheapest one when each wrong is
rewarded (fear). The costs are changed just so much that the first is cheaper by as much as the second is wrong, and the
costs of all steps are averaged (Chiang 2012, hope and fear; Crammer et al. 2006, passive-aggressive updates).
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jiceng.evaluation.training.guided import PageTruthOfParts
from jiceng.evaluation.training.paths import COSTS, best_path, cost_of, wrongs_of
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.weights import FILE, WEIGHTS
from jiceng.storage import replace_file

_ROUNDS = 4
"""How often each page is looked at."""
_BOUND = 0.05
"""Largest step, in units of the difference of two readings."""
_MARGIN = 1.0
"""By how much the right reading has to be cheaper, for each wrong of the other."""
_HOPE = 20.0
"""What each wrong costs where the right reading is sought: more than all else."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of the gold, as far as the search sees it."""

    parts: Sequence[Part]
    truth: PageTruthOfParts


def train_costs(samples: Sequence[Sample], seed: int = 1) -> dict[str, float]:
    """Return costs learned from pages, beginning with the present ones; the same pages give the same costs."""
    rng = random.Random(seed)
    before = present_costs()
    costs = np.array([before[name] for name in COSTS])
    total, steps = np.zeros(len(COSTS)), 0
    order = list(range(len(samples)))
    hopes: dict[int, list[Move]] = {}
    try:
        for _ in range(_ROUNDS):
            rng.shuffle(order)
            for number in order:
                costs = costs - _step(samples[number], hopes, number)
                use_costs(dict(zip(COSTS, costs.tolist(), strict=True)))
                total, steps = total + costs, steps + 1
    finally:
        use_costs(before)
    return dict(zip(COSTS, (total / max(1, steps)).tolist(), strict=True))


def _step(sample: Sample, hopes: dict[int, list[Move]], number: int) -> NDArray[np.float64]:
    """Return by how much each cost should fall, as one page shows; its right reading is sought once."""
    parts, truth = sample.parts, sample.truth
    none = np.zeros(len(COSTS))
    fear = best_path(parts, truth, -_MARGIN)
    wrong = wrongs_of(truth, fear)
    if not wrong:
        return none
    if number not in hopes:
        hopes[number] = best_path(parts, truth, _HOPE)
    hope = hopes[number]
    wrong -= wrongs_of(truth, hope)
    if wrong <= 0:
        return none
    right, rival = cost_of(parts, hope), cost_of(parts, fear)
    slope = right.gradient - rival.gradient
    surplus = right.value - rival.value + _MARGIN * wrong
    square = float(slope @ slope)
    if surplus <= 0 or not square:
        return none
    change: NDArray[np.float64] = min(_BOUND, surplus / square) * slope
    return change


def present_costs() -> dict[str, float]:
    """Return the costs by which pages are laid out."""
    return {name: float(getattr(WEIGHTS, name)) for name in COSTS}


def use_costs(costs: Mapping[str, float]) -> None:
    """Lay out pages by these costs from now on."""
    for name, value in costs.items():
        setattr(WEIGHTS, name, value)


def write_costs(costs: Mapping[str, float], source: str, file: Path = FILE) -> None:
    """Write costs to their file, whose comments stay except that on where the costs are from."""
    text = re.sub("(?m)^# Learned from .*", f"# {source}", file.read_text(encoding="utf-8"))
    for name, value in costs.items():
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {round(value, 3)}", text)
    replace_file(file, text.encode())
