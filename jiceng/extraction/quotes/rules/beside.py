"""Speech in marks beside a sentence about its source, without a cue."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.wording import SENTENCE_ENDS
from jiceng.rule import rule

_EXHORTS = re.compile(
    f"(?:[尤特]其?[是别][^。]{{1,20}}，|[都更也还就]){{0,2}}{one_of(short_list('verbs_of_duty'))}(?!求)"
)
"""After a group: the sentence says what it has to do, not that it spoke (各级干部要当好先行者)."""


@rule("direct_beside", "quotes", "speech in marks beside a sentence about its source, without a cue")
def direct_beside(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose of whom the sentences around the speech tell; a person rather than another source."""
    text, paragraph, sources, mark = context.text, context.paragraph, context.sources, speech.mark
    start = speech.chain_end() + 1
    while start < paragraph.end and text[start] in "…，。！":
        start += 1
    stop = paragraph.sentence_stop(start)
    sentence_after = Evidence(Sign.SENTENCE_AFTER, start, stop)
    after = _subject_after(start, stop, context)
    before = _subject_of_open_sentence(speech, context)
    if before is not None and (before.kind == "person" or after is None or after.kind != "person"):
        evidence = Evidence(Sign.SENTENCE_BEFORE, paragraph.sentence_start(mark - 1), mark)
        yield Proposal(speech.start, speech.end, before, evidence)
    if after is not None and after.kind == "person":
        yield Proposal(speech.start, speech.end, after, sentence_after)
    if not paragraph.is_first(speech):
        evidence = Evidence(Sign.REPORTED_BEFORE, paragraph.sentence_start(mark - 1), mark)
        told = _told_before(evidence.start, mark, context)
        if told is None:
            told, evidence = context.subject_before(mark), evidence._replace(sign=Sign.SENTENCE_BEFORE)
        if told is not None:
            yield Proposal(speech.start, speech.end, told, evidence)
    after = after or sources.subject(start, stop) or sources.subject(start, stop, possessor=True)
    if after is not None and after.kind == "group":
        after = sources.named_subject(start, stop) or after
        if _EXHORTS.match(text, after.end, stop):
            return
    if after is not None:
        yield Proposal(speech.start, speech.end, after, sentence_after)


def _subject_after(start: int, stop: int, context: Context) -> Speaker | None:
    """Return of whom the first clause of a sentence after a mark tells, or the next ones where it is about a topic."""
    text, sources = context.text, context.sources
    comma = text.find("，", start, stop)
    clause = comma if comma >= 0 else stop
    subject = sources.owner_of_words(start, clause) or sources.subject(start, clause)
    topical = text.startswith(short_list("verbs_of_topics"), start)
    if topical or (subject is not None and subject.kind == "group"):
        return sources.named_subject(clause, stop) or subject
    return subject


def _subject_of_open_sentence(speech: Speech, context: Context) -> Speaker | None:
    """Return of whom the sentence tells that goes on to the opening mark (张三笑了，“…”)."""
    text, paragraph, sources, mark = context.text, context.paragraph, context.sources, speech.mark
    if paragraph.is_first(speech) or not (text[mark - 1] == "，" or text[mark - 1].isalnum()):
        return None
    sentence = paragraph.sentence_start(mark - 1)
    clause = max(text.rfind("，", sentence, mark - 1) + 1, sentence)
    return (
        sources.subject_of_clause(clause, mark)
        or sources.subject(sentence, mark)
        or sources.owner_of_feelings(sentence, mark)
        or context.subject_before(sentence)
    )


def _told_before(sentence: int, mark: int, context: Context) -> Speaker | None:
    """Return whose words the sentence before a mark reports: the first (张三表示，李四说过…。“…”)."""
    if context.text[mark - 1] not in SENTENCE_ENDS:
        return None
    for cue in context.paragraph.cues_between(sentence, mark):
        if cue.opens == "indirect" and not cue.bare:
            source = context.sources.before_cue(sentence, cue.start)
            if source is not None and source.kind == "person":
                return source
    return None
