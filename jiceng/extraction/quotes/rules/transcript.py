"""Answers in interviews and other transcripts, without marks."""

from collections.abc import Iterator

from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.transcripts import Turn
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.rule import rule


@rule("direct_transcript", "quotes", "a paragraph of an interview, after who speaks and a colon (甲：…)")
def direct_transcript(turn: Turn) -> Iterator[Proposal]:
    """Propose whoever the label before the paragraph, or before those that it goes on with, means."""
    if turn.end - turn.start >= WEIGHTS.least_reported:
        evidence = Evidence(Sign.LABEL, turn.label.start, turn.label.end)
        yield Proposal(turn.start, turn.end, turn.speaker, evidence)
