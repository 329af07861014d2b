"""An article's text prepared once for all rules: its paragraphs, sentences, words and marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar

from jiceng.extraction.text.marks import ALL_MARKS, Marked, with_double_marks
from jiceng.extraction.text.words import Words
from jiceng.reading.article import ReadArticle
from schemas import Newspaper

_T = TypeVar("_T")
_SENTENCE_END = re.compile(r"[^。！？!?；\n]*(?:[。！？!?；]+[”’」』）》]*|\n|$)")


class ArticleText:
    """An article's text with what every rule needs of it, computed at most once."""

    def __init__(self, article: ReadArticle, newspaper: Newspaper, year: int | None = None) -> None:
        """Take an article as read, the newspaper that printed it, and the year; None where its issue has no date."""
        self.article = article
        self.newspaper = newspaper
        self.year = year
        self.text = with_double_marks(article.text.text)
        self.paragraphs = article.paragraph_ranges
        """Half-open ranges of `text`."""
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self.words = Words(self.text, self.paragraphs)
        self._computed: dict[Callable[[ArticleText], object], object] = {}

    def once(self, compute: Callable[["ArticleText"], _T]) -> _T:
        """Return what a function or class makes of this article, computed at the first call only.

        For what several rules ask of an article: `article.once(_named_units)`. The result is shared, so it must not be
        changed, and must not refer to the article, which would then outlive its page.
        """
        try:
            return self._computed[compute]  # type: ignore[return-value]
        except KeyError:
            self._computed[compute] = made = compute(self)
            return made

    def paragraph_of(self, offset: int) -> int:
        """Return the index of the paragraph that an offset is in."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def paragraph_range(self, offset: int) -> tuple[int, int]:
        """Return the half-open range of the paragraph that an offset is in."""
        return self.paragraphs[bisect_right(self._paragraph_starts, offset) - 1]

    @property
    def home(self) -> str | None:
        """The path of the place that a local newspaper is made for (四川省/攀枝花市), None for a national one."""
        return self.newspaper.home if self.newspaper.scope == "local" else None

    @cached_property
    def byline_names(self) -> frozenset[str]:
        """Names of the reporters and photographers, who are not among the article's people."""
        return frozenset(credit.name for credit in (*self.article.byline, *self.article.credits))

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the half-open ranges of the sentences between two offsets; 。！？； end one, even inside marks."""
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
        """Ranges between marks, in order of their start; a range without closing mark ends with its paragraph."""
        found: list[Marked] = []
        offsets = ALL_MARKS.offsets(self.text)
        first = 0
        for start, end in self.paragraphs:
            after = bisect_left(offsets, end, first)
            if first < after:
                ranges = ALL_MARKS.ranges(self.text, offsets[first:after], start, end)
                found += [marked for marked in ranges if marked.mark]
            first = after
        return tuple(sorted(found))
