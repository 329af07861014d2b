"""Whose words a cue reports: the source beside it, or one further back in its sentence and paragraph."""

from typing import Literal, NamedTuple

from jiceng.extraction.lexicon import short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.speakers.clauses import clauses_before, offset_after_last, subject_end
from jiceng.extraction.quotes.speakers.impersonal.subject import impersonal_subject
from jiceng.extraction.quotes.speakers.phrases import noun_phrase_start
from jiceng.extraction.quotes.speakers.reporter import reporter_speaks
from jiceng.extraction.quotes.speakers.speaker import Speaker

_CARRYING_OUT = short_list("verbs_of_carrying_out")
"""Before a document that is only cited (贯彻落实《决定》要求，…)."""

Place = Literal["beside", "clause", "sentence", "before", "printed"]
"""Where the source of a cue is: directly before it, in its clause, in its sentence, in a sentence before; `printed` is
a noun directly before it that nothing else makes a source."""
_TAGS_OF_NOUNS = frozenset({"n", "ns", "nt", "nz", "nr", "j", "nrt"})
_THAT = "该本"
"""What may be before a noun of one character (该县)."""
_LEADS_UP = frozenset("tmdfrc")
"""First letters of the parts of speech between the start of a clause and its subject."""
_SHORTEST_PRINTED, _LONGEST_PRINTED = 2, 14
"""Characters of a noun phrase that is taken for a source as it is printed."""


class CueSource(NamedTuple):
    """The source of a cue and where it is."""

    speaker: Speaker
    place: Place


def source_of(cue: Cue, sentence: int, context: Context) -> CueSource | None:
    """Return the source of a cue in the sentence that starts at an offset, None where the reporter or nobody speaks."""
    text, sources = context.text, context.sources
    clause = offset_after_last("，：", text, sentence, cue.start)
    if reporter_speaks(text, clause, cue.start):
        return None
    speaker = sources.before_cue(sentence, cue.start)
    if speaker is not None and not _is_only_cited(speaker, sentence, text):
        return CueSource(_who_spoke(speaker, context), _place(speaker, clause, cue))
    speaker = _earlier_in_sentence(sentence, clause, context)
    if speaker is not None:
        return CueSource(speaker, "sentence")
    speaker = _printed_beside(clause, cue, context)
    if speaker is not None:
        return CueSource(speaker, "printed")
    speaker = _before_sentence(sentence, context)
    return CueSource(speaker, "before") if speaker is not None else None


def _place(speaker: Speaker, clause: int, cue: Cue) -> Place:
    if speaker.end == cue.start:
        return "beside"
    return "clause" if speaker.start >= clause else "sentence"


def _is_only_cited(speaker: Speaker, sentence: int, text: str) -> bool:
    return speaker.kind == "document" and text.endswith(_CARRYING_OUT, sentence, speaker.start)


def _who_spoke(speaker: Speaker, context: Context) -> Speaker:
    """Return the source itself; for a pronoun directly after speech whoever spoke (“…。”他表示)."""
    last = context.thread.last
    if speaker.attribution != "pronoun" or last is None:
        return speaker
    after_speech = any(speech.end + 1 == speaker.start for speech in context.paragraph.speech)
    return last._replace(attribution="pronoun") if after_speech else speaker


def _earlier_in_sentence(sentence: int, clause: int, context: Context) -> Speaker | None:
    """Return the organization, meeting or document that an earlier clause of a sentence is about (会议…，要求…)."""
    found = (impersonal_subject(context.article, *of) for of in clauses_before(context.text, sentence, clause))
    return next((speaker for speaker in found if speaker is not None), None)


def _before_sentence(sentence: int, context: Context) -> Speaker | None:
    """Return whose words the paragraph reported last, else of whom the sentences before tell."""
    said = next((quote for quote in reversed(context.paragraph.quotes) if quote.end <= sentence), None)
    if said is not None and said.speaker is not None:
        return said.as_last_speaker()
    found = context.subject_before(sentence) if sentence > context.paragraph.start else None
    return found._replace(attribution="continued") if found is not None else None


def _printed_beside(clause: int, cue: Cue, context: Context) -> Speaker | None:
    """Return the noun phrase before a cue as its source, a document or place or else a person."""
    article = context.article
    end = subject_end(article, clause, cue.start)
    last = article.words.at(end - 1)
    if end <= clause or last.tag not in _TAGS_OF_NOUNS or last.end != end:
        return None
    start = noun_phrase_start(article, clause, end)
    if context.text[start - 1 : start] in _THAT:
        start -= 1
    led_up = context.article.words.between(clause, start) if start > clause else []
    if not _SHORTEST_PRINTED <= end - start <= _LONGEST_PRINTED or any(word.tag[0] not in _LEADS_UP for word in led_up):
        return None
    return Speaker.printed(context.text, start, end, "organization" if last.tag in ("ns", "nt", "j") else "person")
