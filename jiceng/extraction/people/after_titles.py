"""Where names can start after a title or a word for a relative (局长|张三, 妻子|李四)."""

import re
from collections.abc import Iterator
from functools import cache

from jiceng.extraction.lexicon import any_character, printed_in, words
from jiceng.extraction.people.names.letters import COMMON_SURNAMES, FIRST_OF_SURNAMES, HAN
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import LONGEST_TITLE, title_ends, title_start

_AFTER_NAMES = words("after_names")
_KIN = words("kin")
_LONG_WORD = 4
"""Characters of a dictionary word in which no title ends (部长|江流域)."""


def starts_after_titles(article: ArticleText) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the offsets after a title or a word for a relative where a name can start, with what speaks for each."""
    return tuple(_starts_after_titles(article))


def _starts_after_titles(article: ArticleText) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = article.text
    for end in _ends_of_titles(text):
        if text[end] in FIRST_OF_SURNAMES or not (text[end] in _AFTER_NAMES or text[end : end + 2] in _AFTER_NAMES):
            features = _features_of_title(article, end)
            if features:
                yield end, features


def follows_title(article: ArticleText, name: str) -> bool:
    """Return whether a string follows a title or a word for a relative anywhere in an article."""
    _, ends = _title_ends()
    starts = (start for start, _, _ in printed_in(article.text, (name,)))
    return any(article.text[start - 2 : start] in ends and _features_of_title(article, start) for start in starts)


@cache
def _title_ends() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return where a title's last character can be, by the last two each alone, and the last two of all titles."""
    ends = frozenset(title_ends()) | {word[-2:] for word in _KIN if len(word) > 1}
    first, second = (any_character(end[at] for end in ends) for at in (0, 1))
    return re.compile(f"{second}(?<={first}{second})(?=[{HAN}])"), ends


def _ends_of_titles(text: str) -> Iterator[int]:
    """Yield the offsets after what titles and words for relatives end with, before another letter."""
    pattern, ends = _title_ends()
    for match in pattern.finditer(text):
        end = match.end()
        if text[end - 2 : end] in ends:
            yield end


def _features_of_title(article: ArticleText, end: int) -> tuple[str, ...]:
    """Return what a title or a word for a relative that ends at an offset says for a name there; empty for none."""
    text = article.text
    start = title_start(text, end, max(0, end - LONGEST_TITLE))
    if start == end:
        return ("relative",) if text[end - 2 : end] in _KIN or text[end - 3 : end] in _KIN else ()
    title = text[start:end]
    if title == "总书记" or _goes_on_as_title(text, end):
        return ()
    word = article.words.at(end)
    if word.start < end and (
        article.words.at(start).start < start or (len(word.text) >= _LONG_WORD and in_dictionary(word.text))
    ):
        return ()
    weak = title in words("weak_titles")
    if not weak and text[start - 2 : start] and _name_ends_at(article, start):
        return ("title_after_name",)
    kind = "title_weak" if weak else "title"
    if word.start == end:
        return (kind,)
    return (kind, "title_in_any" if word.text == "任何" else "title_in_word")


def _goes_on_as_title(text: str, end: int) -> bool:
    """Return whether what ends with a title is the start of a longer one (书记|员)."""
    ends, floor = title_ends(), max(0, end - LONGEST_TITLE)
    one_more = text[end - 1 : end + 1] in ends and title_start(text, end + 1, floor) < end
    return one_more or (text[end : end + 2] in ends and title_start(text, end + 2, floor) < end)


def _name_ends_at(article: ArticleText, end: int) -> bool:
    """Return whether the segmenter sees a name that ends where a title starts (张三|总书记)."""
    index = article.words.index_at(end - 1)
    if index < 0:
        return False
    word = article.words[index]
    return word.end == end and word.tag in ("nr", "nrfg") and word.text[0] in COMMON_SURNAMES
