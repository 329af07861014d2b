"""Names that the segmenter sees and nothing else shows."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.extraction.lexicon import characters, short_list
from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.names.boundaries import Boundaries
from jiceng.extraction.people.names.chinese import NameEnds
from jiceng.extraction.people.names.counts import count
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, FIRST_OF_SURNAMES, SURNAMES
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary
from jiceng.extraction.text.titles import LONGEST_TITLE, title_start
from jiceng.extraction.text.words import Word
from jiceng.rule import rule

_TAGS_OF_NAMES = frozenset({"nr", "nrfg", "nrt"})
"""Parts of speech of people's names."""
_TAGS_BEFORE_NO_NAME = frozenset({"n", "nz", "ns", "b", "m", "q", "j", "a"})
"""Parts of speech of words that belong to what follows them (乡村|振兴)."""
_AGENT_ENDS = characters("agent_ends") | characters("ends_before_names")
"""Characters that end words for those who do something (侦查员, 学生), which stand before names."""


@rule("person_segmenter", "people", "a name that only the segmenter and its surname show")
def person_segmenter(article: ArticleText) -> Iterator[Proposal]:
    """Propose what the segmenter takes for names: where it begins with a surname, or after one set apart."""
    name_ends, boundaries = article.once(NameEnds), article.once(Boundaries)
    for start in _starts(article):
        end = name_ends[start]
        if end > start:
            yield Proposal(start, end, _features(article, start, end, boundaries[end]))


@cache
def _surname_tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return two arrays over all code points: whether a surname begins with it, whether it is a common surname."""
    begins, is_common = np.zeros((2, BEYOND + 1), dtype=np.bool_)
    begins[code_points("".join(FIRST_OF_SURNAMES))] = True
    is_common[code_points("".join(COMMON_SURNAMES))] = True
    return begins, is_common


def _words_beside_surnames(article: ArticleText) -> list[int]:
    """Return the indices of the words that begin as a surname does or follow a common one."""
    begins, is_common = _surname_tables()
    letters = code_points(article.text)
    starts = np.array(article.words.starts, dtype=np.intp)
    found: list[int] = np.flatnonzero(begins[letters[starts]] | is_common[letters[starts - 1]]).tolist()
    return found


def _starts(article: ArticleText) -> Iterator[int]:
    """Yield where what the segmenter takes for names starts: at a surname, or at one set apart (任|金山)."""
    for index in _words_beside_surnames(article):
        word, start = article.words.texts[index], article.words.starts[index]
        if (PARTS_OF_SPEECH[word] or article.words[index].tag) not in _TAGS_OF_NAMES:
            continue
        if len(word) == 2 and _surname_stands_apart(article, word, start):
            yield start - 1
        elif word[0] in SURNAMES or word[:2] in SURNAMES:
            yield start


def _surname_stands_apart(article: ArticleText, given: str, start: int) -> bool:
    """Return whether a common surname precedes a given name nearly wherever that is printed (任|金山)."""
    if not start or article.text[start - 1] not in COMMON_SURNAMES:
        return False
    whole = count(article, article.text[start - 1] + given)
    return whole > 1 and whole >= count(article, given) * WEIGHTS.apart_share


def _features(article: ArticleText, start: int, end: int, boundary: float) -> tuple[str, ...]:
    """Return what speaks for a name of the segmenter: how good names of its length and surname are, what is beside.

    `boundary` is how well a name can end at `end`.
    """
    index = article.words.index_at(start)
    whole = article.words.starts[index] == start and len(article.words.texts[index]) == end - start
    features: tuple[str, ...] = (_form(article.text[start:end], whole),)
    if boundary < WEIGHTS.ends_doubtfully:
        features += ("name_ends_doubtfully",)
    if nouns := _common_nouns_beside(article, start, end):
        features += ("beside_common_noun" if nouns == 1 else "between_common_nouns",)
    if index:
        before = article.words[index - 1]
        if len(before.text) == 1 and in_dictionary(article.text[start - 1 : start + 1]):
            features += ("surname_ends_word",)
        if before.end == start:
            features += _after(article, before, end, boundary if whole else None)
    return features


def _form(name: str, whole: bool) -> str:
    """Return the feature of a name's length and surname; `whole`: it is a word of the segmenter."""
    common = name[0] in COMMON_SURNAMES
    if len(name) == 2:
        if not whole or in_dictionary(name):
            return "short_unsure"
        return "short_common_surname" if common else "short_other_surname"
    if whole:
        return "long_common_surname" if common else "long_other_surname"
    return "recut_common_surname" if common else "recut_other_surname"


def _after(article: ArticleText, before: Word, end: int, boundary: float | None) -> tuple[str, ...]:
    """Return what the word before a name says; `boundary` is None for a name that is no word of the segmenter."""
    start, previous, tag = before.end, before.text, before.tag
    if previous in short_list("verbs_of_being_called"):
        return ("after_called",)
    if tag == "n" and previous[-1] in _AGENT_ENDS:
        clear = boundary is not None and end - start == 3 and boundary >= WEIGHTS.ends_well
        return ("after_agent_clear" if clear else "after_agent",)
    if tag in _TAGS_BEFORE_NO_NAME:
        titled = title_start(article.text, start, max(0, start - LONGEST_TITLE)) < start
        return () if titled else ("after_other_noun",)
    if tag == "x" and boundary is not None and boundary >= WEIGHTS.ends_maybe:
        return ("after_mark_short" if end - start == 2 else "after_mark_long",)
    return ()


def _common_nouns_beside(article: ArticleText, start: int, end: int) -> int:
    """Return on how many sides of a name in a list there is a common noun (白菜、胡萝卜、土豆)."""
    text = article.text
    nouns = 0
    if "、" not in (text[start - 1 : start], text[end : end + 1]):
        return nouns
    for mark, word_at in ((start - 1, start - 2), (end, end + 1)):
        if start and text[mark : mark + 1] == "、" and word_at < len(text):
            word = article.words.at(word_at)
            nouns += word.tag == "n" and len(word.text) > 1 and in_dictionary(word.text)
    return nouns
