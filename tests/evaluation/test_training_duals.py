"""Arithmetic with dual numbers gives the number that floats give, and its derivatives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jiceng.evaluation.training.duals import Dual

_NUMBERS = st.floats(-100, 100)


def _variables(first: float, second: float) -> tuple[Dual, Dual]:
    return Dual(first, np.array([1.0, 0.0])), Dual(second, np.array([0.0, 1.0]))


@given(_NUMBERS, _NUMBERS)
def test_a_formula_gives_its_value_and_its_slopes(first: float, second: float) -> None:
    x, y = _variables(first, second)
    found = 3 * x * y - (2 - x) + (y - 1) * 0.5
    assert found.value == 3 * first * second - (2 - first) + (second - 1) * 0.5
    assert np.allclose(found.gradient, [3 * second + 1, 3 * first + 0.5])


@given(_NUMBERS, _NUMBERS)
def test_numbers_are_compared_by_value(first: float, second: float) -> None:
    x, y = _variables(first, second)
    assert (x < y, x <= y, x > y, x >= y) == (first < second, first <= second, first > second, first >= second)
    assert (x < second) == (first < second)
