"""Finds the initiatives of a text, for the tests of this folder."""

from jiceng.extraction.findings import FoundInitiative, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.find import find_initiatives
from jiceng.extraction.places.find import find_communities
from schemas import Newspaper

from ..sample_articles import LOCAL, article_of


def initiatives_in(
    text: str,
    newspaper: Newspaper = LOCAL,
    people: list[FoundPerson] | tuple[()] = (),
    quotes: list[FoundQuote] | tuple[()] = (),
) -> list[FoundInitiative]:
    """Return the initiatives of a text in which these people and quotes were found."""
    article = article_of(text, newspaper)
    return find_initiatives(article, people, quotes, find_communities(article))
