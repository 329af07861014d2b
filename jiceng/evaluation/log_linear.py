"""Fits a log-linear model: which of some candidates is the right one, from the named features of each.

The probability of a candidate is proportional to the exponential of the sum of its features, each times its weight.
The weights are those that make the right candidates likeliest, less a penalty on their squares (L2), found by L-BFGS:
the same cases in the same order always give the same weights. A yes-or-no question is a case of two candidates, the
first of them without features.
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]
"""Name → value; a feature that is not named is 0."""
Weights = dict[str, float]
"""Name of a feature → weight; a feature that is not named weighs nothing."""

_Vector = NDArray[np.float64]
_Objective = Callable[[_Vector], tuple[float, _Vector]]
"""Weights → what is to be minimized, and its gradient."""

_REMEMBERED_STEPS = 10
"""Steps from which L-BFGS estimates the curvature."""
_MOST_HALVINGS = 30
_ENOUGH_DESCENT = 1e-4
"""Share of the descent that the gradient promises with which a step is long enough."""
_LEAST_GAIN = 1e-5
"""Share by which the loss has to fall in a step for another to be taken, where there are many features."""
_FLAT = 1e-5
"""Largest slope in any weight at which the weights are found, in log-likelihood per unit."""


@dataclass(frozen=True, slots=True)
class Case:
    """Candidates of which one is right."""

    candidates: Sequence[Features]
    right: int
    """Index of the right candidate."""
    weight: float = 1.0
    """How many cases it counts for."""


def probabilities(weights: Weights, candidates: Sequence[Features]) -> list[float]:
    """Return the probability of each candidate; they sum to 1."""
    scores = np.array([sum([weights.get(name, 0.0) * value for name, value in one.items()]) for one in candidates])
    likelihoods = np.exp(scores - scores.max())
    return [float(one) for one in likelihoods / likelihoods.sum()]


def fit(
    cases: Sequence[Case], *, l2: float = 1.0, fewest: int = 1, least: float = 0.0, most_steps: int = 300
) -> Weights:
    """Return the weights under which the right candidates are likeliest, by name.

    `l2` is the penalty on the square of a weight, in log-likelihood: the larger it is, the smaller the weights.
    Features that fewer than `fewest` cases have weigh nothing, and weights nearer to 0 than `least` are left out.
    The search for them ends after `most_steps` at the latest.
    """
    known = Counter(name for case in cases for name in {name for one in case.candidates for name in one})
    names = sorted(name for name, times in known.items() if times >= fewest)
    if not names:
        return {}
    found = _minimum(_objective(_asked(cases, names), len(names), l2), np.zeros(len(names)), most_steps)
    return {name: float(weight) for name, weight in zip(names, found, strict=True) if weight and abs(weight) >= least}


def fit_numbered(
    rows: NDArray[np.intp], columns: NDArray[np.intp], values: _Vector, right: NDArray[np.bool_], *, l2: float
) -> _Vector:
    """Return the weights of numbered features for yes-or-no questions: what `fit` finds, from arrays.

    Entry `i` says that question `rows[i]` has feature `columns[i]` with the value `values[i]`; `right` is of questions.
    """
    questions, features = len(right), int(columns.max(initial=-1)) + 1
    if not features:
        return np.zeros(0)
    sizes = np.full(questions, 2)  # a candidate without features, then one that has them
    asked = _Asked(2 * rows + 1, columns, values, sizes, 2 * np.arange(questions) + right, np.ones(questions))
    return _minimum(_objective(asked, features, l2), np.zeros(features), least_gain=_LEAST_GAIN)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The candidates of all cases, one case after the other, as arrays."""

    rows: NDArray[np.intp]
    """Of each feature that a candidate has, the candidate."""
    columns: NDArray[np.intp]
    """Its number."""
    values: _Vector
    """Its value."""
    sizes: NDArray[np.intp]
    """Of each case, how many candidates it has."""
    right: NDArray[np.intp]
    """Of each case, its right candidate."""
    counts: _Vector
    """Of each case, how many cases it counts for."""


def _asked(cases: Sequence[Case], names: Sequence[str]) -> _Asked:
    """Return cases as arrays; features are numbered in the order of their names."""
    number = {name: index for index, name in enumerate(names)}
    candidates = [candidate for case in cases for candidate in case.candidates]
    known = [[(number[name], value) for name, value in one.items() if name in number] for one in candidates]
    sizes = np.array([len(case.candidates) for case in cases])
    return _Asked(
        rows=np.repeat(np.arange(len(candidates)), [len(one) for one in known]),
        columns=np.array([column for one in known for column, _ in one], dtype=np.intp),
        values=np.array([value for one in known for _, value in one], dtype=np.float64),
        sizes=sizes,
        right=np.cumsum(sizes) - sizes + np.array([case.right for case in cases]),
        counts=np.array([case.weight for case in cases]),
    )


def _objective(asked: _Asked, features: int, l2: float) -> _Objective:
    """Return the negative log-likelihood of the right candidates with its penalty, as a function of the weights."""
    rows, columns, values, sizes, right = asked.rows, asked.columns, asked.values, asked.sizes, asked.right
    starts, candidates = np.cumsum(sizes) - sizes, int(sizes.sum())

    def objective(weights: _Vector) -> tuple[float, _Vector]:
        scores = np.bincount(rows, values * weights[columns], candidates)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        likelihoods = np.exp(scores)
        totals = np.add.reduceat(likelihoods, starts)
        surplus = likelihoods / np.repeat(totals, sizes)
        surplus[right] -= 1
        surplus *= np.repeat(asked.counts, sizes)
        loss = asked.counts @ (np.log(totals) - scores[right]) + l2 * (weights @ weights)
        return float(loss), np.bincount(columns, values * surplus[rows], features) + 2 * l2 * weights

    return objective


def _minimum(objective: _Objective, start: _Vector, most_steps: int = 300, *, least_gain: float = 0.0) -> _Vector:
    """Return where a convex function is least, by L-BFGS with steps that are halved until they descend enough.

    It ends where the function is flat, or falls by no more than the share `least_gain` of its value in a step.
    """
    at = start
    value, gradient = objective(at)
    steps: deque[tuple[_Vector, _Vector]] = deque(maxlen=_REMEMBERED_STEPS)
    for _ in range(most_steps):
        if np.abs(gradient).max(initial=0.0) < _FLAT:
            break
        direction = _direction(gradient, steps)
        promised = float(gradient @ direction)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.abs(gradient).sum()))
        for _ in range(_MOST_HALVINGS):
            following, following_gradient = objective(at + length * direction)
            if following <= value + _ENOUGH_DESCENT * length * promised:
                break
            length /= 2
        else:
            break
        if value - following <= least_gain * abs(value):
            return at + length * direction
        steps.append((length * direction, following_gradient - gradient))
        at, value, gradient = at + length * direction, following, following_gradient
    return at


def _direction(gradient: _Vector, steps: Sequence[tuple[_Vector, _Vector]]) -> _Vector:
    """Return the direction of the next step: the gradient corrected by the curvature that the last steps met."""
    direction = -gradient
    shares = []
    for step, change in reversed(steps):
        share = (step @ direction) / (step @ change)
        shares.append(share)
        direction = direction - share * change
    if steps:
        step, change = steps[-1]
        direction = direction * ((step @ change) / (change @ change))
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        direction = direction + (share - (change @ direction) / (step @ change)) * step
    return direction
