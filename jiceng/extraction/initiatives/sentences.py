"""The sentence around a range of an article's text."""

import re
from typing import Final

from jiceng.extraction.text.article_text import ArticleText

LONGEST_SENTENCE: Final = 600
"""Characters before and after a range that are searched for the ends of its sentence."""
_MARKS = "。！？!?；"
_END = re.compile(r"[。！？!?；]+[”’」』）》]*")
_CLOSING_MARKS = "”’」』）"


def sentence_around(article: ArticleText, start: int, end: int) -> tuple[int, int]:
    """Return the sentence in which a range is; no further than LONGEST_SENTENCE from it."""
    sentences = article.once(_sentences_of)
    if (start, end) not in sentences:
        sentences[start, end] = _find_sentence(article, start, end)
    return sentences[start, end]


def _sentences_of(_: ArticleText) -> dict[tuple[int, int], tuple[int, int]]:
    """Return range → its sentence, filled as they are asked for."""
    return {}


def _find_sentence(article: ArticleText, start: int, end: int) -> tuple[int, int]:
    paragraph_start, paragraph_end = article.paragraph_range(start)
    text = article.text
    floor = max(paragraph_start, start - LONGEST_SENTENCE)
    left = max(text.rfind(mark, floor, start) for mark in _MARKS) + 1
    while 0 < left < start and text[left] in _CLOSING_MARKS:
        left += 1
    ceiling = min(paragraph_end, end + LONGEST_SENTENCE)
    stop = _END.search(text, end, ceiling)
    return max(left, floor), stop.end() if stop else ceiling
