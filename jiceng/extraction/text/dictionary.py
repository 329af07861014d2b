"""What the segmenter knows of a word by itself, kept for the words met last: most of a text's were met before."""

import sys
from functools import lru_cache

import rjieba

_MOST_KEPT = 1 << 16
"""Words whose answers are kept, so that a process may read pages for ever."""


@lru_cache(_MOST_KEPT)
def in_dictionary(word: str) -> bool:
    """Say whether a string is a word of the segmenter's dictionary."""
    return len(rjieba.cut(word, False)) == 1


class _PartsOfSpeech(dict[str, str]):
    """Word → its part of speech, empty where the segmenter cuts the word when it stands alone."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        tagged = rjieba.tag(word)
        self[word] = tag = sys.intern(tagged[0][1]) if len(tagged) == 1 else ""
        return tag


PARTS_OF_SPEECH = _PartsOfSpeech()
"""Of any word: the segmenter tags it alike in all texts, so that a text need not be tagged for a few of its words."""
