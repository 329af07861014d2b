"""Whether a cue opens reported speech: what it, its source and the words after it look like, as named features."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.context import Context
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.reported.cue_sources import CueSource
from jiceng.extraction.quotes.reported.lengths import step
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.weights import read_features

FILE = Path(__file__).with_name("openings.toml")

_LONGEST_WORD = 4
"""Characters of a cue; after the first two of a longer one is who is told (告诉|孩子们)."""
_DISTANCES = (2, 6, 12, 24)
"""Characters between a source and its cue."""
_FORMS = {"，": "comma", "：": "colon", ":": "colon", "。": "stop"}
"""What the last mark between a cue and its words is called."""
_LONGEST_LEAD = 12
"""Characters of the words after a cue in which signs of speech are looked for."""
_SIGNS = frozenset(short_list("signs_of_reported_speech"))
_LONGEST_BEFORE_NOUN = 18
"""Characters before a noun that is a cue elsewhere, in which what it is the object of is printed (按照…要求)."""
_ATTRIBUTE = re.compile("对[^，。；：“”]{2,12}的[^，。；：“”的]{0,2}$")
_BEFORE_NOUNS = re.compile(f"(?=({one_of(short_list('before_nouns_like_cues'))})[^，。；：“”后时的]*$)")


def features(cue: Cue, sentence: int, source: CueSource | None, context: Context) -> list[str]:
    """Return what a cue in the sentence that starts at an offset looks like, with what is around it."""
    form = _form(cue, context.text)
    word = cue.word if len(cue.word) <= _LONGEST_WORD else cue.word[:2]
    found = [f"cue, {form}: {word}", f"cue opens: {cue.opens}"]
    found += [*_before(cue, sentence, context), *_after(cue, context)]
    if source is None:
        return found
    speaker, place = source
    found += [f"source, {form}: {place}", step("source, distance", cue.start - speaker.end, _DISTANCES)]
    if cue.certain and cue.opens != "direct" and place not in ("before", "printed"):
        found.append(f"usual: {form}, {'beside' if place == 'beside' else 'apart'}")
    return found


def _form(cue: Cue, text: str) -> str:
    """Return what is between a cue and its words."""
    if cue.opens == "topic":
        return "topic"
    return "bare" if cue.bare else _FORMS.get(text[cue.content - 1], "told")


def _before(cue: Cue, sentence: int, context: Context) -> Iterator[str]:
    """Yield what the word before a cue is, in its clause."""
    words, text = context.article.words, context.text
    index = words.index_at(cue.start)
    clause = offset_after_last("，：；", text, sentence, cue.start)
    if index <= 0 or words[index].start <= clause:
        yield "before: mark"
        return
    before = words[index - 1]
    yield f"before: {before.text}"
    yield f"before, tag: {before.tag[0]}"


def _after(cue: Cue, context: Context) -> Iterator[str]:
    """Yield what the words after a cue are, which differs where no mark is between."""
    words, text, content = context.article.words, context.text, cue.content
    place = "bare" if cue.bare else "marked"
    yield f"after, {place}, tag: {words.at(content).tag[:2]}"
    stop = context.paragraph.sentence_stop(content)
    comma = text.find("，", content, stop)
    clause = comma if comma >= 0 else stop
    if comma < 0:
        yield f"clause after, {place}: only"
    if text.find("的", content, clause) >= 0:
        yield f"clause after, {place}: attribute"
    lead = words.between(content, min(clause, content + _LONGEST_LEAD))
    yield from (f"clause after, {place}, has: {word.text}" for word in lead if word.text in _SIGNS)


def is_noun(cue: Cue, context: Context) -> bool:
    """Return whether a cue is the object of a preposition or verb (按照上级要求), or follows its own (对工作的总结)."""
    text, words = context.text, context.article.words
    floor = max(0, cue.start - _LONGEST_BEFORE_NOUN)
    if _ATTRIBUTE.search(text, floor, cue.start):
        return True
    for match in _BEFORE_NOUNS.finditer(text, floor, cue.start):
        word = words.at(match.start())
        if word.text == match[1] and word.start == match.start():
            return True
    return False


@cache
def weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
