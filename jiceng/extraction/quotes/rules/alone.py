"""Speech in marks that no words of its own paragraph attribute."""

from collections.abc import Iterator

from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.extraction.quotes.wording import is_verse, sounds_spoken
from jiceng.rule import rule


@rule("direct_alone", "quotes", "a paragraph of speech in marks whose source the neighbours name")
def direct_alone(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose whose words the paragraph before opened, and nobody by name where the words sound like speech.

    Asked in the context of the next paragraph, propose the subject of that paragraph.
    """
    if speech.end < context.paragraph.start:
        speaker = _subject_of(context)
        if speaker is not None:
            evidence = Evidence(Sign.PARAGRAPH_AFTER, speaker.start, speaker.end)
            yield Proposal(speech.start, speech.end, speaker._replace(attribution="continued"), evidence)
        return
    if speech.orphan:
        return
    opened = context.thread.colon
    if opened is not None:
        evidence = Evidence(Sign.OPEN_COLON, opened.start, opened.end)
        yield Proposal(speech.start, speech.end, opened, evidence)
    if _is_speech_by_itself(speech, context):
        yield Proposal(speech.start, speech.end, None, Evidence(Sign.WORDING, speech.start, speech.end))


def _is_speech_by_itself(speech: Speech, context: Context) -> bool:
    """Return whether words in marks that nobody is named for are speech, not a saying or a verse."""
    paragraph, text = context.paragraph, context.text
    if paragraph.is_speech or sounds_spoken(text, speech):
        return True
    is_sentence = text[speech.end - 1] in "。！？" and speech.end - speech.start >= WEIGHTS.least_unnamed
    return is_sentence and paragraph.is_first(speech) and not is_verse(text, speech)


def _subject_of(context: Context) -> Speaker | None:
    """Return of whom a paragraph tells first, else the source of its first quote that has one."""
    paragraph, sources = context.paragraph, context.sources
    for start, end in context.article.sentences(paragraph.start, paragraph.end):
        stop = min(end, paragraph.sentence_stop(start))
        speaker = sources.subject(start, stop) or sources.subject(start, stop, possessor=True)
        if speaker is not None:
            return speaker
    return next((quote.as_last_speaker() for quote in paragraph.quotes if quote.speaker), None)
