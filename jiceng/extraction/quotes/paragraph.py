"""Paragraph: speech in marks and, around it, the reporter's voice with its cues."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jiceng.extraction.quotes.cues import BETWEEN, Cue
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speech import Speech, link
from jiceng.extraction.text.marks import Marked

LONGEST_SENTENCE = 400
"""Characters of a sentence that are searched for a source."""
_LONGEST_CUE = 12
"""Characters before an opening mark in which the cue starts that introduces it."""
_LONGEST_SPACE = 2
"""Characters of white space between a cue's colon and the opening mark."""
SENTENCE_STOPS = "。！？!?；\n"
_STOP = re.compile(f"[{SENTENCE_STOPS}]")


def sentence_stop(text: str, start: int, end: int) -> int:
    """Return where the sentence stops that goes on at `start`, as far as it is searched."""
    end = min(end, start + LONGEST_SENTENCE)
    match = _STOP.search(text, start, end)
    return match.start() if match else end


class Paragraph:
    """One paragraph of an article, divided into speech in marks and the reporter's voice."""

    def __init__(self, text: str, start: int, end: int, speech: Sequence[Marked], cues: list[Cue]) -> None:
        """Take its range in the article's text, what may be speech in it and its cues, both in order."""
        self.text = text
        self.start = start
        self.end = end
        self.speech = link(text, speech)
        self.cues = [cue for cue in cues if cue.certain]
        self.possible_cues = cues
        """Those among them that are certain, and those of which only more evidence tells."""
        self.quotes: list[Decision] = []
        """What was found in it so far."""
        self._speech_starts = [marked.start for marked in speech]
        self._speech_ends = [marked.end for marked in speech]
        self._cue_starts = [cue.start for cue in self.cues]
        self._possible_starts = [cue.start for cue in cues]
        after = text[speech[-1].end + 1 : end] if speech else ""
        self.is_speech = bool(speech) and speech[0].start - 1 <= start and not after.strip("…。")
        """Whether the paragraph is nothing but speech in marks."""

    def voice_start(self, offset: int) -> int:
        """Return where the reporter's voice that reaches an offset starts: after the last speech before it."""
        index = bisect_left(self._speech_ends, offset) - 1
        floor = self._speech_ends[index] + 1 if index >= 0 else self.start
        return max(floor, self.start, offset - LONGEST_SENTENCE)

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence of the reporter's voice starts that an offset is in."""
        return min(offset, offset_after_last(SENTENCE_STOPS, self.text, self.voice_start(offset), offset))

    def sentence_stop(self, offset: int) -> int:
        """Return where the reporter's sentence that goes on at an offset ends: at its stop or the next speech."""
        stop = sentence_stop(self.text, offset, self.end)
        index = bisect_right(self._speech_starts, offset)
        if index < len(self.speech) and self.speech[index].start <= stop and not self.speech[index].orphan:
            return self.speech[index].mark
        return stop

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """Return the cues that start in a range."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def possible_cues_between(self, start: int, end: int) -> list[Cue]:
        """Return the possible cues that start in a range."""
        return self.possible_cues[bisect_left(self._possible_starts, start) : bisect_left(self._possible_starts, end)]

    def is_first(self, speech: Speech) -> bool:
        """Return whether a speech opens the paragraph."""
        return speech.mark <= self.start

    def cue_before(self, speech: Speech) -> Cue | None:
        """Return the cue that introduces a speech, at most a few words before it (提出要“…”)."""
        if speech.orphan or self.is_first(speech):
            return None
        mark = speech.mark
        for cue in reversed(self.cues_between(max(self.start, mark - _LONGEST_CUE), mark)):
            if cue.content <= mark <= cue.content + _LONGEST_SPACE and self.text[cue.content : mark].strip() in BETWEEN:
                return cue
        return None

    def ends_with_cue(self, speech: Speech) -> bool:
        """Return whether the words before a speech end with a cue, at most a comma or colon after it."""
        mark = speech.mark
        return any(cue.end >= mark - 1 for cue in self.cues_between(max(self.start, mark - _LONGEST_CUE), mark))

    def speech_at(self, offset: int) -> Speech | None:
        """Return the speech with a lost opening mark that an offset is in, else the next speech after it."""
        index = bisect_right(self._speech_starts, offset)
        if index and self.speech[index - 1].orphan and offset < self.speech[index - 1].end:
            return self.speech[index - 1]
        return self.speech[index] if index < len(self.speech) else None
