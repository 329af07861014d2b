"""Numbers that know how they depend on the weights: forward differentiation with dual numbers (Clifford 1873)."""

from typing import Union

import numpy as np
from numpy.typing import NDArray

Gradient = NDArray[np.float64]
Number = Union["Dual", float]


class Dual:
    """A number and its derivatives with respect to every weight; compared by the number alone."""

    __slots__ = ("gradient", "value")

    def __init__(self, value: float, gradient: Gradient) -> None:
        self.value = value
        self.gradient = gradient

    def __add__(self, other: Number) -> "Dual":
        if isinstance(other, Dual):
            return Dual(self.value + other.value, self.gradient + other.gradient)
        return Dual(self.value + other, self.gradient)

    def __sub__(self, other: Number) -> "Dual":
        if isinstance(other, Dual):
            return Dual(self.value - other.value, self.gradient - other.gradient)
        return Dual(self.value - other, self.gradient)

    def __rsub__(self, other: float) -> "Dual":
        return Dual(other - self.value, -self.gradient)

    def __mul__(self, other: Number) -> "Dual":
        if isinstance(other, Dual):
            return Dual(self.value * other.value, other.value * self.gradient + self.value * other.gradient)
        return Dual(self.value * other, other * self.gradient)

    __radd__ = __add__
    __rmul__ = __mul__

    def __lt__(self, other: Number) -> bool:
        return self.value < float(other)

    def __le__(self, other: Number) -> bool:
        return self.value <= float(other)

    def __gt__(self, other: Number) -> bool:
        return self.value > float(other)

    def __ge__(self, other: Number) -> bool:
        return self.value >= float(other)

    def __float__(self) -> float:
        return self.value
