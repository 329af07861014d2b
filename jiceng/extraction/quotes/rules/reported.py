"""Reported speech: after a source and a cue, without marks."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.paragraph import LONGEST_SENTENCE
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.mentions.mention import PERSONAL
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.rule import rule

_REPORTERS_START = re.compile(one_of(short_list("reporter_goes_on")))
_LONGEST_BEFORE_NOUN = 18
"""Characters before a noun that is a cue elsewhere, in which what it is the object of is printed (按照…要求)."""
_BEFORE_NOUNS = re.compile(f"(?=({one_of(short_list('before_nouns_like_cues'))})[^，。；：“”后时的]*$)")
_TERM = re.compile('[“"「][^“”"「」\n]{1,16}[”"」][^\\W_]')
"""Words in marks that another word follows."""
_CARRYING_OUT = short_list("verbs_of_carrying_out")
"""Before a document that is only cited (贯彻落实《决定》要求，…)."""
_OPENING_MARKS = '“"「'
_OPENS_NOTHING = "。！？；，、）”"
"""Characters after a cue that reported speech does not start with."""


@rule("indirect_cue", "quotes", "reported speech after a source, a cue and a comma or colon (甲说，…)")
def indirect_cue(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source before the cue for the words after its comma or colon."""
    if cue.opens == "indirect" and not cue.bare:
        yield from _reported(cue, context)


@rule("indirect_bare", "quotes", "reported speech directly after a source and a cue (甲认为…)")
def indirect_bare(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source directly before the cue for the words directly after it."""
    if cue.opens == "indirect" and cue.bare:
        yield from _reported(cue, context)


@rule("indirect_topic", "quotes", "reported speech after a cue, its topic and a colon (甲细数变化：…)")
def indirect_topic(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Propose the source before the cue for the words after the colon."""
    if cue.opens == "topic":
        yield from _reported(cue, context)


RULES = (indirect_cue, indirect_bare, indirect_topic)
"""In the order in which they are asked about a cue: the first proposal wins."""


def _reported(cue: Cue, context: Context) -> Iterator[Proposal]:
    """Yield what a cue reports and whose words they are, nothing where it reports none."""
    text, paragraph = context.text, context.paragraph
    if cue.content >= paragraph.end or text[cue.content] in _OPENS_NOTHING:
        return
    following = paragraph.speech_at(cue.content)
    if text[cue.content] in _OPENING_MARKS and (cue.content == cue.end or _opens_speech(cue, following, text)):
        return
    if cue.word in short_list("nouns_like_cues") and _is_noun(cue, context):
        return
    sentence = paragraph.sentence_start(cue.start)
    if cue.bare and not _follows_its_source(cue, sentence, context):
        return
    speaker = _source_of(cue, sentence, context)
    if speaker is None:
        return
    end = _end_of_reported(cue, following, context)
    while end > cue.content and text[end - 1] in "，：、；— ":
        end -= 1
    if end - cue.content >= WEIGHTS.least_reported:
        evidence = Evidence(Sign.CUE_BEFORE, cue.start, cue.end)
        yield Proposal(cue.content, end, speaker, evidence, cue.word, mark_missing=_is_inside(following, cue.content))


def _is_inside(speech: Speech | None, offset: int) -> bool:
    """Return whether an offset is in speech whose opening mark was lost."""
    return speech is not None and speech.orphan and speech.start <= offset


def _source_of(cue: Cue, sentence: int, context: Context) -> Speaker | None:
    """Return the source of a cue in its sentence; a pronoun directly after speech is whoever spoke (“…。”他表示)."""
    text, last = context.text, context.thread.last
    speaker = context.sources.before_cue(sentence, cue.start)
    if speaker is None:
        return None
    if speaker.kind == "document" and text.endswith(_CARRYING_OUT, sentence, speaker.start):
        return None
    if speaker.attribution == "pronoun" and last is not None and _follows_speech(speaker, context):
        return last._replace(attribution="pronoun")
    return speaker


def _follows_speech(speaker: Speaker, context: Context) -> bool:
    return any(speech.end + 1 == speaker.start for speech in context.paragraph.speech)


def _opens_speech(cue: Cue, following: Speech | None, text: str) -> bool:
    """Return whether the mark after a cue holds speech, not a term with which reported speech begins."""
    if following is not None:
        return following.mark == cue.content
    return _TERM.match(text, cue.content) is None


def _is_noun(cue: Cue, context: Context) -> bool:
    """Return whether a cue is the object of a preposition or verb (按照上级要求), or follows 的 (的科学总结)."""
    text, words = context.text, context.article.words
    floor = max(0, cue.start - _LONGEST_BEFORE_NOUN)
    for match in _BEFORE_NOUNS.finditer(text, floor, cue.start):
        word = words.at(match.start())
        if word.text == match[1] and word.start == match.start():
            return True
    before = words.at(cue.start - 1)
    attributive = before.end == cue.start and text[before.start - 1 : before.start] == "的"
    return attributive and not context.sources.between(before.start, cue.start)


def _follows_its_source(cue: Cue, sentence: int, context: Context) -> bool:
    """Return whether a cue without comma or colon is directly after a name or pronoun, or 说 after a comma."""
    if cue.word == "说" and context.text[cue.start - 1] == "，":
        return True
    mentions = context.sources.between(sentence, cue.start)
    return bool(mentions) and mentions[-1].end == cue.start and mentions[-1].kind in PERSONAL


def _end_of_reported(cue: Cue, following: Speech | None, context: Context) -> int:
    """Return where reported speech ends: with its paragraph, before the next speech or the reporter's sentence."""
    end = context.paragraph.end
    if following is not None:
        end = following.end if _is_inside(following, cue.content) else following.mark
    first = True
    for start, stop in context.article.sentences(cue.content, end):
        if not first and _is_reporters(start, stop, context):
            return start
        first = False
    return end


def _is_reporters(start: int, stop: int, context: Context) -> bool:
    """Return whether a sentence after reported speech is the reporter's again."""
    for cue in context.paragraph.cues_between(start, min(stop, start + LONGEST_SENTENCE)):
        if cue.opens == "indirect" and context.sources.before_cue(start, cue.start) is not None:
            return True
    return _REPORTERS_START.match(context.text, start) is not None or context.sources.opens_sentence(start, stop)
