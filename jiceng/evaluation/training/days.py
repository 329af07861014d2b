"""Gold left out by day: as pages of one day share their news, only other days show what a model is worth."""

from collections.abc import Iterable

from jiceng.evaluation.gold import GoldPage

PARTS = 5
"""Parts of the days, each of which is left out once."""


def day_of(page: GoldPage) -> str:
    """Return the day of a page, whatever its newspaper; the whole page_id where it is undated."""
    return page.page_id.split("/")[1] if page.page_id.count("/") > 1 else page.page_id


def parts_by_day(days: Iterable[str]) -> dict[str, int]:
    """Return the part of each day, from 0 to PARTS - 1: neighbouring days are in different parts."""
    return {day: number % PARTS for number, day in enumerate(sorted(set(days)))}
