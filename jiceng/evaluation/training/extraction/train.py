"""Trains all that extraction learns from annotated articles, part by part, and measures it on articles left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from jiceng.evaluation.found import Found, extract_from_gold
from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.records_score import MatchedArticle, RecordsScore, match_articles, score_records
from jiceng.evaluation.training.days import PARTS as FOLDS
from jiceng.evaluation.training.days import parts_by_day
from jiceng.evaluation.training.extraction.confidence import (
    SeenQuote,
    TrainedConfidence,
    seen_quotes,
    train_confidence,
    write_confidence,
)
from jiceng.evaluation.training.extraction.groups import group_of
from jiceng.evaluation.training.extraction.parts import PARTS
from jiceng.evaluation.training.files import write_features

Sets = Mapping[str, Sequence[GoldPage]]
"""By name of a gold folder, its pages."""
Model = Mapping[str, Weights]
"""By name of a part, its weights."""


@dataclass
class LeftOut:
    """What is found in articles by weights that were learned without their groups."""

    matched: dict[str, list[MatchedArticle]]
    """By gold folder."""
    found: Found = field(default_factory=lambda: Found({}, {}))
    quotes: list[SeenQuote] = field(default_factory=list)

    def scores(self) -> Iterator[tuple[str, int, RecordsScore]]:
        """Yield each gold folder with the number of its articles and their score."""
        for name, matched in self.matched.items():
            yield name, len(matched), score_records(matched, self.found, Misses())


def annotated_pages(pages: Iterable[GoldPage]) -> list[GoldPage]:
    """Return the pages that have annotated articles, with these only."""
    kept = (replace(page, articles=tuple(a for a in page.articles if a.records is not None)) for page in pages)
    return [page for page in kept if page.articles]


def present_model() -> Model:
    """Return the weights by which articles are extracted."""
    return {part.name: dict(part.in_use()) for part in PARTS}


@contextmanager
def extracting_by(model: Model) -> Iterator[None]:
    """Extract articles by a model as long as the context lasts; parts that it lacks stay as they are."""
    before = present_model()
    _use(model)
    try:
        yield
    finally:
        _use(before)


def _use(model: Model) -> None:
    for part in PARTS:
        if part.name in model:
            in_use = part.in_use()
            in_use.clear()
            in_use.update(model[part.name])


def train_extraction(pages: Sequence[GoldPage], kept: dict[str, list[Case]] | None = None) -> Model:
    """Return weights learned from annotated pages; the same pages in the same order give the same weights.

    `kept` takes what taught each part, by its name.
    """
    model: dict[str, Weights] = {}
    with extracting_by(model):
        for part in PARTS:
            cases = list(part.cases(pages))
            model[part.name] = part.fit(cases)
            _use(model)
            if kept is not None:
                kept[part.name] = cases
    return model


def folds(sets: Sets) -> Iterator[tuple[dict[str, list[GoldPage]], list[GoldPage]]]:
    """Yield each part of the annotated pages, by gold folder, with the pages of all folders that may teach about it.

    A group is a day, or an outlet of local news; it is left out whole, whatever folder its pages are in.
    """
    annotated = {name: annotated_pages(pages) for name, pages in sets.items()}
    fold_of = parts_by_day(group_of(page) for pages in annotated.values() for page in pages)
    for fold in range(FOLDS):
        own = {name: [p for p in pages if fold_of[group_of(p)] == fold] for name, pages in annotated.items()}
        others = [page for pages in annotated.values() for page in pages if fold_of[group_of(page)] != fold]
        yield own, others


def extract_left_out(sets: Sets) -> LeftOut:
    """Extract the annotated articles of gold folders, each group by weights learned from the others."""
    whole = LeftOut({name: [] for name in sets})
    for own_of_sets, others in folds(sets):
        with extracting_by(train_extraction(others)):
            for name, own in own_of_sets.items():
                found = extract_from_gold(own)
                matched = match_articles(own, found)
                whole.matched[name] += matched
                whole.found.pages.update(found.pages)
                whole.found.entities.update(found.entities)
                whole.quotes += seen_quotes(own, matched, name)
    return whole


def write_extraction(model: Model, left_out: LeftOut) -> TrainedConfidence:
    """Write the weights to the files that extraction reads; each says what is reached on articles left out.

    The confidence of quotes is learned from what was found in articles left out: what is found in other articles is
    right as often as there, not as often as in those that the weights were learned from.
    """
    scores = list(left_out.scores())
    articles = sum(count for _, count, _ in scores)
    for part in PARTS:
        comment = [
            part.about,
            f"Learned from {articles} annotated articles by `jiceng train extraction`. On those left out:",
            *(f"{Path(name).name}: {_figures(part.figures, score)}" for name, _, score in scores),
        ]
        write_features(model[part.name], comment, part.file)
    confidence = train_confidence(left_out.quotes)
    write_confidence(confidence)
    return confidence


def _figures(names: Iterable[str], score: RecordsScore) -> str:
    figures = score.as_json()
    shown = ((name, figures[name]) for name in names)
    return ", ".join(f"{name} {figure['f1' if 'f1' in figure else 'accuracy']:.3f}" for name, figure in shown)
