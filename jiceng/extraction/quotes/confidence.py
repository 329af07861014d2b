"""How sure a quote is: the probability that its text and its speaker are right, from what is seen of it.

Each feature has a weight in `confidence.toml`, learned from quotes of annotated articles that all other weights were
not learned from: the sum of the weights is the logarithm of the odds that the quote is right.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jiceng.extraction.quotes.decision import Decision
from jiceng.weights import read_features

FILE = Path(__file__).with_name("confidence.toml")

_LENGTHS = (8, 16, 40, 120)
"""Characters of a quote."""

_STEPS = 10
"""Into how many the probability is divided that the text is what somebody said."""


def features(quote: Decision) -> Iterator[str]:
    """Yield the names of what is seen of a quote."""
    kind = quote.kind
    speaker = quote.speaker
    yield f"{kind}: any"
    yield f"{kind}: rule {quote.rule}"
    yield f"{kind}: cue {quote.cue}"
    yield f"{kind}: {sum(quote.end - quote.start >= length for length in _LENGTHS)} lengths"
    if quote.text_confidence < 1:
        yield f"{kind}: text {int(_STEPS * quote.text_confidence)}"
    if quote.mark_missing:
        yield f"{kind}: mark missing"
    if speaker is None:
        yield f"{kind}: nobody"
        return
    yield f"{kind}: {speaker.kind} {speaker.attribution}"
    yield f"{kind}: {speaker.kind} {'with' if speaker.title else 'without'} a title"


def confidence(evidence: Iterable[str]) -> float:
    """Return the probability that a quote is right of which features are seen."""
    weight = feature_weights().get
    return round(1 / (1 + math.exp(-sum([weight(feature, 0.0) for feature in evidence]))), 4)


@cache
def feature_weights() -> dict[str, float]:
    """Return the weight of each feature, by name."""
    return read_features(FILE)
