"""An article's text prepared once for all rules: sentences, segmented words, quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple, TypeVar

import rjieba

from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH
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


class Words(dict[int, Word]):
    """The words of a text by their index; each is made when it is first asked for, as most never are."""

    def __init__(self, text: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Take a text and its half-open ranges that are segmented, each by itself."""
        self._text = text
        self._ranges = ranges
        self._tags_in_text: dict[str, str] = {}
        self.texts: list[str] = []
        """Every word."""
        self.starts: list[int] = []
        """The offset at which each word starts."""
        for start, end in ranges:
            texts = rjieba.cut(text[start:end])
            self.texts += texts
            self.starts += accumulate(map(len, texts), initial=start)
            del self.starts[-1]  # the end of the last word

    def __missing__(self, index: int) -> Word:
        text, start = self.texts[index], self.starts[index]
        tag = PARTS_OF_SPEECH[text] or self._tag_in_text(text, start)
        self[index] = word = tuple.__new__(Word, (start, start + len(text), text, tag))  # Word(…) in half the time
        return word

    def _tag_in_text(self, word: str, offset: int) -> str:
        """Return the part of speech of a word that starts at an offset; its whole range is tagged for the first."""
        if word not in self._tags_in_text:
            start, end = self._ranges[bisect_right(self._ranges, offset, key=itemgetter(0)) - 1]
            self._tags_in_text |= rjieba.tag(self._text[start:end])
        return self._tags_in_text[word]

    def index_at(self, offset: int) -> int:
        """Return the index of the word that covers an offset, -1 where the text has no words before it."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> Word:
        """Return the word that covers an offset, the last one where the text has no words before it."""
        return self[bisect_right(self.starts, offset) - 1]

    def between(self, start: int, end: int) -> list[Word]:
        """Return the words that stand whole or in part between two offsets."""
        indices = range(max(0, self.index_at(start)), self.index_at(end - 1) + 1)
        return [word for word in map(self.__getitem__, indices) if word.end > start]


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
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self.words = Words(self.text, self.paragraphs)
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
        return self.paragraphs[bisect_right(self._paragraph_starts, offset) - 1]

    @property
    def home(self) -> str | None:
        """The path of the place that a local newspaper is made for (四川省/攀枝花市), None for a national one."""
        return self.newspaper.home if self.newspaper.scope == "local" else None

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
    def marked(self) -> tuple[Marked, ...]:
        """Ranges between marks, in order of their start; a mark without partner ends with its paragraph."""
        found: list[Marked] = []
        marks = [match.start() for match in _ANY_MARK.finditer(self.text)]
        first = 0
        for _, end in self.paragraphs:
            behind = bisect_left(marks, end, first)
            if first < behind:
                found += _marked_ranges(self.text, marks[first:behind], end)
            first = behind
        return tuple(sorted(found))


def _marked_ranges(text: str, marks: Iterable[int], end: int) -> list[Marked]:
    """Return what stands between the marks of a paragraph that ends at an offset."""
    found: list[Marked] = []
    waiting: list[tuple[int, int]] = []
    open_counts = dict.fromkeys(_PARTNERS, 0)
    depth = 0
    for offset in marks:
        character = text[offset]
        opener = _OPENERS.get(character)
        if opener is None:
            waiting.append((offset, depth))
            open_counts[character] += 1
            depth += character in _QUOTATION
            continue
        while open_counts[opener]:
            mark, outside = waiting.pop()
            open_counts[text[mark]] -= 1
            depth = outside
            if text[mark] == opener:
                found.append(Marked(mark + 1, offset, opener, outside, True))
                break
            found.append(Marked(mark + 1, end, text[mark], outside, False))
    found += [Marked(mark + 1, end, text[mark], outside, False) for mark, outside in waiting]
    return found
