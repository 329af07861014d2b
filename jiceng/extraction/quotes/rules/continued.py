"""Speech in marks of whoever spoke before."""

from collections.abc import Iterator

from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speech import Speech
from jiceng.rule import rule


@rule("direct_chain", "quotes", "speech in marks directly after other speech in marks (“…”“…”)")
def direct_chain(speech: Speech, _context: Context) -> Iterator[Proposal]:
    """Propose the speaker of the previous speech where only marks are between."""
    previous = speech.previous
    if previous is not None and previous.speaker is not None and speech.touches_previous and not speech.orphan:
        evidence = Evidence(Sign.SPEECH_BEFORE, previous.start, previous.end)
        yield Proposal(speech.start, speech.end, previous.speaker, evidence)


@rule("direct_continued", "quotes", "speech in marks of the source that spoke last")
def direct_continued(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose the speaker of the previous speech whose list goes on (首先是“…”), and whoever spoke last."""
    previous, paragraph, last = speech.previous, context.paragraph, context.thread.last
    if speech.orphan:
        return
    if previous is not None and previous.speaker is not None and context.text[speech.mark - 1] == "是":
        evidence = Evidence(Sign.LISTED, previous.start, previous.end)
        yield Proposal(speech.start, speech.end, previous.speaker, evidence)
    if last is not None and not paragraph.is_first(speech) and not paragraph.ends_with_cue(speech):
        speaker = last._replace(attribution="continued")
        yield Proposal(speech.start, speech.end, speaker, Evidence(Sign.SPOKE_LAST, last.start, last.end))
