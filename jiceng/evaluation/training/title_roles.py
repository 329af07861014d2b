"""Trains the roles of titles: which title of an article is the kicker, the headline, the subheadline."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit, probabilities
from jiceng.evaluation.training.days import PARTS, day_of, parts_by_day
from jiceng.evaluation.training.files import write_features
from jiceng.evaluation.training.units import unit_of, units_by_offset
from jiceng.reading import read_lines
from jiceng.reading.layout.parts import Part, parts_of
from jiceng.reading.layout.title_roles import FILE, Division, divisions
from jiceng.reading.paragraphs.repair import repair
from schemas.article import TitleRole

_TITLES: dict[str, TitleRole] = {"kicker": "kicker", "headline": "headline", "subheadline": "subheadline"}
_BODY = ("body", "heading")
_SUBHEADLINE_COUNTS = 3.0
"""For how many an article with a subheadline counts: there are a third as many of them as of those with a kicker."""
_L2, _FEWEST, _LEAST = 0.5, 3, 0.05
"""Penalty on squared weights, cases that a feature needs, and the smallest weight that is kept."""


@dataclass(slots=True)
class TitledArticle:
    """An article of the gold: its titles as the lines of the page give them, and the texts of its body."""

    day: str
    titles: list[Part] = field(default_factory=list)
    roles: list[TitleRole] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TrainedTitleRoles:
    """Weights of the features of title roles, and how well such weights read days that they were not trained on."""

    weights: Weights
    articles: int
    """Articles with two titles or more."""
    right: int
    """Of these, those whose titles all have the right roles on days left out."""
    right_headlines: int
    """Of these, those whose headline is right."""


def train_title_roles(pages: Sequence[GoldPage]) -> TrainedTitleRoles:
    """Return weights learned from all pages, and how well they read, measured with part of the days left out each time.

    The same pages in the same order give the same weights. Pages without an article of two titles give none.
    """
    articles = [article for page in pages for article in titled_articles(page) if len(article.titles) > 1]
    parts = parts_by_day(article.day for article in articles)
    ways = [divisions(article.titles, article.body) for article in articles]
    cases = [_case(article, found) for article, found in zip(articles, ways, strict=True)]
    right = right_headlines = 0
    for part in range(PARTS):
        others = [case for case, one in zip(cases, articles, strict=True) if case and parts[one.day] != part]
        weights = _fit(others)
        for article, found in zip(articles, ways, strict=True):
            if parts[article.day] == part:
                likely = probabilities(weights, [way.features for way in found])
                roles = found[likely.index(max(likely))].roles
                right += roles == article.roles
                right_headlines += _headlines(roles) == _headlines(article.roles)
    return TrainedTitleRoles(_fit([case for case in cases if case]), len(articles), right, right_headlines)


def fit_title_roles(pages: Sequence[GoldPage]) -> Weights:
    """Return weights learned from all pages, without measuring them."""
    articles = [article for page in pages for article in titled_articles(page) if len(article.titles) > 1]
    cases = [_case(article, divisions(article.titles, article.body)) for article in articles]
    return _fit([case for case in cases if case])


def _case(article: TitledArticle, ways: Sequence[Division]) -> Case | None:
    """Return which way is right, None if none is."""
    for number, way in enumerate(ways):
        if way.roles == article.roles:
            weight = _SUBHEADLINE_COUNTS if "subheadline" in way.roles else 1.0
            return Case([one.features for one in ways], number, weight)
    return None


def _fit(cases: Sequence[Case]) -> Weights:
    return fit(cases, l2=_L2, fewest=_FEWEST, least=_LEAST)


def _headlines(roles: Sequence[TitleRole]) -> list[int]:
    return [number for number, role in enumerate(roles) if role == "headline"]


def titled_articles(page: GoldPage) -> Iterator[TitledArticle]:
    """Yield the articles of a page with their titles, in printed order, as far as they are read as possible titles."""
    repaired = repair(read_lines(page.raw.raw_text or "", page.raw.sizes))
    units = units_by_offset(page)
    kinds = {group.first: part for part in parts_of(repaired) for group in part.groups}
    found: defaultdict[int, TitledArticle] = defaultdict(lambda: TitledArticle(day_of(page)))
    for group in repaired.groups:
        unit = unit_of(repaired.lines[group.first : group.end], units)
        part = kinds.get(group.first)
        if unit is None or part is None:
            continue
        number, of_article = unit
        role = page.truth.articles[number].units[of_article].role
        if role in _TITLES and part.kind == "title":
            found[number].titles.append(part)
            found[number].roles.append(_TITLES[role])
        elif role in _BODY:
            found[number].body.append(repaired.text_of(group))
    yield from found.values()


def write_title_roles(trained: TrainedTitleRoles, file: Path = FILE) -> None:
    """Write the weights, sorted by name, a table per role or pair of roles."""
    share, headlines = [100 * count / (trained.articles or 1) for count in (trained.right, trained.right_headlines)]
    lines = [
        "How much each feature speaks for a role of a title, or for the roles of two titles in a row.",
        f"Learned from {trained.articles} articles of gold with two titles or more. On days that were left out,",
        f"{share:.1f} % of them have all roles right and {headlines:.1f} % the right headline.",
    ]
    write_features(trained.weights, lines, file)
