"""Passages: the parts of the reporter's voice around a quote in which its source may be named."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.text.article_text import ArticleText

_STOPS = "。！？!?；\n"
_LONGEST = 200
"""Characters of a passage, counted from the quote."""
_MOST_PIECES = 2
"""Ranges of the reporter's voice of a paragraph, between its speeches, in which a source is looked for."""
_PARAGRAPHS_BEFORE = 3
"""Paragraphs before a quote's own in which its source is looked for."""


FOLLOWING = frozenset({"sentence after", "sentence after speech", "later sentences", "paragraph +1"})
"""Names of the passages after a quote; all others are before it."""


class Passage(NamedTuple):
    """A range of the article's text in the reporter's voice, and how it is beside a quote."""

    name: str
    start: int
    end: int
    far: bool = False
    """Whether it only shows who is mentioned, not how."""


class Voice:
    """The reporter's voice of an article: all that is outside direct quotes."""

    def __init__(self, article: ArticleText, quotes: Sequence[Decision]) -> None:
        """Take an article and its quotes in the order of its text."""
        self._article = article
        self._text = article.text
        direct = [quote for quote in quotes if quote.kind == "direct"]
        self._starts = [quote.start for quote in direct]
        self._ends = [quote.end for quote in direct]

    def around(self, quote: Decision) -> Iterator[Passage]:
        """Yield the passages around a quote, the nearest first; each is within one paragraph."""
        start, end = self._article.paragraph_range(quote.start)
        is_direct = quote.kind == "direct"
        mark = quote.start - is_direct
        yield from self._before(start, mark, is_direct=is_direct)
        if is_direct:
            yield from self._after(quote.end + 1, end)
        index = self._article.paragraph_of(quote.start)
        for distance in range(1, _PARAGRAPHS_BEFORE + 1):
            if distance > index:
                break
            for left, right in self._last_pieces(*self._article.paragraphs[index - distance]):
                yield Passage(f"paragraph -{distance}", left, right, distance > 1)
        if is_direct and index + 1 < len(self._article.paragraphs):
            yield from self._next_paragraph(index + 1)

    def _begin(self, start: int) -> tuple[int, int]:
        """Return the index of the first quote from an offset on, and where the reporter's voice may begin there."""
        first = bisect_left(self._starts, start)
        goes_over = first and self._ends[first - 1] > start
        return first, self._ends[first - 1] + 1 if goes_over else start

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the reporter's voice between two offsets, the last one first."""
        first, start = self._begin(start)
        index = bisect_left(self._starts, end) - 1
        while index >= first:
            if self._ends[index] + 1 < end:
                yield self._ends[index] + 1, end
            end = self._starts[index] - 1
            index -= 1
        if start < end:
            yield start, end

    def _first_piece(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first range of the reporter's voice between two offsets, None where there is none."""
        index, start = self._begin(start)
        while index < len(self._starts) and self._starts[index] < end:
            if self._starts[index] - 1 > start:
                return start, self._starts[index] - 1
            start = self._ends[index] + 1
            index += 1
        return (start, end) if start < end else None

    def _before(self, start: int, mark: int, *, is_direct: bool) -> Iterator[Passage]:
        pieces = list(islice(self._pieces(start, mark), 1 + _MOST_PIECES))
        if pieces and pieces[0][1] == mark:
            left, right = pieces.pop(0)
            stop = right
            while stop > left and self._text[stop - 1].isspace():
                stop -= 1
            closed = is_direct and stop > left and self._text[stop - 1] in "。！？!?"
            sentence = offset_after_last(_STOPS, self._text, max(left, right - _LONGEST), max(left, stop - 1))
            yield Passage("closed sentence" if closed else "open sentence", sentence, right)
            if left < sentence:
                yield Passage("earlier sentences", max(left, sentence - _LONGEST), sentence)
        name = "before speech"
        for left, right in pieces[:_MOST_PIECES]:
            yield Passage(name, max(left, right - _LONGEST), right)
            name = "before more speech"

    def _after(self, start: int, end: int) -> Iterator[Passage]:
        piece = self._first_piece(start, end)
        if piece is None:
            return
        left, right = piece
        adjoins = left - start <= 1
        stop = next((at for at in range(left + 2, min(right, left + _LONGEST)) if self._text[at] in _STOPS), right)
        yield Passage("sentence after" if adjoins else "sentence after speech", left, stop)
        if stop < right:
            yield Passage("later sentences", stop, min(right, stop + _LONGEST))

    def _last_pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the last ranges of the reporter's voice between two offsets, the last one first."""
        for left, right in islice(self._pieces(start, end), _MOST_PIECES):
            yield max(left, right - _LONGEST), right

    def _next_paragraph(self, index: int) -> Iterator[Passage]:
        piece = self._first_piece(*self._article.paragraphs[index])
        if piece is not None:
            left, right = piece
            yield Passage("paragraph +1", left, min(right, left + _LONGEST // 2))
