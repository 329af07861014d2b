"""Keywords of an article: jieba's TF-IDF over the words into which rjieba has already cut its text for extraction.

rjieba cuts as jieba does, except Latin letters and digits with marks between them (www.example.com, 12-13), which are
cut here as jieba cuts them. So the keywords are those of `jieba.analyse.extract_tags`, without those that have no
letter (2.5%).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from jiceng.extraction.text.rarity import STOP_WORDS, rarity

_MOST = 10
_PIECE = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?%?|[^A-Za-z0-9]+")
"""The words into which jieba cuts Latin letters, digits and marks that are no word of its dictionary."""
_WORDS_WITH_MARKS = frozenset({"AT&T", "C#", "C++", "c#", "c++"})
"""The words with marks that are in jieba's dictionary."""
_LINE_END = "\r\n"
"""The only word of two characters that is white space."""


def keywords(segmented: Iterable[str]) -> tuple[str, ...]:
    """Return at most ten keywords of a segmented text, best first; words of equal weight in the order of the text."""
    counts = count_words(segmented)
    words = [word for word in counts if len(word) > 1]
    ignored = {word for word in filter(str.isascii, words) if _is_ignored(word)}
    if ignored:
        words = [word for word in words if word not in ignored]
    total = float(sum(map(counts.__getitem__, words)))
    repeated = [word for word in words if counts[word] > 1]
    best = _best_of(repeated, counts, total)
    if len(best) < _MOST or best[-1][1] <= rarity().highest / total:  # a word used once may be among them
        best = _best_of(words, counts, total)
    return tuple(word for word, _ in best)


def _best_of(words: Sequence[str], counts: Mapping[str, int], total: float) -> list[tuple[str, float]]:
    """Return the words of most weight that have a letter, best first, with their weights."""
    weights = {word: counts[word] * (rare / total) for word, rare in zip(words, rarity().of(words), strict=True)}
    ranked = sorted(weights.items(), key=itemgetter(1), reverse=True)
    return list(islice((item for item in ranked if any(map(str.isalpha, item[0]))), _MOST))


def _is_ignored(word: str) -> bool:
    return word == _LINE_END or word.lower() in STOP_WORDS


def count_words(segmented: Iterable[str]) -> Mapping[str, int]:
    """Return word → how often it is in a text as `jieba.cut` cuts it, in the order of first use.

    Takes the words of the text as `rjieba.cut` cuts them.
    """
    counts = Counter(segmented)
    if not any(map(_may_be_joined, filter(str.isascii, counts))):
        return counts
    recut: dict[str, int] = {}
    for word, count in counts.items():
        for piece in _PIECE.findall(word) if word.isascii() and _may_be_joined(word) else (word,):
            recut[piece] = recut.get(piece, 0) + count
    return recut


def _may_be_joined(word: str) -> bool:
    """Return whether rjieba may have made one word of what jieba cuts into several."""
    return len(word) > 1 and not word.isalnum() and word not in _WORDS_WITH_MARKS and word != _LINE_END
