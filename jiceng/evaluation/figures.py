"""The two kinds of figure that a score is made of."""

from dataclasses import dataclass


@dataclass(slots=True)
class Rate:
    """How much of what was found is right, and how much of the gold was found."""

    right: float = 0
    found: float = 0
    gold: float = 0

    def add(self, right: float, found: float, gold: float) -> None:
        """Count one article's."""
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)

    def as_json(self) -> dict[str, float]:
        """Return the figures by their names in the score."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "gold": round(self.gold),
            "predicted": round(self.found),
        }


@dataclass(slots=True)
class Share:
    """How many of some answers are right."""

    right: int = 0
    gold: int = 0

    def add(self, right: bool) -> None:
        """Count one answer."""
        self.right += right
        self.gold += 1

    @property
    def accuracy(self) -> float:
        """Share of the answers that are right; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    def as_json(self) -> dict[str, float]:
        """Return the figures by their names in the score."""
        return {"accuracy": round(self.accuracy, 4), "gold": self.gold}


def harmonic_mean(one: float, other: float) -> float:
    """Return the harmonic mean of two shares, 0 where both are."""
    return 2 * one * other / (one + other) if one + other else 0.0
