"""Speech in marks with a cue: before it, or after it in the same sentence."""

from collections.abc import Iterator

from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.proposals import NOBODY, Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.reporter import reporter_speaks
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.rule import rule

_SHORTEST_SOURCE = 2
"""Characters of whoever speaks."""


@rule("direct_before", "quotes", "speech in marks after its source and a cue (甲说：“…”)")
def direct_before(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose the source of the cue before the mark, else the subject of the sentences before."""
    cue = context.paragraph.cue_before(speech)
    if cue is None:
        return
    sentence = context.paragraph.sentence_start(cue.start)
    speaker = _source_of(cue, sentence, context) or context.subject_before(sentence)
    if speaker is not None:
        evidence = Evidence(Sign.CUE_BEFORE, cue.start, cue.end)
        yield Proposal(speech.start, speech.end, speaker, evidence, cue.word)


@rule("direct_after", "quotes", "speech in marks before its source and a cue (“…”甲说)")
def direct_after(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose the source of the first cue after the mark, or after the speech that follows without words between."""
    if not speech.orphan:
        yield from _source_after(speech, context)


@rule("direct_orphan", "quotes", "speech whose opening mark was lost, before its source and a cue")
def direct_orphan(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose the source of the first cue after the closing mark."""
    if speech.orphan:
        yield from _source_after(speech, context)


def _source_after(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Yield the source of the first cue after a speech in its sentence that has one."""
    paragraph, text = context.paragraph, context.text
    offset = speech.chain_end() + 1
    while offset < paragraph.end and text[offset] in "…，":
        offset += 1
    for cue in paragraph.cues_between(offset + 1, paragraph.sentence_stop(offset)):
        speaker = _source_of(cue, offset, context)
        if speaker is not None:
            evidence = Evidence(Sign.CUE_AFTER, cue.start, cue.end)
            yield Proposal(speech.start, speech.end, speaker, evidence, cue.word, mark_missing=speech.orphan)
            return
        if not cue.bare and cue.opens == "indirect" and _has_unread_source(text, offset, cue):
            return


def _has_unread_source(text: str, start: int, cue: Cue) -> bool:
    """Return whether words before a cue name a source that was not read: later cues are in what it reports."""
    return (
        cue.start - start >= _SHORTEST_SOURCE
        and not text.startswith("据", start)
        and "，" not in text[start : cue.start]
    )


def _source_of(cue: Cue, start: int, context: Context) -> Speaker | None:
    """Return the source of a cue in the sentence from `start`, NOBODY where the reporter speaks."""
    speaker = context.sources.before_cue(start, cue.start)
    if speaker is None and reporter_speaks(context.text, start, cue.start):
        return NOBODY
    return speaker
