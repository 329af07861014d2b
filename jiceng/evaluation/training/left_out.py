"""How well pages are read by weights that were learned without their days."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import SimpleNamespace
from typing import Any

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import ReadingScore, score_articles
from jiceng.evaluation.training.breaks import SeenBreak, seen_breaks
from jiceng.evaluation.training.days import PARTS, day_of, parts_by_day
from jiceng.evaluation.training.reading import read_by, train_reading
from jiceng.reading import read_articles
from jiceng.reading.article import ReadArticle

_CURVE = (30, 60, 120, 240, 480)
"""Pages from which weights are learned, for the learning curve."""
_WORKERS = 2

Scored = tuple[str, int, ReadingScore]
"""What was read, how many pages taught it, and the score."""
Sets = Mapping[str, Sequence[GoldPage]]
"""By name of a gold folder, its pages."""


@dataclass
class LeftOut:
    """What is read of pages by weights that were learned without their days."""

    articles: dict[str, dict[str, list[Any]]]
    """By gold folder and page_id, the articles, with what `score_articles` compares."""
    breaks: list[SeenBreak]
    taught: int
    """How many pages the weights were learned from; where several weights read, as many on average."""

    def scores(self, sets: Sets) -> list[Scored]:
        """Return the score of each gold folder."""
        found = []
        for name, pages in sets.items():
            read = self.articles[name]
            scored = score_articles([page for page in pages if page.page_id in read], read, Misses())
            found.append((name, self.taught, scored))
        return found


def read_left_out(sets: Sets) -> LeftOut:
    """Read the pages of gold folders, each day by weights learned from other days.

    Pages of one day are left out together, whatever folder they are in.
    """
    pages = [page for of_set in sets.values() for page in of_set]
    parts = parts_by_day(map(day_of, pages))
    tasks = []
    for part in range(PARTS):
        others = [page for page in pages if parts[day_of(page)] != part]
        own = {name: [page for page in some if parts[day_of(page)] == part] for name, some in sets.items()}
        tasks.append((others, own))
    whole = LeftOut({name: {} for name in sets}, [], len(pages) * (PARTS - 1) // PARTS)
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        for found in pool.map(_read_after_training, *zip(*tasks, strict=True)):
            for name, of_set in found.articles.items():
                whole.articles[name] |= of_set
            whole.breaks += found.breaks
    return whole


def learning_curve(sets: Sets) -> Iterator[Scored]:
    """Yield how well a fifth of the days is read by weights learned from more and more pages of the others."""
    pages = [page for of_set in sets.values() for page in of_set]
    parts = parts_by_day(map(day_of, pages))
    left_out = {name: [page for page in some if parts[day_of(page)] == 0] for name, some in sets.items()}
    others = [page for page in pages if parts[day_of(page)] != 0]
    steps = [count for count in _CURVE if count < len(others)] + [len(others)]
    taught = [[others[number * len(others) // count] for number in range(count)] for count in steps]
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        for found in pool.map(_read_after_training, taught, [left_out] * len(taught)):
            yield from found.scores(left_out)


def _read_after_training(pages: Sequence[GoldPage], sets: Sets) -> LeftOut:
    """Return what is read of some sets of pages by weights learned from other pages."""
    with read_by(train_reading(pages)):
        articles = {name: {page.page_id: articles_of(page) for page in some} for name, some in sets.items()}
        breaks = [one for some in sets.values() for page in some for one in seen_breaks(page)]
        return LeftOut(articles, breaks, len(pages))


def articles_of(page: GoldPage) -> list[Any]:
    """Return the articles read from a page, with what `score_articles` compares."""
    return [_row(article) for article in read_articles(page.raw.raw_text or "", page.raw.sizes).articles]


def _row(article: ReadArticle) -> Any:
    return SimpleNamespace(
        text=article.text.text,
        raw_spans=article.text.spans(),
        titles=[SimpleNamespace(role=title.role, spans=title.text.spans()) for title in article.titles],
        byline=article.byline,
        kicker=article.title("kicker"),
        headline=article.title("headline"),
        subheadline=article.title("subheadline"),
    )
