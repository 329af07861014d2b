"""How sure a quote is: the probability that its text and its speaker are right, from what is seen of it.

Each feature has a weight in `confidence.toml`, learned from quotes of annotated articles that all other weights were
not learned from: the sum of the weights is the logarithm of the odds that the quote is right.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jiceng.extraction.quotes.decision import Decision
from jiceng.weights import probability, read_features

FILE = Path(__file__).with_name("confidence.toml")

ANY = "any"
"""Name of the feature that every quote of a kind has."""
_LENGTHS = (8, 16, 40, 120)
"""Characters of a quote."""

_LIKELIHOODS = (0.4, 0.6, 0.8, 0.9, 0.95, 0.98)
"""Steps of the probability of a speaker among those whom a quote may have."""
_LONG_NAME = 4
"""Characters of a name from which on it makes no difference how long it is."""
_STEPS = 10
"""Into how many the probability is divided that the text is what somebody said."""


def features(quote: Decision, *, named: bool) -> Iterator[str]:
    """Yield the names of what is seen of a quote; `named` is whether its speaker is a person named in full."""
    kind = quote.kind
    speaker = quote.speaker
    yield f"{kind}: {ANY}"
    yield f"{kind}: rule {quote.rule}"
    yield f"{kind}: {sum(quote.end - quote.start >= length for length in _LENGTHS)} lengths"
    if quote.text_confidence < 1:
        yield f"{kind}: text {int(_STEPS * quote.text_confidence)}"
    if quote.likelihood < 1:
        yield f"{kind}: speaker {bisect(_LIKELIHOODS, quote.likelihood)}"
    if quote.mark_missing:
        yield f"{kind}: mark missing"
    if speaker is None:
        yield f"{kind}: nobody"
        return
    who = f"{'named ' if named else ''}{speaker.kind}"
    yield f"{kind}: {who} {speaker.attribution}"
    yield f"{kind}: {quote.rule} {who}"
    if named:
        yield f"{kind}: name of {min(len(speaker.name), _LONG_NAME)} characters"
    yield f"{kind}: {speaker.kind} {'with' if speaker.title else 'without'} a title"


def confidence(evidence: Iterable[str]) -> float:
    """Return the probability that a quote is right of which features are seen."""
    return round(probability(feature_weights(), evidence), 4)


@cache
def feature_weights() -> dict[str, float]:
    """Return the weight of each feature, by name."""
    return read_features(FILE)
