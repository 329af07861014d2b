"""The words of an article's text, as the segmenter cuts them, with their parts of speech."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

import rjieba

from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH


class Word(NamedTuple):
    """A word and its part of speech; offsets in the article's text."""

    start: int
    end: int
    text: str
    tag: str


class Words(dict[int, Word]):
    """The words of a text by their index; each is made when it is first asked for, as most never are."""

    def __init__(self, text: str, ranges: Sequence[tuple[int, int]]) -> None:
        """Take a text and its half-open ranges that are segmented, each on its own."""
        self._text = text
        self._ranges = ranges
        self._tags_in_text: dict[str, str] = {}
        self.texts: list[str] = []
        """Every word's characters."""
        self.starts: list[int] = []
        """Where each word starts, in code points of the text."""
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
        """Return the part of speech of a word at an offset; the first one asked for has its whole range tagged."""
        if word not in self._tags_in_text:
            start, end = self._ranges[bisect_right(self._ranges, offset, key=itemgetter(0)) - 1]
            self._tags_in_text |= rjieba.tag(self._text[start:end])
        return self._tags_in_text[word]

    def index_at(self, offset: int) -> int:
        """Return the index of the word that covers an offset, -1 where the text has none so early."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> Word:
        """Return the word that covers an offset; the text's last word where the text has none so early."""
        return self[bisect_right(self.starts, offset) - 1]

    def between(self, start: int, end: int) -> list[Word]:
        """Return the words that are wholly or partly between two offsets."""
        indices = range(max(0, self.index_at(start)), self.index_at(end - 1) + 1)
        return [word for word in map(self.__getitem__, indices) if word.end > start]
