"""Whether reported speech goes on in the next sentence: what that looks like, as named features."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.paragraph import LONGEST_SENTENCE
from jiceng.extraction.quotes.reported.cue_sources import CueSource
from jiceng.extraction.quotes.reported.lengths import step
from jiceng.weights import read_features

FILE = Path(__file__).with_name("ends.toml")

_REPORTERS_START = re.compile(one_of(short_list("reporter_goes_on")))
_REPORTER = re.compile(one_of(short_list("reporters")))
_FIRST_PERSON = re.compile("我们|我|咱|本人")
_DEMANDS = re.compile("要|应当|应|必须|需|不得|严禁")
_PAST = re.compile("了|已|过")
_NUMBER = re.compile("[0-9]")
_CONNECTIVES = re.compile(
    "第?[一二三四五六七八九十](?:是|，|、|要)|其[一二三四五]|首先|其次|再次|最后|同时|此外|另外|而且|因此|所以|但|不过|如果"
)
_DATES = re.compile("截至|目前|如今|现在|近年来|今年|去年|此前|当天|当日|随后|[0-9]{1,4}年|[0-9]{1,2}月|[0-9]{1,2}日")
_LENGTHS = (12, 25, 45, 80)
"""Characters of a sentence, by which it is short or long."""


def features(start: int, stop: int, cue: Cue, source: CueSource | None, context: Context) -> list[str]:
    """Return what the sentence between two offsets looks like, after those that a cue reports."""
    text, sources = context.text, context.sources
    kind = source.speaker.kind if source is not None else "nobody"
    first = context.article.words.at(start)
    found = [f"source: {kind}", f"begins: {first.text}", step("length", stop - start, _LENGTHS)]
    found += _form(text[start:stop], text[cue.content : start])
    if _REPORTERS_START.match(text, start):
        found.append("begins: reporter")
    if sources.opens_sentence(start, stop):
        found += ["begins: person", f"begins: person, after a {kind}"]
    for other in context.paragraph.cues_between(start, min(stop, start + LONGEST_SENTENCE)):
        if other.opens == "indirect":
            said = sources.before_cue(start, other.start)
            found.append(f"cue: {'with' if said is not None else 'without'} a source")
            break
    return list(dict.fromkeys(found))


def _form(sentence: str, before: str) -> Iterator[str]:
    """Yield whose words a sentence has, the speaker's or the reporter's, and how it begins and ends."""
    for name, pattern in (("first person", _FIRST_PERSON), ("demand", _DEMANDS), ("past", _PAST)):
        if pattern.search(sentence):
            yield f"has: {name}{' as before' if pattern.search(before) else ''}"
    if _REPORTER.search(sentence):
        yield "has: reporter"
    if match := _CONNECTIVES.match(sentence):
        yield from ("begins: connective", f"begins: {match.group()}")
    if _DATES.match(sentence):
        yield "begins: date"
    if _NUMBER.search(sentence):
        yield "has: number"
    if "“" in sentence:
        yield "has: marks"


@cache
def weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
