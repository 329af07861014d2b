"""An article's text prepared once for all rules: sentences, segmented words, quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple, TypeVar

import rjieba

from jiceng.reading.article import ReadArticle
from schemas import Newspaper

_T = TypeVar("_T")
_SENTENCE_END = re.compile(r"[^。！？!?；\n]*(?:[。！？!?；]+[”’」』）》]*|\n|$)")


class Word(NamedTuple):
    """A word of the segmenter with its part of speech; offsets in the article's text."""

    start: int
    end: int
    text: str
    tag: str


START_OF_WORD, TEXT_OF_WORD, TAG_OF_WORD = (itemgetter(Word._fields.index(field)) for field in ("start", "text", "tag"))
"""Fields of words for `map`, in half the time of the attributes."""


class Marked(NamedTuple):
    """A range between a pair of marks; `start` and `end` stand inside the marks."""

    start: int
    end: int
    mark: str
    """The opening mark: “ ‘ 《 （ 「."""
    depth: int
    """0 for a pair that no pair of quotation marks encloses."""
    closed: bool
    """Whether its partner stands in the same paragraph."""


_PARTNERS = {"“": "”", "‘": "’", "《": "》", "（": "）", "「": "」", "『": "』"}
_OPENERS = {close: mark for mark, close in _PARTNERS.items()}
_ANY_MARK = re.compile("[“”‘’《》（）「」『』]")
_QUOTATION = frozenset("“‘「『")


class ArticleText:
    """An article's text with what every rule needs of it, computed at most once."""

    def __init__(self, article: ReadArticle, newspaper: Newspaper) -> None:
        """Take an article as read and the newspaper it stands in."""
        self.article = article
        self.newspaper = newspaper
        self.text = article.text.text
        self.paragraphs = article.paragraph_ranges
        """Half-open ranges of `text`."""
        self._computed: dict[Callable[[ArticleText], object], object] = {}

    def once(self, compute: Callable[["ArticleText"], _T]) -> _T:
        """Return what a function or class makes of this article, made at the first call and kept with the article.

        The one place for what several rules ask of an article: `article.once(_named_units)`. What is kept is shared,
        so nobody changes it; it does not refer to the article, which would then outlive its page.
        """
        try:
            return self._computed[compute]  # type: ignore[return-value]
        except KeyError:
            self._computed[compute] = made = compute(self)
            return made

    def paragraph_of(self, offset: int) -> int:
        """Return the index of the paragraph in which an offset stands."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def paragraph_range(self, offset: int) -> tuple[int, int]:
        """Return the half-open range of the paragraph in which an offset stands."""
        return self.paragraphs[self.paragraph_of(offset)]

    @property
    def home(self) -> str | None:
        """The path of the place that a local newspaper is made for (四川省/攀枝花市), None for a national one."""
        return self.newspaper.home if self.newspaper.scope == "local" else None

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def byline_names(self) -> frozenset[str]:
        """Names of the reporters and photographers, who are not people of the article."""
        return frozenset(credit.name for credit in (*self.article.byline, *self.article.credits))

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the half-open ranges of the sentences between two offsets; 。！？； end one, also inside marks."""
        position = start
        while position < end:
            match = _SENTENCE_END.match(self.text, position, end)
            stop = match.end() if match else end
            if stop == position:
                break
            yield position, stop
            position = stop

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Words and parts of speech of the whole text, tagged a paragraph at a time."""
        words: list[Word] = []
        append, make = words.append, tuple.__new__
        for stop, paragraph_end in self.paragraphs:
            if stop < paragraph_end:
                for word, tag in rjieba.tag(self.text[stop:paragraph_end]):
                    start = stop
                    stop += len(word)
                    append(make(Word, (start, stop, word, tag)))  # as Word(…) does, in half the time
        return tuple(words)

    @cached_property
    def word_starts(self) -> list[int]:
        """The offset at which each of `words` starts."""
        return list(map(START_OF_WORD, self.words))

    def word_index(self, offset: int) -> int:
        """Return the index in `words` of the word that covers an offset, -1 where the text has no words before it."""
        return bisect_right(self.word_starts, offset) - 1

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that stand whole or in part between two offsets."""
        first = max(0, self.word_index(start))
        return tuple(word for word in self.words[first : self.word_index(end - 1) + 1] if word.end > start)

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Ranges between marks, in order of their start; a mark without partner ends with its paragraph."""
        found: list[Marked] = []
        for start, end in self.paragraphs:
            found += _marked_ranges(self.text, start, end)
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _marked_ranges(text: str, start: int, end: int) -> list[Marked]:
    found: list[Marked] = []
    waiting: list[tuple[int, int]] = []
    open_counts = dict.fromkeys(_PARTNERS, 0)
    depth = 0
    for match in _ANY_MARK.finditer(text, start, end):
        offset, character = match.start(), match.group()
        if character in _PARTNERS:
            waiting.append((offset, depth))
            open_counts[character] += 1
            depth += character in _QUOTATION
            continue
        opener = _OPENERS[character]
        while open_counts[opener]:
            mark, outside = waiting.pop()
            open_counts[text[mark]] -= 1
            depth = outside
            if text[mark] == opener:
                found.append(Marked(mark + 1, offset, opener, outside, closed=True))
                break
            found.append(Marked(mark + 1, end, text[mark], outside, closed=False))
    found += [Marked(mark + 1, end, text[mark], outside, closed=False) for mark, outside in waiting]
    return found
