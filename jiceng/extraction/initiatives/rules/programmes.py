"""Names of programmes that are printed without marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import ProposedName
from jiceng.extraction.initiatives.phrases import LONGEST_DESIGNATION, STARTED, words_starting_between
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.words import Word
from jiceng.rule import rule

_VERBS_OF_PROGRAMMES = tuple(lexicon.words("verbs_of_programmes"))
_PROGRAMME = re.compile(lexicon.one_of(lexicon.short_list("programmes_with_places")))
_PROGRAMME_TAGS = "njlbvzs"
"""First letters of the parts of speech of words in a programme's name."""
_LONGEST_VERB = 4
"""Characters of a verb that is directly before a programme's name."""


@rule("initiative_placed_programme", "initiatives", "a programme's name without marks that begins with a place")
def placed_programme(article: ArticleText) -> Iterator[ProposedName]:
    """Propose programmes' names that begin with a place and are started here, or printed twice in the article."""
    for match in _PROGRAMME.finditer(article.text):
        start, end = _programme_start(article, match.end()), match.end()
        if start is not None and _is_told_of(article.text, start, end):
            yield ProposedName(start, end, article.text[start:end], "programme", match.group())


def _programme_start(article: ArticleText, end: int) -> int | None:
    """Return where the name of a programme starts that ends at an offset; None where it is no name."""
    text, words = article.text, article.words
    last = bisect_left(words.starts, end) - 1
    if words[last].end != end or text.startswith(lexicon.short_list("after_other_organizations"), end):
        return None
    first = last
    while first > 0 and _is_part_of_programme(words[first - 1], words[first].start, end):
        first -= 1
    start = words[first].start
    if text[start - 1 : start] == "中" and text[start : start + 1] in lexicon.characters("country_characters"):
        start -= 1
    if end - start < WEIGHTS.shortest_programme or text[start] in "的等":
        return None
    return start if _begins_with_place(article, start, end) else None


def _is_part_of_programme(word: Word, start: int, end: int) -> bool:
    """Return whether a word before the part of a programme's name from `start` to `end` is part of the name too."""
    if word.end != start or end - word.start > LONGEST_DESIGNATION or word.tag[:1] not in _PROGRAMME_TAGS:
        return False
    return word.text not in lexicon.words("initiative_verbs") and word.text not in lexicon.words("not_in_names")


def _begins_with_place(article: ArticleText, start: int, end: int) -> bool:
    """Return whether a name begins with a place, a country or two of them (中老天然气管道工程)."""
    text = article.text
    first = words_starting_between(article, start, end)[:1]
    pair = text[start] == "中" and text[start + 1] in lexicon.characters("country_characters")
    return pair or any(word.tag == "ns" or word.text in lexicon.words("countries") for word in first)


def _is_told_of(text: str, start: int, end: int) -> bool:
    """Return whether a programme is started where it is named, or named twice."""
    begun = text.endswith(_VERBS_OF_PROGRAMMES, max(start - _LONGEST_VERB, 0), start)
    return begun or STARTED.match(text, end) is not None or text.count(text[start:end]) > 1
