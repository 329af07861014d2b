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
_LENGTHS = (6, 10, 16, 26, 50)
"""Characters of the sentence after a cue, by which it is short or long."""
_DISTANCES = (2, 6, 12, 24)
"""Characters between a source and its cue."""
_FORMS = {"，": "comma", "：": "colon", ":": "colon", "。": "stop"}
"""What the last mark between a cue and its words is called."""
_LONGEST_LEAD = 12
"""Characters of the words after a cue in which signs of speech are looked for."""
_SIGNS = frozenset(short_list("signs_of_reported_speech"))
_LONGEST_BEFORE_NOUN = 18
"""Characters before a noun that is a cue elsewhere, in which what it is the object of is printed (按照…要求)."""
_BEFORE_NOUNS = re.compile(f"(?=({one_of(short_list('before_nouns_like_cues'))})[^，。；：“”后时的]*$)")


def features(cue: Cue, sentence: int, source: CueSource | None, context: Context) -> list[str]:
    """Return what a cue looks like in the sentence that starts at an offset."""
    form = _form(cue, context.text)
    found = [*_look(cue, form, context), *_before(cue, sentence, context), *_after(cue, context)]
    if source is None:
        return [*found, "source: none"]
    speaker, place = source
    who = "pronoun" if speaker.attribution == "pronoun" else speaker.kind
    found += [f"source: {who}", f"source: {place}", f"source: {who} {place}", f"source, {form}: {place}"]
    found.append(step("source, distance", cue.start - speaker.end, _DISTANCES))
    before = context.text[speaker.start - 1 : speaker.start].strip() if place != "before" else ""
    found.append(f"before source, {place}: {before or 'start'}")
    if cue.certain and cue.opens != "direct" and place not in ("before", "printed"):
        found.append(f"usual: {form}, {'beside' if place == 'beside' else 'apart'}")
    return found


def _form(cue: Cue, text: str) -> str:
    """Return what is between a cue and its words."""
    if cue.opens == "topic":
        return "topic"
    return "bare" if cue.bare else _FORMS.get(text[cue.content - 1], "told")


def _look(cue: Cue, form: str, context: Context) -> Iterator[str]:
    yield f"form: {form}"
    yield f"form: {'certain' if cue.certain else 'possible'}"
    word = cue.word if len(cue.word) <= _LONGEST_WORD else cue.word[:2]
    yield f"cue: {word}"
    yield f"cue, {form}: {word}"
    yield f"cue opens: {cue.opens}"
    yield f"tag: {context.article.words.at(cue.start).tag}"
    if cue.word in short_list("nouns_like_cues"):
        yield f"noun: {form}"


def _before(cue: Cue, sentence: int, context: Context) -> Iterator[str]:
    """Yield what the words before a cue are, in its clause and in its sentence."""
    words, text, paragraph = context.article.words, context.text, context.paragraph
    yield f"sentence begins: {words.at(sentence).text}"
    if any(speech.end <= sentence + 1 and speech.end + 1 >= sentence for speech in paragraph.speech):
        yield "sentence begins: after speech"
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
    first = words.at(content)
    yield f"after, {place}: {first.text}"
    yield f"after, {place}, tag: {first.tag[:2]}"
    yield f"after, {place}, character: {text[content]}"
    stop = context.paragraph.sentence_stop(content)
    comma = text.find("，", content, stop)
    clause = comma if comma >= 0 else stop
    last = words.at(max(content, clause - 1))
    yield step("after, length", stop - content, _LENGTHS)
    yield f"clause after, {place}, ends: {last.tag[0]}"
    if comma < 0:
        yield f"clause after, {place}: only"
        yield f"clause after, {place}, only, ends: {last.tag[0]}"
    if text.find("的", content, clause) >= 0:
        yield f"clause after, {place}: attribute"
    lead = words.between(content, min(clause, content + _LONGEST_LEAD))
    yield from (f"clause after, {place}, has: {word.text}" for word in lead if word.text in _SIGNS)


def is_object(cue: Cue, context: Context) -> bool:
    """Return whether a cue is the object of a preposition or verb: a noun (按照上级要求)."""
    text, words = context.text, context.article.words
    floor = max(0, cue.start - _LONGEST_BEFORE_NOUN)
    for match in _BEFORE_NOUNS.finditer(text, floor, cue.start):
        word = words.at(match.start())
        if word.text == match[1] and word.start == match.start():
            return True
    return False


@cache
def weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
