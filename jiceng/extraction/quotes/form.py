"""What may be speech by its form: words in marks are also names, terms, slogans and headings."""

import re
from collections.abc import Sequence

from jiceng.extraction.quotes.cues import cue_finder, ends_with_cue, find_cues
from jiceng.extraction.quotes.paragraph import LONGEST_SENTENCE, sentence_stop
from jiceng.extraction.quotes.speakers.mentions.mention import NAMED, PERSONAL
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speech import LONGEST_CHAIN
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.extraction.quotes.wording import SENTENCE_ENDS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.marks import Marked

_ENDS_OF_SPEECH = frozenset(SENTENCE_ENDS + "，")
_SENTENCES = re.compile(r"[^‘《]{4,}?[。！？][^。！？]{6,}$")
"""Words in marks that hold more than a sentence, though no stop ends the last one."""
_LONGEST_BULLET = 2
"""Characters before a section heading in marks."""
_LONGEST_SOURCE = 12
"""Characters before an opening mark in which its source is named."""
_TAGS_OF_TERMS = "nmqbj"
"""First letters of the parts of speech that terms consist of."""


class SpeechForms:
    """Tells which words in marks of an article may be speech."""

    def __init__(self, article: ArticleText, sources: Sources) -> None:
        """Take an article and everyone who may speak in it."""
        self._text = article.text
        self._words = article.words
        self._sources = sources

    def may_be_speech(self, marked: Sequence[Marked], k: int, start: int, end: int, *, after_colon: bool) -> bool:
        """Return whether range `k` of a paragraph's marked ranges may be speech by its form and its place.

        `start` and `end` are the paragraph's; `after_colon` is whether the paragraph before opened somebody's words.
        """
        text, speech = self._text, marked[k]
        inner = text[speech.start : speech.end]
        if not speech.mark:
            return True
        if not inner.strip():
            return False
        ends = inner.rstrip("’』")[-1:] in _ENDS_OF_SPEECH or not speech.closed
        if not ends and len(inner) < WEIGHTS.least_fragment:
            return False
        whole = ends or _SENTENCES.match(inner) is not None
        before = text[speech.start - 2 : speech.start - 1] if speech.start - 1 > start else ""
        after = text[speech.end + 1 : min(speech.end + 2, end)]
        if before == "：":
            return whole or self._is_fragment_after_colon(speech, start, after)
        if ends_with_cue(text, start, speech.start - 1):
            return whole or after != "的"
        at_start = before == "" or before in SENTENCE_ENDS + "”；"
        if whole and (at_start or before == "，"):
            return not self._is_heading(speech, start, end)
        if whole:
            return len(inner) >= WEIGHTS.least_sentence
        if speech.start - 1 == start and speech.end + 1 >= end:
            return after_colon
        if at_start and (self._is_in_open_chain(marked, k) or self._is_attributed_after(speech.end + 1, end)):
            return True
        if before == "是" and k and len(inner) >= WEIGHTS.least_sentence:
            return True
        return after in ("。", "！", "") and self._ends_clause_of_speaker(speech, before, start)

    def _is_fragment_after_colon(self, speech: Marked, start: int, after: str) -> bool:
        """Return whether a fragment after a colon has a cue or somebody who may speak in the clause before it."""
        if after in ("、", "的", "等") or after.isalnum():
            return False
        floor = max(start, speech.start - LONGEST_SENTENCE)
        clause = max(floor, max(self._text.rfind(mark, floor, speech.start - 2) for mark in "，。！？；") + 1)
        return ends_with_cue(self._text, clause, speech.start - 1) or bool(self._sources.between(clause, speech.start))

    def _is_heading(self, speech: Marked, start: int, end: int) -> bool:
        """Return whether a paragraph is nothing but a bullet and words in marks: a section heading."""
        length = speech.start - 1 - start
        if speech.end + 1 < end or not 0 < length <= _LONGEST_BULLET:
            return False
        return not any(map(str.isalnum, self._text[start : start + length]))

    def _ends_clause_of_speaker(self, speech: Marked, before: str, start: int) -> bool:
        """Return whether the source of a fragment at a sentence's end is directly before it or in the clauses before.

        `before` is the character before the opening mark.
        """
        text, mark = self._text, speech.start - 1
        beside = self._sources.between(mark - _LONGEST_SOURCE, mark)
        if any(mention.end == mark and mention.kind in NAMED for mention in beside):
            return True
        if before != "，":
            return False
        clause = mark - 1
        floor = max(start, clause - LONGEST_SENTENCE)
        while clause > floor and text[clause - 1] not in "。！？；”":
            clause -= 1
        return any(mention.kind in PERSONAL for mention in self._sources.between(clause, speech.start))

    def _is_in_open_chain(self, marked: Sequence[Marked], k: int) -> bool:
        """Return whether ranges follow each other up to an ellipsis (“…”“…”……), as voices given as examples."""
        text = self._text
        words = self._words.between(marked[k].start, marked[k].end)
        if all(word.tag[0] in _TAGS_OF_TERMS for word in words):
            return False
        for _ in range(LONGEST_CHAIN):
            if k + 1 >= len(marked) or text[marked[k].end : marked[k + 1].start] not in ("”“", "”、“"):
                break
            k += 1
        return text[marked[k].end : marked[k].end + 2] == "”…"

    def _is_attributed_after(self, offset: int, end: int) -> bool:
        """Return whether a source and a cue follow in the same sentence."""
        stop = sentence_stop(self._text, offset, end)
        matches = cue_finder().finditer(self._text, offset, stop)
        cues = [cue for cue in find_cues(self._text, offset, stop, matches, ()) if cue.certain]
        return any(offset < cue.start < stop for cue in cues) and bool(self._sources.between(offset, stop))
