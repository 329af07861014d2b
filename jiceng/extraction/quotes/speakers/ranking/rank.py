"""The likeliest source of each quote of an article, by weights learned from annotated articles."""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.speakers.ranking.candidates import Candidate, Candidates
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.weights import read_features, weigh_features

_RULES_THAT_STAND = ("direct_transcript", "epigraph")
"""Rules that read the source where it is printed for its words alone."""
_IMPERSONAL = ("organization", "meeting", "document")
FILE = Path(__file__).with_name("weights.toml")


@cache
def feature_weights() -> dict[str, float]:
    """Return the weight of each feature of a candidate, by name."""
    return read_features(FILE)


def rank_speakers(sources: Sources, quotes: Sequence[Decision]) -> None:
    """Give each quote of an article, in the order of its text, the likeliest of the sources that it may have."""
    if not feature_weights():
        return
    finder = Candidates(sources, quotes)
    spoke: list[Speaker | None] = []
    for index, quote in enumerate(quotes):
        if not is_certain(quote, sources):
            candidates = finder.of(index, spoke)
            shares = likelihoods(candidates)
            best = max(range(len(candidates)), key=shares.__getitem__)
            quote.speaker = candidates[best].speaker
            quote.likelihood = shares[best]
        spoke.append(quote.speaker)


def is_certain(quote: Decision, sources: Sources) -> bool:
    """Return whether the rules' decision stands: a person of the article by full name, or a source that is no person.

    On annotated articles left out, ranking others against such a source is wrong as often as it is right.
    """
    speaker = quote.speaker
    if quote.rule in _RULES_THAT_STAND:
        return True
    if speaker is None:
        return False
    return speaker.kind in _IMPERSONAL or (speaker.attribution == "named" and speaker.name in sources.known)


def likelihoods(candidates: Sequence[Candidate]) -> list[float]:
    """Return the probability of each candidate; they sum to 1."""
    weights = feature_weights()
    scores = [weigh_features(weights, candidate.features) for candidate in candidates]
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]
