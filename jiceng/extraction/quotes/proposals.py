"""Proposals: what the rules for quotes say of who said what, and which place in the text speaks for it."""

from enum import StrEnum
from typing import NamedTuple

from jiceng.extraction.quotes.speakers.speaker import Speaker


class Sign(StrEnum):
    """What in the text speaks for a proposal."""

    CUE_BEFORE = "cue_before"
    CUE_AFTER = "cue_after"
    COLON = "colon"
    """The words before a colon, which tell of the source."""
    SENTENCE_BEFORE = "sentence_before"
    SENTENCE_AFTER = "sentence_after"
    REPORTED_BEFORE = "reported_before"
    """The sentence before reports words of the same source."""
    SPEECH_BEFORE = "speech_before"
    """Speech with only marks between."""
    LISTED = "listed"
    """是 before speech that goes on with what the previous speech lists (首先是“…”)."""
    SPOKE_LAST = "spoke_last"
    OPEN_COLON = "open_colon"
    """The paragraph before ends in a colon or a dash, or its speech goes on."""
    WORDING = "wording"
    """The words themselves sound spoken."""
    PARAGRAPH_AFTER = "paragraph_after"
    SAME_WORDS = "same_words"
    """The same words elsewhere in the article."""
    DASH = "dash"
    LABEL = "label"
    """The name and colon with which a paragraph of a transcript opens."""


class Evidence(NamedTuple):
    """A place that speaks for a proposal; offsets in the article's text."""

    sign: Sign
    start: int
    end: int


class Proposal(NamedTuple):
    """That a range of the article's text is what a source said."""

    start: int
    end: int
    speaker: Speaker | None
    """None where the words are speech of somebody who is not named."""
    evidence: Evidence
    cue: str | None = None
    mark_missing: bool = False
    """Whether the range has lost its opening mark."""
    text_confidence: float = 1.0
    """The probability that the range is what somebody said, neither much more nor much less."""


NOBODY = Speaker("记者", "person", 0, 0, "none")
"""Proposed as the speaker of words that are no quote: the reporter's own, or what is sung or painted."""
