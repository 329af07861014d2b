"""What speaks for and against words in marks as speech: themselves, their place, and what is around them, by name."""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from jiceng.extraction.lexicon import characters, one_of, short_list, table
from jiceng.extraction.quotes.cues import Cue
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.paragraph import sentence_stop
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.wording import SENTENCE_ENDS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.marks import Marked
from jiceng.weights import read_features

FILE = Path(__file__).with_name("weights.toml")

_LENGTHS = (4, 6, 8, 10, 12, 16, 20, 30)
_STEP, _MOST_STEPS = 6, 4
"""Characters in marks; those of a step, and the steps from which on more make no difference."""
_SENTENCE_LENGTHS = (1, 6, 12, 24)
"""Characters of the reporter's sentence before the opening mark."""
_DISTANCES = (1, 2, 5, 10)
"""Characters between a cue and the opening mark."""
_MOST_COUNTED = 3
_start = attrgetter("start")
_PERSONS = frozenset("我你您咱俺")
"""Characters of words by which speakers call themselves and whom they speak to."""
_ENDS = "。！？，"
_MARKS = "，。、：；！？”“（）—…"
_FREE_TAGS = frozenset("vdprcuy")
"""First letters of the parts of speech of words that sentences have and terms do not."""
_LONGEST_REPORTER = 8
"""Characters after words in marks in which the reporter is named who says them."""


class MarkedParagraph(NamedTuple):
    """A paragraph with words in marks, and what rules made of them; offsets in the article's text."""

    article: ArticleText
    sources: Sources
    start: int
    end: int
    marked: Sequence[Marked]
    """Its words in quotation marks, without those inside others."""
    cues: Sequence[Cue]
    """In the order of the text."""
    quotes: Sequence[Decision]
    """Those that rules found in it."""
    opened: bool
    """Whether the paragraph before opened somebody's words."""

    def undecided(self) -> Iterator[int]:
        """Yield the indexes of the words in marks that are in no quote and do not name what the next word is."""
        taken = sorted((quote.start, quote.end) for quote in self.quotes)
        starts = [start for start, _ in taken]
        ends = list(accumulate((end for _, end in taken), max))
        for index, one in enumerate(self.marked):
            before = bisect_left(starts, one.end)
            is_taken = before and ends[before - 1] > one.start
            if one.mark and not is_taken and not self._names_what_follows(one):
                yield index

    def _names_what_follows(self, one: Marked) -> bool:
        """Return whether words in marks are the name of what is printed after them (“不忘初心”主题教育)."""
        text = self.article.text
        return text[one.end - 1] not in SENTENCE_ENDS and _kinds().match(text, one.end + 1, self.end) is not None


def features(paragraph: MarkedParagraph, index: int) -> list[str]:
    """Return what is seen of words in marks of a paragraph, by name."""
    this = paragraph.marked[index]
    return [
        "any: words in marks",
        *_inside(paragraph.article, this),
        *_around(paragraph, this),
        *_before(paragraph, this),
        *_after(paragraph, this),
        *_beside(paragraph, index),
    ]


def _inside(article: ArticleText, this: Marked) -> Iterator[str]:
    """Yield what the words themselves look like."""
    words = article.text[this.start : this.end]
    yield f"length: {bisect(_LENGTHS, len(words))}"
    if words[-1:] and words[-1] in SENTENCE_ENDS:
        yield "inside: ends a sentence"
    if any(mark in words for mark in "，；"):
        yield "inside: clauses"
    if any(mark in words[:-1] for mark in SENTENCE_ENDS):
        yield "inside: sentences"
    if not _PERSONS.isdisjoint(words):
        yield "inside: first or second person"
    if not characters("spoken_characters").isdisjoint(words):
        yield "inside: spoken"
    if not this.closed:
        yield "inside: not closed"
    tags = [word.tag[0] for word in article.words.between(this.start, this.end)]
    free = min(_MOST_COUNTED, sum(tag in _FREE_TAGS for tag in tags))
    yield f"inside: free words {free}"
    yield f"length: {min(len(words) // _STEP, _MOST_STEPS)} steps with free words {free}"
    if tags:
        yield f"inside: begins with {tags[0]}"


def _around(paragraph: MarkedParagraph, this: Marked) -> Iterator[str]:
    """Yield what is printed directly before and after the marks."""
    text = paragraph.article.text
    before = _kind(text[this.start - 2]) if this.start - 1 > paragraph.start else "start"
    after = _kind(text[this.end + 1]) if this.end + 1 < paragraph.end else "end"
    yield f"before: {before}"
    yield f"after: {after}"
    last = text[this.end - 1]
    yield f"after: {after} after {last if last in _ENDS else 'no mark'}"
    if after == "word":
        yield f"after: word {paragraph.article.words.at(this.end + 1).tag[0]}"


def _kind(character: str) -> str:
    if character in _MARKS or character == "的":
        return character
    return "word" if character.isalnum() else "mark"


def _before(paragraph: MarkedParagraph, this: Marked) -> Iterator[str]:
    """Yield what the reporter's sentence before the marks has: its length, cues, who is mentioned."""
    text, mark = paragraph.article.text, this.start - 1
    sentence = min(mark, offset_after_last(SENTENCE_ENDS + "；\n", text, paragraph.start, mark))
    yield f"sentence before: {bisect(_SENTENCE_LENGTHS, mark - sentence)} lengths"
    cue = _last_cue(paragraph.cues, sentence, mark)
    if cue is None:
        yield "cue before: none"
    else:
        yield f"cue before: {'certain' if cue.certain else 'possible'} {bisect(_DISTANCES, mark - cue.end)}"
        yield f"cue before: {cue.word}"
    kinds = {mention.kind for mention in paragraph.sources.between(sentence, mark)}
    yield from (f"mentioned before: {kind}" for kind in sorted(kinds))
    if not kinds:
        yield "mentioned before: nobody"


def _last_cue(cues: Sequence[Cue], start: int, end: int) -> Cue | None:
    """Return the last cue that is between two offsets, None where there is none."""
    for index in range(bisect_left(cues, end, key=_start) - 1, -1, -1):
        if cues[index].start < start:
            return None
        if cues[index].end <= end:
            return cues[index]
    return None


def _after(paragraph: MarkedParagraph, this: Marked) -> Iterator[str]:
    """Yield what the reporter's sentence after the marks has: a cue, the reporter."""
    text, start = paragraph.article.text, this.end + 1
    stop = sentence_stop(text, start, paragraph.end)
    following = text.find("“", start, stop)
    stop = stop if following < 0 else following
    first = bisect_left(paragraph.cues, start, key=_start)
    if first < len(paragraph.cues) and paragraph.cues[first].start < stop:
        yield "cue after: any"
    if any(word in text[start : start + _LONGEST_REPORTER] for word in short_list("reporters")):
        yield "cue after: reporter"


def _beside(paragraph: MarkedParagraph, index: int) -> Iterator[str]:
    """Yield what is known of the other words in marks of the paragraph."""
    marked, this = paragraph.marked, paragraph.marked[index]
    yield f"marked: {min(_MOST_COUNTED, len(marked))} in the paragraph"
    if this.start - 1 <= paragraph.start and this.end + 1 >= paragraph.end:
        yield "marked: whole paragraph"
    if paragraph.opened:
        yield "marked: opened by the paragraph before"
    direct = [quote for quote in paragraph.quotes if quote.kind == "direct"]
    if direct:
        yield "marked: with speech"
    if index and any(quote.start < marked[index - 1].end and marked[index - 1].start < quote.end for quote in direct):
        yield "marked: directly after speech"
    if len(direct) < len(paragraph.quotes):
        yield "marked: with reported speech"


@cache
def _kinds() -> re.Pattern[str]:
    """Match the word for what has a name, with what describes it, if that is short (主题教育)."""
    kinds = {row["word"] for row in table("initiative_kinds") if len(row["word"]) > 1} | {*short_list("campaigns")}
    return re.compile(f"[^\\W的]{{0,2}}{one_of(kinds)}")


@cache
def weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
