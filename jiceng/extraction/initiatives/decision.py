"""Which names are initiatives': the probability of each, from what is seen of all its mentions.

Each feature has a weight in `decision.toml`, learned from annotated articles: the sum of the weights is the logarithm
of the odds that a name is an initiative's.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from jiceng import weights
from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.text.article_text import ArticleText

FILE = Path(__file__).with_name("decision.toml")
_MANY = 3
"""Mentions of a name that is often repeated."""


def evidence_of_group(group: Sequence[NameCandidate], article: ArticleText, speech: "Speech") -> tuple[str, ...]:
    """Return what is seen of the mentions of one name, each feature once, sorted."""
    seen = {feature for candidate in group for feature in candidate.evidence}
    return tuple(sorted({*seen, *_in_article(group, article, speech)}))


def _in_article(group: Sequence[NameCandidate], article: ArticleText, speech: "Speech") -> Iterator[str]:
    if len(group) > 1:
        yield "article: repeated"
    if len(group) >= _MANY:
        yield "article: often repeated"
    if any(group[0].core in title.text.text for title in article.article.titles):
        yield "article: in a title"
    if any(speech.is_in(candidate.start) for candidate in group[:_MANY]):
        yield "article: in speech"


class Speech:
    """The ranges of an article's quotes."""

    def __init__(self, quotes: Iterable[FoundQuote]) -> None:
        """Take quotes, which are in order and do not overlap."""
        self._ranges = sorted((quote.start, quote.end) for quote in quotes)

    def is_in(self, offset: int) -> bool:
        """Return whether an offset is in a quote."""
        index = bisect_right(self._ranges, (offset, math.inf)) - 1
        return index >= 0 and offset < self._ranges[index][1]


def probability(evidence: Iterable[str]) -> float:
    """Return the probability that a name of which features are seen is an initiative's."""
    return round(weights.probability(feature_weights(), evidence), 4)


@cache
def feature_weights() -> dict[str, float]:
    """Return the weight of each feature, by name."""
    return weights.read_features(FILE)
