"""What the segmenter knows of a word alone, cached: most words of a text were met before."""

import sys
from functools import lru_cache

import rjieba

_MOST_KEPT = 1 << 16
"""Words whose answers are cached; a limit, as a process may read pages for days."""


@lru_cache(_MOST_KEPT)
def in_dictionary(word: str) -> bool:
    """Return whether a string is a word of the segmenter's dictionary."""
    return len(rjieba.cut(word, False)) == 1


class _PartsOfSpeech(dict[str, str]):
    """Word → its part of speech, empty where the segmenter cuts the word alone into several."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        tagged = rjieba.tag(word)
        self[word] = tag = sys.intern(tagged[0][1]) if len(tagged) == 1 else ""
        return tag


PARTS_OF_SPEECH = _PartsOfSpeech()
"""The segmenter tags most words alike in every text, so a text need not be tagged for a few of its words."""
