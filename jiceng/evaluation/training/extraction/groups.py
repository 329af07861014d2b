"""Groups of annotated articles that are left out together, as they share their news or their way of writing."""

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.training.days import day_of


def group_of(page: GoldPage) -> str:
    """Return the newspaper of a page of local news, else its day."""
    return page.newspaper.newspaper if page.newspaper.scope == "local" else day_of(page)
