"""Gold left out by day: as pages of one day share their news, only other days show what a model is worth."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Weights
from jiceng.weights import probability

PARTS = 5
"""Parts of the days, each of which is left out once."""


def day_of(page: GoldPage) -> str:
    """Return the day of a page, whatever its newspaper; the whole page_id where it is undated."""
    return page.page_id.split("/")[1] if page.page_id.count("/") > 1 else page.page_id


def parts_by_day(days: Iterable[str]) -> dict[str, int]:
    """Return the part of each day, from 0 to PARTS - 1: neighbouring days are in different parts."""
    return {day: number % PARTS for number, day in enumerate(sorted(set(days)))}


class Seen(Protocol):
    """Something found, of which features are seen."""

    @property
    def features(self) -> tuple[str, ...]:
        """Names of what is seen of it."""


_Seen = TypeVar("_Seen", bound=Seen)


def left_out_probabilities(
    seen: Sequence[_Seen], group_of: Callable[[_Seen], str], fit: Callable[[Sequence[_Seen]], Weights]
) -> list[float]:
    """Return the probability that each of some things is right, by the weights that other days or groups teach."""
    parts = parts_by_day(map(group_of, seen))
    weights = [fit([one for one in seen if parts[group_of(one)] != part]) for part in range(PARTS)]
    return [probability(weights[parts[group_of(one)]], one.features) for one in seen]
