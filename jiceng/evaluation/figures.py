"""The two kinds of figure that a score is made of."""

from dataclasses import dataclass


@dataclass(slots=True)
class Rate:
    """Counts for precision and recall."""

    right: float = 0
    found: float = 0
    gold: float = 0

    def add(self, right: float, found: float, gold: float) -> None:
        """Add the counts of one article."""
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 if nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 if there is none."""
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
    """Counts for the share of right answers."""

    right: int = 0
    gold: int = 0

    def add(self, right: bool) -> None:
        """Add one answer."""
        self.right += right
        self.gold += 1

    @property
    def accuracy(self) -> float:
        """Share of the answers that are right; 0 without answers."""
        return self.right / self.gold if self.gold else 0.0

    def as_json(self) -> dict[str, float]:
        """Return the figures by their names in the score."""
        return {"accuracy": round(self.accuracy, 4), "gold": self.gold}


def harmonic_mean(one: float, other: float) -> float:
    """Return the harmonic mean of two shares; 0 if both are 0."""
    return 2 * one * other / (one + other) if one + other else 0.0
