"""How much before a word for people belongs to it: 干部, 当地干部, 前来反映情况的干部."""

from collections.abc import Iterator

from jiceng.extraction.lexicon import words
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word

_LONGEST = 24
"""Characters of a phrase before the word that it ends with."""
_MODIFIERS = "nmqabjszlui"
"""First letters of the parts of speech of words that describe a noun."""
_THESE = frozenset({"该", "各", "这位", "那位", "这名", "某", "某些", "本", "其", "每位", "他", "她"})


def phrase_starts(article: ArticleText, start: int, floor: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a phrase may start that ends with a word at `start`, the word alone first, each with what it adds.

    No phrase starts before `floor`.
    """
    yield start, ("extent: word alone", f"extent: after {_tag_before(article, start, floor)}")
    floor = max(floor, start - _LONGEST)
    near = _over_modifiers(article, start, floor)
    if near < start:
        yield near, _added("near", article, near, start, floor)
    far = _over_clause(article, near, floor)
    if far < near and "的" in article.text[far:start]:
        yield far, _added("far", article, far, start, floor)


def _over_modifiers(article: ArticleText, end: int, floor: int) -> int:
    """Return where the words start that describe a noun and are directly before it."""
    left = end
    index = article.words.index_at(end - 1)
    while index >= 0:
        word = article.words[index]
        if word.start < floor or word.end != left or not _describes(word):
            break
        left = word.start
        index -= 1
    return left + article.text.startswith("的", left, end)


def _describes(word: Word) -> bool:
    if word.text in _THESE or word.text in words("group_modifiers"):
        return True
    return word.tag[0] in _MODIFIERS and word.text not in words("not_in_names") and word.text[-1] != "时"


def _over_clause(article: ArticleText, end: int, floor: int) -> int:
    """Return where the words start that go on before an offset without a mark between them."""
    left = end
    index = article.words.index_at(end - 1)
    while index >= 0:
        word = article.words[index]
        if word.start < floor or word.end != left or word.tag == "x" or word.tag[0] in "tdc" or "\n" in word.text:
            break
        left = word.start
        index -= 1
    return left


def _added(how: str, article: ArticleText, left: int, start: int, floor: int) -> tuple[str, ...]:
    """Return the names of what is known of words that are added to a phrase from `left` on."""
    first = article.words.at(left)
    return (
        f"extent: {how}",
        f"extent: {how} {min(start - left, 12) // 3}",
        f"extent: {how} from {first.tag[0]}",
        f"extent: {how} after {_tag_before(article, left, floor)}",
    )


def _tag_before(article: ArticleText, offset: int, floor: int) -> str:
    """Return the first letter of the part of speech of the word before an offset, `start` at the start of a passage."""
    if offset <= floor:
        return "start"
    word = article.words.at(offset - 1)
    return word.tag[0] if word.text != "的" else "的"
