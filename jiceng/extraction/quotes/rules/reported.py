"""Reported speech: after a source and a cue, without marks."""

from collections.abc import Iterator

from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.reported import openings
from jiceng.extraction.quotes.reported.reported_speech import Opening, likely_end, opening, sentences_after
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.rule import rule
from jiceng.weights import probability


@rule("indirect_cue", "quotes", "reported speech after a source, a cue and a comma or colon (甲说，…)")
def indirect_cue(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source before the cue for the words after its comma or colon."""
    if cue.opens != "topic" and not cue.bare:
        yield from _reported(cue, context)


@rule("indirect_bare", "quotes", "reported speech directly after a source and a cue (甲认为…)")
def indirect_bare(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source directly before the cue for the words directly after it."""
    if cue.opens != "topic" and cue.bare:
        yield from _reported(cue, context)


@rule("indirect_topic", "quotes", "reported speech after a cue, its topic and a colon (甲细数变化：…)")
def indirect_topic(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source before the cue for the words after the colon."""
    if cue.opens == "topic":
        yield from _reported(cue, context)


RULES = (indirect_cue, indirect_bare, indirect_topic)
"""In the order in which they are asked about a cue: the first proposal wins."""


def _reported(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Yield what a cue reports and whose words they are, nothing where it more likely reports none."""
    opened = opening(cue, context)
    opens = _opens(opened)
    if opened is None or opened.source is None or opens <= 1 / 2:
        return
    text, content = context.text, opened.cue.content
    first, following = sentences_after(opened, _before_next_cue(opened, context), context)
    end, ends = likely_end(content, first, following)
    while end > content and text[end - 1] in "，：、；— ":
        end -= 1
    if end - content >= WEIGHTS.least_reported:
        evidence = Evidence(Sign.CUE_BEFORE, cue.start, cue.end)
        is_inside = opened.inside is not None
        yield Proposal(content, end, opened.source.speaker, evidence, cue.word, is_inside, opens * ends)


def _before_next_cue(opened: Opening, context: Context) -> int:
    """Return where the next sentence starts that has a cue of its own, else where reported words end at the latest."""
    paragraph = context.paragraph
    for cue in paragraph.possible_cues_between(opened.cue.content, opened.limit):
        sentence = paragraph.sentence_start(cue.start)
        if sentence <= opened.cue.content:
            continue
        if _introduces_speech(cue, sentence, context) or _opens(opening(cue, context)) > 1 / 2:
            return sentence
    return opened.limit


def _introduces_speech(cue: Cue, sentence: int, context: Context) -> bool:
    """Return whether a cue with a source of its own, in the sentence that starts at an offset, introduces speech."""
    following = context.paragraph.speech_at(cue.content)
    if not cue.certain or following is None or following.mark != cue.content:
        return False
    return context.sources.before_cue(sentence, cue.start) is not None


def _opens(opened: Opening | None) -> float:
    """Return the probability that a cue opens reported speech; without a source it opens none."""
    if opened is None or opened.source is None:
        return 0.0
    return probability(openings.weights(), opened.features)
