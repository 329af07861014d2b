"""Trains all that reading learns from gold.

The models are trained in the order in which reading asks them: which lines of titles go on, the odds of possible
titles, what each choice in laying out a page costs, the roles of titles. The odds from which the costs are learned are
those that each day has from a model of the other days.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Weights
from jiceng.evaluation.training.breaks import SeenBreak, train_seen_breaks, write_breaks
from jiceng.evaluation.training.common_bigrams import common_bigrams, write_common_bigrams
from jiceng.evaluation.training.costs import present_costs, train_costs, use_costs, write_costs
from jiceng.evaluation.training.days import day_of
from jiceng.evaluation.training.links import train_links, write_links
from jiceng.evaluation.training.page_truths import TrainingPage, training_page
from jiceng.evaluation.training.title_joins import fit_title_joins, train_title_joins, write_title_joins
from jiceng.evaluation.training.title_odds import FOLDS, TitleOdds, fold_of, train_title_odds, write_title_odds
from jiceng.evaluation.training.title_roles import fit_title_roles, train_title_roles, write_title_roles
from jiceng.evaluation.typeset import typeset_anew
from jiceng.reading.layout import title_roles
from jiceng.reading.layout.title_odds import title_model, weigh_titles
from jiceng.reading.paragraphs import title_joins

_SETTING = "training"
"""Seed by which pages are typeset anew."""


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """All weights of reading that are learned together."""

    joins: Weights
    odds: TitleOdds
    costs: Mapping[str, float]
    roles: Weights
    left_out: tuple[int, int] = (0, 0)
    """How many possible titles the odds tell apart on days that were left out, of how many."""


def present_model() -> ReadingModel:
    """Return the weights by which pages are read."""
    odds = TitleOdds(dict(title_model().words), dict(title_model().pairs))
    joins, roles = dict(title_joins.feature_weights()), dict(title_roles.feature_weights())
    return ReadingModel(joins, odds, present_costs(), roles)


@contextmanager
def read_by(model: ReadingModel) -> Iterator[None]:
    """Read pages by a model as long as the context lasts."""
    before = present_model()
    _use(model)
    try:
        yield
    finally:
        _use(before)


def _use(model: ReadingModel) -> None:
    for table, weights in (
        (title_joins.feature_weights(), model.joins),
        (title_roles.feature_weights(), model.roles),
    ):
        table.clear()
        table.update(weights)
    title_model().use(model.odds.words, model.odds.pairs)
    use_costs(model.costs)


def train_reading(pages: Sequence[GoldPage]) -> ReadingModel:
    """Return weights learned from pages of gold; the same pages in the same order give the same weights."""
    before = present_model()
    joins = fit_title_joins(pages)
    with read_by(ReadingModel(joins, before.odds, before.costs, before.roles)):
        samples = [training_page(page) for page in [*pages, *_typeset_anew(pages)]]
        roles = fit_title_roles(pages)
        left_out = _give_left_out_odds(samples)
        costs = train_costs([one.sample for one in samples])
        odds = train_title_odds([one.titles for one in samples])
    return ReadingModel(joins, odds, costs, roles, left_out)


def _typeset_anew(pages: Sequence[GoldPage]) -> Iterator[GoldPage]:
    """Yield each page in another setting: layouts that are rare in the gold, yet common in newspapers, are learned too.

    Pages of one name are the same articles in several settings, and are set anew once.
    """
    seen: set[str] = set()
    for page in pages:
        if page.page_id not in seen:
            seen.add(page.page_id)
            yield typeset_anew(page, _SETTING)


def _give_left_out_odds(pages: Sequence[TrainingPage]) -> tuple[int, int]:
    """Set the odds of possible titles to those by a model of other days; return how many are right, of how many."""
    for part in range(FOLDS):
        model = train_title_odds([page.titles for page in pages if fold_of(page.day) != part]).model()
        for page in pages:
            if fold_of(page.day) == part:
                weigh_titles(page.sample.parts, model)
    right = [
        (page.sample.parts[page.titles.titles[number]].title_odds > 0) == is_title
        for page in pages
        for number, is_title in page.titles.known()
    ]
    return sum(right), len(right)


def write_reading(model: ReadingModel, pages: Sequence[GoldPage], left_out: Sequence[SeenBreak]) -> None:
    """Write the weights to the files that reading reads; each says from what it was learned.

    `left_out` is what is seen at line ends of pages that were read by weights learned without their days: verdicts on
    other pages are right as often as there, not as often as on the pages that the weights were learned from.
    """
    write_breaks(train_seen_breaks(left_out))
    source = f"{len(pages)} pages of gold, of {len({day_of(page) for page in pages})} days"
    write_title_joins(train_title_joins(pages))
    with read_by(model):
        write_title_roles(train_title_roles(pages))
    right, known = model.left_out
    comment = [
        f"Learned from {known} possible titles on {source}. On days that were left out, {100 * right / known:.1f} %",
        "of them are told apart.",
    ]
    write_title_odds(model.odds, comment)
    write_links(train_links(pages), f"Learned from {source}, read in the order of their lines.")
    write_costs(model.costs, f"Learned from {source}.")
    write_common_bigrams(common_bigrams(page.truth for page in pages), f"Counted on {source}.")
