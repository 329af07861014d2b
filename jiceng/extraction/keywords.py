"""Keywords of an article: jieba's TF-IDF over the words of its twin in Rust, which cuts as jieba does."""

from functools import cache

import rjieba
from jieba.analyse.tfidf import TFIDF

_MOST = 10


class _RustTokenizer:
    """What TFIDF asks of a tokenizer."""

    def cut(self, sentence: str) -> list[str]:
        """Return the words of a text."""
        return list(rjieba.cut(sentence))


@cache
def _tfidf() -> TFIDF:
    tfidf = TFIDF()
    tfidf.tokenizer = _RustTokenizer()
    return tfidf


def keywords(text: str) -> tuple[str, ...]:
    """Return at most ten keywords of a text, best first; words of equal weight in the order of the text."""
    words = _tfidf().extract_tags(text, topK=None)
    return tuple(word for word in words if any(character.isalpha() for character in word))[:_MOST]
