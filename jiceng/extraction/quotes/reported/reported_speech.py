"""Reported speech after a cue: whether there is any, whose it is and where it ends, each with its probability."""

import re
from typing import NamedTuple

from jiceng.extraction.lexicon import short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.reported import ends, openings
from jiceng.extraction.quotes.reported.cue_sources import CueSource, source_of
from jiceng.extraction.quotes.speech import Speech
from jiceng.weights import probability

LEAST_OVERLAP = 0.5
"""Share of the characters of both that a text has to have in common with what was said, to be of use."""
_TERM = re.compile('[“"「][^“”"「」\n]{1,16}[”"」][^\\W_]')
"""Words in marks that another word follows."""
_OPENING_MARKS = '“"「'
_OPENS_NOTHING = "。！？；，、）”"
"""Characters after a cue that reported speech does not start with."""


class Opening(NamedTuple):
    """A cue after which reported speech may start, and what speaks for it."""

    cue: Cue
    source: CueSource | None
    features: list[str]
    inside: Speech | None
    """The speech without opening mark that its words are in."""
    limit: int
    """Where its words end at the latest: with the paragraph, or before the next words in marks."""


class End(NamedTuple):
    """Where reported speech may end, and what the sentence looks like that it goes on with then."""

    start: int
    end: int
    features: list[str]


def opening(cue: Cue, context: Context) -> Opening | None:
    """Return what speaks for reported speech after a cue, None where its form leaves no room for any."""
    text, paragraph = context.text, context.paragraph
    if cue.opens == "nothing" and text.startswith("。", cue.content):
        cue = cue._replace(content=cue.content + 1)  # “…。”甲说。…
    content = cue.content
    if content >= paragraph.end or text[content] in _OPENS_NOTHING:
        return None
    following = paragraph.speech_at(content)
    if text[content] in _OPENING_MARKS and (content == cue.end or _opens_speech(cue, following, text)):
        return None
    if cue.word in short_list("nouns_like_cues") and openings.is_noun(cue, context):
        return None
    sentence = paragraph.sentence_start(cue.start)
    source = source_of(cue, sentence, context)
    inside = following if following is not None and following.orphan and following.start <= content else None
    limit = paragraph.end
    if following is not None:
        limit = inside.end if inside is not None else following.mark
    return Opening(cue, source, openings.features(cue, sentence, source, context), inside, limit)


def _opens_speech(cue: Cue, following: Speech | None, text: str) -> bool:
    """Return whether the mark after a cue holds speech, not a term with which reported speech begins."""
    if following is not None:
        return following.mark == cue.content
    return _TERM.match(text, cue.content) is None


def sentences_after(opened: Opening, limit: int, context: Context) -> tuple[int, list[End]]:
    """Return where the first sentence ends that a cue reports, and the sentences after it up to a limit."""
    ranges = list(context.article.sentences(opened.cue.content, limit))
    if not ranges:
        return limit, []
    found = [
        End(start, end, ends.features(start, end, opened.cue, opened.source, context)) for start, end in ranges[1:]
    ]
    return ranges[0][1], found


def likely_end(content: int, first: int, following: list[End]) -> tuple[int, float]:
    """Return the end that most likely has enough in common with what was said from `content`, and how likely.

    `first` is where the first sentence ends, which is always reported.
    """
    places, shares = [first], []
    goes_on = 1.0
    for sentence in following:
        further = probability(ends.weights(), sentence.features)
        shares.append(goes_on * (1 - further))
        goes_on *= further
        places.append(sentence.end)
    shares.append(goes_on)
    known = list(zip(places, shares, strict=True))
    enough = [sum([share for end, share in known if _overlap(content, end, one) >= LEAST_OVERLAP]) for one in places]
    best = max(range(len(places)), key=lambda k: (round(enough[k], 6), shares[k]))
    return places[best], enough[best]


def _overlap(start: int, one: int, other: int) -> float:
    shorter, longer = sorted((one - start, other - start))
    return shorter / longer if longer > 0 else 0.0
