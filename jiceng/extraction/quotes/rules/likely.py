"""Words in marks that no word attributes as other rules know it, but that look like speech."""

from collections.abc import Iterator

from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.undecided.features import MarkedParagraph, features, weights
from jiceng.rule import rule
from jiceng.weights import probability

_LEAST = 0.4
"""Probability from which words in marks are speech: F1 is best where it is half of the F1 that is reached."""
_LEAST_WITH_SPEAKER = 0.3
"""Probability that both the words are speech and their speaker is right from which they are kept: on articles left
out, F1 of direct quotes with their speakers is .793 without this rule on train, .796 without this limit, .798 with it
(local: .705, .714, .721)."""


@rule("direct_likely", "quotes", "words in marks that read like speech by what is in and around them")
def direct_likely(paragraph: MarkedParagraph) -> Iterator[Proposal]:
    """Propose the words in marks of a paragraph that are in no quote and likely speech, of nobody by name."""
    for index in paragraph.undecided():
        likely = probability(weights(), features(paragraph, index))
        if likely >= _LEAST:
            start, end = paragraph.marked[index].start, paragraph.marked[index].end
            evidence = Evidence(Sign.WORDING, start, end)
            yield Proposal(start, end, None, evidence, text_confidence=likely)


def has_likely_speaker(quote: Decision) -> bool:
    """Return whether words that are likely speech have, now that sources are ranked, a speaker who is likely too."""
    return quote.text_confidence * quote.likelihood >= _LEAST_WITH_SPEAKER
