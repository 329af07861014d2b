"""Where the phrase starts that a mention or a noun ends: 不少与会者, 一位年长的同伴, 市委十届八次全会."""

import re
from collections.abc import Collection

from jiceng.extraction.lexicon import words
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_LONGEST_GROUP = 20
"""Characters of the words that belong to a word for a group."""
_LONGEST_COUNTED = 14
"""Characters of 一位 with what describes somebody."""
_COUNTED = re.compile("一[位名个][^，。；：“”、]{0,11}$")
_LONGEST_TITLE = 60
"""Characters of a title in 《 》 inside the name of a meeting or document."""
_SHORTEST_NOUN, _LONGEST_NOUN = 2, 6
"""Characters of a noun that shows what the phrase names that it ends."""


def group_start(article: ArticleText, start: int) -> int:
    """Return where the words start that belong to a word for a group, which starts at an offset (不少|与会者)."""
    left = start
    modifiers = words("group_modifiers")
    index = article.words.index_at(start - 1)
    while index >= 0 and start - left < _LONGEST_GROUP:
        word = article.words[index]
        split = word.end > left and article.text[word.start : left] in modifiers
        if not split and not (word.end == left and _describes_group(word)):
            break
        left = word.start
        index -= 1
    return left


def _describes_group(word: Word) -> bool:
    if word.tag == "x" or "\n" in word.text:
        return False
    if word.text in words("group_modifiers"):
        return True
    return word.tag[0] in "nmqabjsz" and word.text not in words("not_in_names")


def counted_start(text: str, end: int, floor: int = 0) -> int:
    """Return where 一位 with what describes somebody starts who is printed at an offset, the offset for none."""
    counted = _COUNTED.search(text, max(floor, end - _LONGEST_COUNTED), end)
    return counted.start() if counted else end


def noun_phrase_start(article: ArticleText, start: int, end: int) -> int:
    """Return where the noun phrase starts, not before `start`, that ends at an offset (市委十届八次全会)."""
    left = end
    index = article.words.index_at(end - 1)
    while index >= 0:
        word = article.words[index]
        if word.text == "》" and word.end <= left:
            opened = article.text.rfind("《", max(start, word.start - _LONGEST_TITLE), word.start)
            if opened >= start:
                left = opened
                index = article.words.index_at(left) - 1
                continue
        dated = word.tag == "m" and word.text[-1] in "年月日"
        if word.start < start or word.tag in ("x", "p", "t", "r", "v") or dated:
            break
        left = word.start
        index -= 1
    left += article.text.startswith("的", left, end)  # (近日召开的)中央一号文件
    return left if left < end else start


def ends_with_any(text: str, nouns: Collection[str], start: int, end: int) -> bool:
    """Return whether the words of a text between two offsets end with one of some nouns, of two characters to six."""
    lengths = range(min(_LONGEST_NOUN, end - start), _SHORTEST_NOUN - 1, -1)
    return any(text[end - length : end] in nouns for length in lengths)
