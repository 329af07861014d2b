"""Guards: when words in marks are no quote, whatever rules that are asked later would propose."""

import re

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.quotes.wording import SENTENCE_ENDS

_WONDERS = re.compile(f"{one_of(short_list('reporters'))}[^，。者]{{0,6}}{one_of(short_list('wonders'))}")


def is_reported(speech: Speech, context: Context) -> bool:
    """Return whether a speech without opening mark has a cue in it: the words after the cue are reported speech."""
    return speech.orphan and bool(context.paragraph.cues_between(speech.start, speech.end))


def is_orphan(speech: Speech, _context: Context) -> bool:
    """Return whether the opening mark was lost: only a cue and its source tell then that it is speech."""
    return speech.orphan


def is_fragment_after_cue(speech: Speech, context: Context) -> bool:
    """Return whether words in marks end no sentence and follow a cue without a source (据介绍，“…”)."""
    return context.text[speech.end - 1] not in SENTENCE_ENDS and context.paragraph.cue_before(speech) is not None


def reporter_wonders(speech: Speech, context: Context) -> bool:
    """Return whether the sentence after a question in marks tells that the reporter wondered (记者有些好奇)."""
    offset = speech.chain_end() + 1
    return _WONDERS.search(context.text, offset, context.paragraph.sentence_stop(offset)) is not None
