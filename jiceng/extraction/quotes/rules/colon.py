"""Speech in marks after a colon without a cue."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.proposals import NOBODY, Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.rule import rule

_SUNG_OR_PAINTED = re.compile(one_of(short_list("words_nobody_says")))
"""Before a colon: what is sung or painted, and said by nobody (传来歌声：“…”)."""
_IN_THE_EYES_OF = "看来，"
"""Its clause names whose view the next clauses give (在甲看来，…：“…”)."""


@rule("direct_colon", "quotes", "speech in marks after a colon that ends a sentence about its source")
def direct_colon(speech: Speech, context: Context) -> Iterator[Proposal]:
    """Propose of whom the sentence before the colon tells, the clause next to the colon first."""
    paragraph, text, mark = context.paragraph, context.text, speech.mark
    if speech.orphan or paragraph.is_first(speech) or text[mark - 1] != "：" or paragraph.cue_before(speech):
        return
    colon = mark - 1
    sentence = paragraph.sentence_start(colon)
    clause = max(text.rfind("，", sentence, colon), sentence - 1) + 1
    speaker: Speaker | None
    if _SUNG_OR_PAINTED.search(text, clause, colon):
        speaker = NOBODY
    else:
        if text.find(_IN_THE_EYES_OF, sentence, clause) >= 0:
            clause = sentence
        speaker = _told_of(sentence, clause, colon, context)
    if speaker is not None:
        yield Proposal(speech.start, speech.end, speaker, Evidence(Sign.COLON, sentence, colon))


def _told_of(sentence: int, clause: int, colon: int, context: Context) -> Speaker | None:
    """Return of whom a sentence tells whose last clause, from `clause`, ends in a colon."""
    sources = context.sources
    return (
        sources.subject_of_clause(clause, colon)
        or sources.who_feels(clause, colon)
        or sources.subject_of_last_clause(sentence, clause)
        or sources.subject(sentence, colon)
        or sources.subject(sentence, colon, possessor=True)
        or context.subject_before(sentence)
        or sources.last_named(sentence, colon)
    )
