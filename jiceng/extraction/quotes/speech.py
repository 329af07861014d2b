"""Speech: words in quotation marks that may be what somebody said."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.marks import Marked

LONGEST_CHAIN = 12
"""Speeches that follow each other and are searched for a source after them."""
_LONGEST_GAP = 8
"""Characters from the end of one speech to the start of the next where only marks are between them."""
_MARKS_BETWEEN = "”“…、，"


@dataclass(slots=True, eq=False)
class Speech:
    """Words in marks that may be speech; offsets in the article's text, inside the marks."""

    start: int
    end: int
    closed: bool
    orphan: bool
    """Whether its opening mark was lost; `start` is where the unmarked text starts."""
    mark: int
    """Where its opening mark is."""
    turned: bool = False
    """Whether its marks do not fit each other: one is the wrong way round, or only one is straight."""
    previous: "Speech | None" = None
    """The speech before it in its paragraph."""
    next: "Speech | None" = None
    touches_previous: bool = False
    """Whether only marks are between the previous speech and this one (“…”“…”)."""
    speaker: Speaker | None = None
    """Whoever was decided to say it, None as long as nobody was."""

    def chain_end(self) -> int:
        """Return where the last speech ends of those that follow with only marks between (“…”“…”)."""
        last = self
        for _ in range(LONGEST_CHAIN):
            if last.next is None or not last.next.touches_previous:
                break
            last = last.next
        return last.end


def link(text: str, ranges: Sequence[Marked]) -> list[Speech]:
    """Return the ranges of a paragraph that may be speech, each with its neighbours."""
    speech: list[Speech] = []
    for start, end, mark, _, closed, turned in ranges:
        this = Speech(start, end, closed, not mark, start - 1, turned)
        if speech:
            previous = this.previous = speech[-1]
            previous.next = this
            if start - previous.end < _LONGEST_GAP:
                this.touches_previous = not text[previous.end : start].strip(_MARKS_BETWEEN)
        speech.append(this)
    return speech
