"""Where an article prints an organization's name, with the place before it."""

from collections.abc import Iterator
from functools import cache

from jiceng.extraction.findings import FoundMention
from jiceng.extraction.lexicon import words
from jiceng.extraction.organizations.ranks import occurrences
from jiceng.extraction.organizations.seats import RANKS, Seat
from jiceng.extraction.places.find import place_before
from jiceng.extraction.text.article_text import ArticleText


def mentions_of(name: str, seat: Seat, rule: str, article: ArticleText) -> Iterator[FoundMention]:
    """Yield the ranges of the article's text where it prints a name; not those where a longer name contains it.

    A mention begins with the place printed before the name, if the organization's name speaks of its place; where that
    is another place than its own, the name is another organization's.
    """
    text = article.text
    inner = _inner_organizations()
    has_place = seat.path is not None or seat.rank != ""
    for start, end in occurrences(name, text):
        if text.startswith(inner, end):
            continue
        before = place_before(article, start)
        if before is None and seat.rank and name.startswith(seat.rank):
            before = _place_sharing_rank(article, start, seat.rank)
        if before is not None and has_place:
            place_start, path = before
            if seat.path is not None and path != seat.path and not seat.path.startswith(f"{path}/"):
                continue
            start = place_start
        elif seat.rank and text[start - 1 : start] in RANKS:
            continue
        yield FoundMention(start, end, rule)


def _place_sharing_rank(article: ArticleText, start: int, rank: str) -> tuple[int, str] | None:
    """Return start and path of the place that ends with the rank a name begins with (攀枝花市 in 攀枝花市民政局)."""
    before = place_before(article, start + len(rank))
    return before if before is not None and before[0] < start else None


@cache
def _inner_organizations() -> tuple[str, ...]:
    return tuple(words("organizations_within_organizations"))
