"""Trains how sure a quote is: whether its text and its speaker are right, by what speaks for and against them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from jiceng.evaluation.calibration import Forecast, calibration_bins, calibration_error, share_right
from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit
from jiceng.evaluation.records_score import MatchedArticle
from jiceng.evaluation.rule_precision import HIGH
from jiceng.evaluation.training.days import left_out_probabilities
from jiceng.evaluation.training.extraction.groups import group_of
from jiceng.evaluation.training.files import write_features
from jiceng.extraction import extract
from jiceng.extraction.quotes.confidence import ANY, FILE
from jiceng.extraction.text.article_text import ArticleText

_L2, _FEWEST, _LEAST = 3.0, 8, 0.03
"""Penalty on squared weights, quotes that a feature needs, and the smallest weight that is kept."""
_PRECISION = 0.96
"""Share of the quotes given HIGH or more that is right, on groups left out of every gold folder with enough."""
_ENOUGH = 100
"""Quotes given HIGH or more from which on their share that is right counts for a folder."""
_STEP, _MOST_STEPS = 0.05, 40
"""Log-odds by which confidences are lowered at a time, and how often at most, until HIGH means what it says."""


class SeenQuote(NamedTuple):
    """What is seen of a quote that was found, and whether its text and speaker are right."""

    group: str
    features: tuple[str, ...]
    right: bool
    folder: str = ""
    """Name of its gold folder."""


@dataclass(frozen=True, slots=True)
class TrainedConfidence:
    """Weights of the features of quotes, and what such weights say of groups that they were not learned from."""

    weights: Weights
    quotes: int
    right: int
    """Of these, those whose text and speaker are right."""
    high: int
    """Of all, those given HIGH or more when their group is left out."""
    high_right: int
    """Of these, those whose text and speaker are right."""
    error: float
    """Expected calibration error on groups left out."""


def seen_quotes(pages: Sequence[GoldPage], matched: Sequence[MatchedArticle], folder: str = "") -> list[SeenQuote]:
    """Extract annotated articles and return what is seen of their quotes; `matched` are the same articles.

    Short fragments about which the gold says nothing are left out.
    """
    right = {
        (article.gold.source, quote.quote.text_start, quote.quote.kind): quote.right
        for article in matched
        for quote in article.quotes
        if quote.counted
    }
    seen = []
    for page in pages:
        for gold in page.articles:
            for quote in extract(ArticleText(gold.article, page.newspaper)).quotes:
                key = gold.source, quote.start, quote.kind
                if key in right:
                    seen.append(SeenQuote(group_of(page), quote.evidence, right[key], folder))
    return seen


def train_confidence(seen: Sequence[SeenQuote]) -> TrainedConfidence:
    """Return weights learned from what is seen of quotes, and what they say of groups left out in turn."""
    forecasts = left_out_forecasts(seen)
    lowered = _lowered_until_high_is(seen, forecasts)
    weights = _fit(seen)
    for kind in ("direct", "indirect"):
        weights[f"{kind}: {ANY}"] = weights.get(f"{kind}: {ANY}", 0.0) - lowered
    shown = [_lower(forecast, lowered) for forecast in forecasts]
    high_right, high = share_right(shown, HIGH)
    error = calibration_error(list(calibration_bins(shown)))
    return TrainedConfidence(weights, len(seen), sum([one.right for one in seen]), high, high_right, error)


def _lowered_until_high_is(seen: Sequence[SeenQuote], forecasts: Sequence[Forecast]) -> float:
    """Return by how much log-odds are lowered for HIGH to be as precise as it has to be in every gold folder."""
    by_folder: dict[str, list[Forecast]] = {}
    for one, forecast in zip(seen, forecasts, strict=True):
        by_folder.setdefault(one.folder, []).append(forecast)
    for step in range(_MOST_STEPS):
        counts = [share_right([_lower(each, step * _STEP) for each in some], HIGH) for some in by_folder.values()]
        if all(right >= _PRECISION * high for right, high in counts if high >= _ENOUGH):
            break
    return step * _STEP


def _lower(forecast: Forecast, log_odds: float) -> Forecast:
    odds = forecast.confidence / max(1e-9, 1 - forecast.confidence) * math.exp(-log_odds)
    return replace(forecast, confidence=odds / (1 + odds))


def left_out_forecasts(seen: Sequence[SeenQuote]) -> list[Forecast]:
    """Return the probability that each quote is right by the weights of other groups, and whether it is."""
    likely = left_out_probabilities(seen, lambda one: one.group, _fit)
    return [Forecast(confidence, one.right, is_quote=True) for confidence, one in zip(likely, seen, strict=True)]


def _fit(seen: Sequence[SeenQuote]) -> Weights:
    cases = [Case([{}, dict.fromkeys(one.features, 1.0)], int(one.right)) for one in seen]
    return fit(cases, l2=_L2, fewest=_FEWEST, least=_LEAST)


def write_confidence(trained: TrainedConfidence, file: Path = FILE) -> None:
    """Write the weights, sorted by name."""
    right, high, high_right = [
        100 * count / (of or 1)
        for count, of in (
            (trained.right, trained.quotes),
            (trained.high, trained.quotes),
            (trained.high_right, trained.high),
        )
    ]
    comment = [
        "How much what is seen of a quote speaks for its text and speaker; its confidence follows.",
        f"Learned from {trained.quotes} quotes of annotated articles left out, of which {right:.1f} % are right. By",
        f"weights of other groups of articles, {high:.1f} % are given {HIGH} or more, and {high_right:.1f} % of these",
        f"are right; the expected calibration error is {trained.error:.3f}.",
    ]
    write_features(trained.weights, comment, file)
