"""How well a name can end at an offset of an article: by marks, cues, and words that follow names."""

from functools import cache

import rjieba

from jiceng.extraction.lexicon import characters, words
from jiceng.extraction.people.cues import cue_follows, cue_starts
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.words import Words

_AFTER_NAMES = words("after_names")
_ASPECTS = characters("aspects")
_ASPECTS_AND_COMPLEMENTS = _ASPECTS | characters("verb_complements")
_WINDOW = 4
"""Characters that are cut to see whether a word starts with the first of them."""


class Boundaries(dict[int, float]):
    """Offset → how well a name can end there, weighed when it is first asked for."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text
        self._words = article.words

    def __missing__(self, end: int) -> float:
        self[end] = weight = _weigh_boundary(self._text, self._words, end)
        return weight


def boundary_at(article: ArticleText, end: int) -> float:
    """Return how well a name can end at an offset of the article's text: a boundary weight of weights.toml, or 0."""
    return article.once(Boundaries)[end]


def _weigh_boundary(text: str, segmented: Words, end: int) -> float:
    character, next_one = text[end : end + 1], text[end + 1 : end + 2]
    if not character.isalnum():
        return WEIGHTS.boundary_mark
    if character.isdigit():
        return WEIGHTS.boundary_digit
    if character + next_one in cue_starts():
        return WEIGHTS.boundary_cue
    if character in _ASPECTS:
        return WEIGHTS.boundary_aspect
    if character == "时" and (not next_one.isalnum() or cue_follows(text, end + 1)):
        return WEIGHTS.boundary_when
    if follower_at(text, end):
        return WEIGHTS.boundary_follower
    if character in _AFTER_NAMES and next_one.isalnum():
        return WEIGHTS.boundary_short_follower
    if next_one in _ASPECTS_AND_COMPLEMENTS:
        return WEIGHTS.boundary_verb
    index = segmented.index_at(end)
    if segmented.starts[index] == end:
        word = segmented.texts[index]
        if len(word) > 1 and in_dictionary(word):
            return WEIGHTS.boundary_word
    return WEIGHTS.boundary_cut if len(rjieba.cut(text[end : end + _WINDOW], False)[0]) > 1 else 0.0


@cache
def _followers() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of two to four characters that follow names, and the first two characters of each."""
    followers = {word for word in _AFTER_NAMES | words("honorifics") if 2 <= len(word) <= 4}
    return frozenset(followers), frozenset(word[:2] for word in followers)


def follower_at(text: str, start: int) -> bool:
    """Return whether a word of two to four characters that follows names starts at an offset."""
    followers, starts = _followers()
    if text[start : start + 2] not in starts:
        return False
    return any(text[start : start + length] in followers for length in (2, 3, 4))


def crosses_word(article: ArticleText, offset: int) -> bool:
    """Return whether a dictionary word goes on over an offset (马丹|如是)."""
    word = article.words.at(offset)
    return word.start < offset < word.end and in_dictionary(word.text)
