"""Where a foreign name without points ends, and which strings sound like one."""

import re

import rjieba

from jiceng.extraction.lexicon import characters, words
from jiceng.extraction.people.names.boundaries import boundary_at, crosses_word
from jiceng.extraction.people.names.counts import count
from jiceng.extraction.people.names.letters import HAN, LETTERS_BESIDE_POINTS, TRANSLITERATION
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH
from jiceng.extraction.text.titles import titles

_AFTER_NAMES = words("after_names")
_COUNTRIES = words("countries")
_NEVER_IN_STRANGE_NAMES = characters("never_in_strange_names")
_BEFORE_STRANGE_NAMES = characters("before_given_names")
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_BEFORE_NO_CLAUSE = re.compile(f"[{HAN}、《“]")
_LONGEST_FOREIGN_NAME = 7
"""Characters of a foreign name without points."""
_LONGEST_STRANGE_NAME = 3
"""Characters of a name that is neither Chinese nor written with characters of transliteration."""
_LEAST_OPENINGS = 2
"""Clauses that a name opens, besides other places where it is printed, so that it needs no clear boundary."""


def foreign_end(article: ArticleText, start: int) -> int:
    """Return where a name ends that follows a title and has no known surname; `start` where none does.

    A name is a string of characters of transliteration, or one that no dictionary word is in, up to a clear boundary.
    """
    text = article.text
    if text[start : start + 1] in _AFTER_NAMES or text[start : start + 2] in _AFTER_NAMES:
        return start
    run = _HAN_RUN.match(text, start, start + _LONGEST_FOREIGN_NAME)
    if run is None:
        return start
    letters = _leading_letters(text, start, start + _LONGEST_FOREIGN_NAME)
    for length in range(max(letters, min(_LONGEST_STRANGE_NAME, len(run.group()))), 1, -1):
        if _is_name(article, start, start + length, length <= letters):
            return start + length
    return start


def _is_name(article: ArticleText, start: int, stop: int, transliterated: bool) -> bool:
    """Return whether a range after a title is a name; `transliterated`: it has characters of transliteration only."""
    name = article.text[start:stop]
    if not transliterated and not _NEVER_IN_STRANGE_NAMES.isdisjoint(name):
        return False
    boundary = boundary_at(article, stop)
    opens = len(name) == 2 and WEIGHTS.ends_maybe <= boundary < WEIGHTS.ends_clearly and _opens_clauses(article, name)
    clear = WEIGHTS.ends_maybe if opens else WEIGHTS.ends_clearly
    if not transliterated and boundary < clear:
        return False
    foreign = transliterated and _sounds_foreign(name)
    if not foreign and len(name) > _LONGEST_STRANGE_NAME:
        return False
    word = article.words.at(start)
    whole = word.start == start and word.end == stop
    tagged = whole and word.tag.startswith("nr")
    known = tagged and len(name) > 2
    if not foreign:
        least = clear
    elif known:
        least = WEIGHTS.ends_anyhow
    else:
        least = WEIGHTS.ends_maybe if len(name) > 2 or tagged else WEIGHTS.ends_well
    if boundary < least or name in _COUNTRIES or name[1:] in words("honorifics") or crosses_word(article, stop):
        return False
    known = known or (whole and word.tag in ("nrt", "ns", "nz") and name not in words("cities"))
    if foreign and (known or len(name) > _LONGEST_STRANGE_NAME):
        return True
    if not _NEVER_IN_STRANGE_NAMES.isdisjoint(name) or (not foreign and PARTS_OF_SPEECH[name[0]][:1] in ("a", "d")):
        return False
    return has_no_words(name)


class _Openings(dict[str, bool]):
    """String → whether it opens clauses twice and more, looked for once."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text

    def __missing__(self, string: str) -> bool:
        openings, start = 0, self._text.find(string)
        while start >= 0 and openings < _LEAST_OPENINGS:
            openings += start == 0 or _BEFORE_NO_CLAUSE.match(self._text, start - 1) is None
            start = self._text.find(string, start + len(string))
        self[string] = opens = openings >= _LEAST_OPENINGS
        return opens


def _opens_clauses(article: ArticleText, name: str) -> bool:
    """Return whether a string opens clauses twice and more, as who acts there does, and is printed elsewhere too."""
    return count(article, name) > _LEAST_OPENINGS and article.once(_Openings)[name]


def _leading_letters(text: str, start: int, end: int) -> int:
    """Return how many characters of transliteration follow one another from an offset."""
    stop = start
    while stop < end and text[stop : stop + 1] in LETTERS_BESIDE_POINTS:
        stop += 1
    return stop - start


def _sounds_foreign(name: str) -> bool:
    """Return whether at most a third of a name's characters of transliteration are common in other words."""
    return sum(map(TRANSLITERATION.__contains__, name)) >= len(name) * WEIGHTS.foreign_share


def has_no_words(name: str) -> bool:
    """Return whether a string is cut into single characters and names."""
    return all(len(piece) == 1 or PARTS_OF_SPEECH[piece].startswith("nr") for piece in rjieba.cut(name, False))


def is_strange(name: str) -> bool:
    """Return whether a string holds no dictionary word of two characters or more, and no particle."""
    if (
        not _NEVER_IN_STRANGE_NAMES.isdisjoint(name)
        or name[-1] == "地"
        or name[0] in _BEFORE_STRANGE_NAMES
        or name in _COUNTRIES
    ):
        return False
    return has_no_words(name) and not is_word_for_people(name)


def is_word_for_people(string: str) -> bool:
    """Return whether the lexicon has a string as a group, a relative, a title or what describes a group."""
    lists = ("groups", "kin", "group_modifiers")
    return string in titles() or any(string in words(name) for name in lists)
