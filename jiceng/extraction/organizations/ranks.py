"""Places that a text calls by their rank alone (市, 我省, 本区): which one is meant."""

from collections.abc import Iterator

from jiceng.extraction.places.find import place_with_suffix
from jiceng.extraction.places.gazetteer import division_at
from jiceng.extraction.text.article_text import ArticleText
from schemas.community import Resolution


def place_of_rank(article: ArticleText, rank: str, name: str) -> tuple[str | None, Resolution]:
    """Return the path of the place of a rank that a name means (市 of 市民政局), and what it was told by.

    It is the newspaper's own place or one above it, else the place of this rank that the article names last before
    the first occurrence of `name`, else the first after it. The path is None where the article names none.
    """
    at_home = _home_of_rank(article.home, rank)
    if at_home is not None:
        return at_home, "home"
    offset = next((start for start, _ in occurrences(name, article.text)), 0)
    path = place_with_suffix(article, rank, offset)
    return (path, "context") if path is not None else (None, "unresolved")


def _home_of_rank(home: str | None, rank: str) -> str | None:
    """Return the newspaper's place, or the one above it, that is of a rank (四川省 of 四川省/攀枝花市 for 省)."""
    path = home or ""
    while path:
        division = division_at(path)
        if path.endswith(rank) and division is not None and division.level in ("province", "city", "county"):
            return path
        path = path.rpartition("/")[0]
    return None


def occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges where a text has a name; they do not overlap."""
    start = text.find(name)
    while start >= 0:
        yield start, start + len(name)
        start = text.find(name, start + len(name))
