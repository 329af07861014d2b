"""Rules that go by marks and words: something is open above, is closed below, or begins anew."""

import re
from functools import cache

from jiceng.reading.lexicon import any_of
from jiceng.reading.paragraphs.line_ends import cuts_word, opens_bracket, opens_pair
from jiceng.reading.paragraphs.meeting import JOINED, PARTED, Decision, Meeting
from jiceng.reading.paragraphs.weights import WEIGHTS
from jiceng.rule import rule

_CLOSES = re.compile("[^“”《》（）()]*[”》）)]")
"""A line in which something ends that began above it."""
_LOOKED_BACK = 8
"""Lines above the one below among which the widest is sought."""


@rule("open_mark", "breaks", "the text goes on: the line above, not full, ends with ，or 、or leaves a mark open")
def open_mark(meeting: Meeting) -> Decision:
    """Join the lines where a mark shows that more follows; over a gap ，or 、 after a nearly full line."""
    if meeting.ends or meeting.full:
        return None
    text = meeting.lines[meeting.above].text
    if not meeting.over_gap:
        return JOINED if text[-1] in "，、“‘（《" or opens_pair(text) else None
    nearly_full = meeting.limit - meeting.set_lines.width[meeting.above] <= WEIGHTS.nearly_full
    return JOINED if text[-1] in "，、" and nearly_full and meeting.can_be_inner() else None


@rule("closing_mark", "breaks", "over a gap, the text goes on: the line below closes a mark that was opened above")
def closing_mark(meeting: Meeting) -> Decision:
    """Join the lines where the line above is full and the line below closes what it does not open."""
    if not meeting.full or meeting.ends:
        return None
    return JOINED if _CLOSES.match(meeting.lines[meeting.index].text) else None


@rule(
    "open_bracket",
    "breaks",
    "over a gap, the text goes on: a line alone in its block closes the bracket above",
)
def open_bracket(meeting: Meeting) -> Decision:
    """Join a line alone in its block to the line whose bracket it closes."""
    text = meeting.lines[meeting.index].text
    if meeting.ends or text[-1] not in "）)" or opens_bracket(text) or not meeting.may_be_torn_off():
        return None
    return JOINED if opens_bracket(meeting.lines[meeting.above].text) else None


@rule("split_word", "breaks", "over a gap, the text goes on: the lines cut a word of the segmenter in two (治理体|系)")
def split_word(meeting: Meeting) -> Decision:
    """Join a line alone in its block to the line that ends with the beginning of its first word."""
    if meeting.ends or not meeting.may_be_torn_off():
        return None
    return JOINED if cuts_word(meeting.lines[meeting.above], meeting.lines[meeting.index]) else None


@rule("new_speaker", "breaks", "a new paragraph, on unevenly set pages: somebody begins to speak (张三表示，)")
def new_speaker(meeting: Meeting) -> Decision:
    """Part the lines where a sentence ends, the next word would have fitted, and a speaker is named below."""
    if not (meeting.full and meeting.ends and meeting.slack):
        return None
    lines, width = meeting.lines, meeting.set_lines.width
    if lines[meeting.above].text[-1] not in "。！？" or _speaker_opening().match(lines[meeting.index].text) is None:
        return None
    widest = max(width[max(meeting.group.first, meeting.index - _LOOKED_BACK) : meeting.index])
    return PARTED if width[meeting.above] + meeting.set_lines.leads[meeting.index] <= widest else None


@cache
def _speaker_opening() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{2,4}}{any_of('speaking_words')}[，：“]")
