"""Speech in marks of whoever spoke before."""

from collections.abc import Iterator

from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speech import Speech
from jiceng.rule import rule


@rule("direct_chain", "quotes", "speech in marks directly after other speech in marks (“…”“…”)")
def direct_chain(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose the speaker of the previous speech where only marks are between.

    Not where a cue or a colon introduces that one, and another with its own source directly follows this one: a reply.
    """
    previous = speech.previous
    if previous is None or previous.speaker is None or not speech.touches_previous or speech.orphan:
        return
    if not _is_reply(speech, previous, context):
        evidence = Evidence(Sign.SPEECH_BEFORE, previous.start, previous.end)
        yield Proposal(speech.start, speech.end, previous.speaker, evidence)


def _is_reply(speech: Speech, previous: Speech, context: Context) -> bool:
    """Return whether somebody else is the source of a cue in the clause after a speech (甲说：“…”“…”乙问。)."""
    paragraph, text = context.paragraph, context.text
    introduced = text[previous.mark - 1 : previous.mark] == "：" or paragraph.cue_before(previous) is not None
    if not introduced or text[speech.end - 1] == "，":
        return False
    start = speech.end + 1
    comma = text.find("，", start, paragraph.sentence_stop(start))
    clause = comma if comma >= 0 else paragraph.sentence_stop(start)
    for cue in paragraph.cues_between(start + 1, clause):
        source = context.sources.before_cue(start, cue.start)
        if source is not None:
            return previous.speaker is not None and source.name != previous.speaker.name
    return False


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
