"""Mentions of somebody who is counted and described by words of no list: 一名坚持送餐的外卖小哥 before 说."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import characters
from jiceng.extraction.quotes.cues import cue_finder
from jiceng.extraction.quotes.speakers.clauses import before_adverbs
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.text.article_text import ArticleText

_COUNTED = re.compile("一[位名个](?!个)(?=([^，。；：！？“”、\n]{0,30}))")
"""The number with its measure word; its group is what follows up to a mark."""
_SHORTEST, _LONGEST = 4, 20
"""Characters of 一位 with what describes somebody."""
_OF_ANYTHING = "个"
"""Measure word of people and things alike."""
_ENDS = characters("ends_of_people")
_TAGS_OF_NOUNS = "nj"
_TAGS_OF_CLAUSES = "updcr"
"""First letters of the parts of speech of words that are in no noun's compound."""


def counted_mentions(article: ArticleText, start: int, stop: int) -> Iterator[SourceMention]:
    """Yield the subjects of cues between two offsets that begin with 一位, 一名 or 一个 and end with a noun."""
    text = article.text
    for counted in _COUNTED.finditer(text, start, stop):
        cue = next(cue_finder().finditer(text, *counted.span(1)), None)
        if cue is None:
            continue
        end = before_adverbs(article, counted.start(), cue.start())
        if not _SHORTEST <= end - counted.start() <= _LONGEST:
            continue
        is_person = text[counted.end() - 1] != _OF_ANYTHING or text[end - 1] in _ENDS
        if is_person and _is_noun_phrase(article, counted.end(), end):
            yield SourceMention(counted.start(), end, "role", text[counted.start() : end])


def _is_noun_phrase(article: ArticleText, start: int, end: int) -> bool:
    """Return whether the words between two offsets, or those after their last 的, end with a noun and have no particle.

    With a particle they are a clause (一位校长指着黑板).
    """
    head = max(start, article.text.rfind("的", start, end) + 1)
    words = [word for word in article.words.between(head, end) if word.start >= head]
    if not words or words[-1].end != end or words[-1].tag[0] not in _TAGS_OF_NOUNS:
        return False
    return all(word.tag[0] not in _TAGS_OF_CLAUSES for word in words)
