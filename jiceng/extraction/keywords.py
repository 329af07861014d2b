"""Keywords of an article: jieba's TF-IDF over the words of its twin in Rust.

The twin cuts as jieba does, but for Latin letters and digits with marks between them (www.example.com, 12-13), which
are parted here as jieba parts them. So the keywords are those of `jieba.analyse.extract_tags`, without those that have
no letter (2.5%).
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice

import rjieba
from jieba.analyse.tfidf import TFIDF

_MOST = 10
_PIECE = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?%?|[^A-Za-z0-9]+")
"""What jieba makes a word of, of Latin letters, digits and marks that are no word of its dictionary."""
_WORDS_WITH_MARKS = frozenset({"AT&T", "C#", "C++", "c#", "c++"})
"""Those that are in it, as far as they have a mark."""
_LINE_END = "\r\n"
"""The only word of two characters that is white space."""


@cache
def _tfidf() -> TFIDF:
    return TFIDF()


def keywords(text: str) -> tuple[str, ...]:
    """Return at most ten keywords of a text, best first; words of equal weight in the order of the text."""
    tfidf = _tfidf()
    stop_words, rarity, median = tfidf.stop_words, tfidf.idf_freq, tfidf.median_idf
    counts = {
        word: count
        for word, count in count_words(text).items()
        if len(word) > 1 and not (word.isascii() and (word == _LINE_END or word.lower() in stop_words))
    }
    total = float(sum(counts.values()))
    weights = {word: count * (rarity.get(word, median) / total) for word, count in counts.items()}
    ranked = sorted(weights, key=weights.__getitem__, reverse=True)
    return tuple(islice((word for word in ranked if any(map(str.isalpha, word))), _MOST))


def count_words(text: str) -> Mapping[str, int]:
    """Return how often each word stands in a text as `jieba.cut` cuts it, in the order of their first places."""
    counts = Counter(rjieba.cut(text))
    if not any(_may_be_joined(word) for word in counts if word.isascii()):
        return counts
    parted: dict[str, int] = {}
    for word, count in counts.items():
        for piece in _PIECE.findall(word) if word.isascii() and _may_be_joined(word) else (word,):
            parted[piece] = parted.get(piece, 0) + count
    return parted


def _may_be_joined(word: str) -> bool:
    return len(word) > 1 and not word.isalnum() and word not in _WORDS_WITH_MARKS and word != _LINE_END
