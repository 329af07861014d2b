"""Where a Chinese name ends: surname and one or two characters, seldom more."""

import re
from functools import cache

from jiceng.extraction.lexicon import characters, words
from jiceng.extraction.people.names.boundaries import Boundaries, boundary_at
from jiceng.extraction.people.names.counts import Counts, count
from jiceng.extraction.people.names.letters import (
    COMMON_SURNAMES,
    FIRST_OF_SURNAMES,
    HAN,
    SURNAMES,
    TRANSLITERATION,
)
from jiceng.extraction.people.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import titles

_AFTER_NAMES = words("after_names")
_HAN_LETTER = re.compile(f"[{HAN}]")
_HAN_NAME = re.compile(f"[{HAN}]+")
_NOT_IN_GIVEN_NAMES = words("not_in_given_names")
_NEVER_IN_GIVEN_NAMES = characters("never_in_given_names")
_UNITS_AFTER_SURNAMES = characters("units_after_surnames")
_BURMESE_FORMS_OF_ADDRESS = characters("burmese_forms_of_address")
_NEXT_WORDS = 4
"""Words after the first one of a name, of which one may start where the name ends."""
_LONGEST_STRETCHED = 6
"""Characters of a foreign name that begins as a Chinese one."""
_LEAST_CONSTANT = 2
"""Printings of a longer name by which the shorter one is judged."""
_LEAST_STRETCHED = 3
"""Printings of a name by which a character of transliteration after it is judged."""
_LEAST_BURMESE = 2
"""Printings of 缅甸 in an article that names Burmese people."""


def name_end(article: ArticleText, start: int) -> int:
    """Return where the Chinese name that starts at an offset most likely ends; `start` where none starts.

    Asked again for an offset, it returns what it found before.
    """
    if article.text[start : start + 1] not in FIRST_OF_SURNAMES:
        return start
    ends = article.once(_known_ends)
    end = ends.get(start)
    if end is None:
        ends[start] = end = _find_end(article, start)
    return end


def _known_ends(_: ArticleText) -> dict[int, int]:
    """Return an empty table of an article: where a name may start → where it ends."""
    return {}


def _find_end(article: ArticleText, start: int) -> int:
    text = article.text
    if text[start : start + 2] in SURNAMES:
        short = start + 3
    elif text[start : start + 1] in SURNAMES:
        short = start + 2
    else:
        return start
    index = article.words.index_at(start)
    word = article.words[index]
    segmented = word.end if word.start == start and word.tag.startswith("nr") else -1
    if segmented - start > 3 and TRANSLITERATION.issuperset(word.text):
        return segmented
    best = _better_end(article, start, short, segmented, article.words.starts[index + 1 : index + 1 + _NEXT_WORDS])
    if best == start:
        return start
    if best - start == 3:
        last = article.words.at(best - 1)
        if last.end > best > last.start and last.tag.startswith("nr") and TRANSLITERATION.issuperset(last.text):
            return last.end
        if _doubles_surname(article, start, best):
            return best + 1
    return _stretched(article, start, best)


def _better_end(article: ArticleText, start: int, short: int, segmented: int, next_words: list[int]) -> int:
    """Return the better of two ends of a name, `short` and the one after it; `start` where no name ends at either.

    `segmented` is where a name of the segmenter ends, `next_words` where the words after it start.
    """
    text, long = article.text, short + 1
    by_words = [
        (WEIGHTS.segmented if end == segmented else 0.0)
        + (WEIGHTS.word_after if end in next_words or text[end : end + 1] in ("", "\n") else 0.0)
        for end in (short, long)
    ]
    boundaries = article.once(Boundaries)
    best, best_score, long_score = start, WEIGHTS.least_end, WEIGHTS.impossible
    if _may_be_name(text[start:long], long - start, text[long : long + 1]):
        long_score = boundaries[long] + by_words[1] + WEIGHTS.longer
    if long_score + WEIGHTS.inconstant > WEIGHTS.ends_clearly + by_words[0]:  # however well the shorter one ends
        return long
    if _may_be_name(text[start:short], short - start, text[short : short + 1]):
        score = boundaries[short] + by_words[0]
        if score > best_score:
            best, best_score = short, score
    if long_score + WEIGHTS.inconstant <= best_score < long_score + WEIGHTS.constant:  # else it decides nothing
        long_score += _constancy(article, start, long - start)
    return long if long_score > best_score else best


def _constancy(article: ArticleText, start: int, length: int) -> float:
    """Weigh how often the article prints a name's shorter form without the last character of the longer one."""
    counts, name = article.once(Counts), article.text[start : start + length]
    long, short = counts[name], counts[name[:-1]]
    if long >= _LEAST_CONSTANT and short == long:
        return WEIGHTS.constant
    return WEIGHTS.inconstant if short > long else 0.0


def _may_be_name(name: str, length: int, following: str) -> bool:
    if len(name) < length or name[-1] in _NOT_IN_GIVEN_NAMES or _HAN_NAME.fullmatch(name) is None:
        return False
    given = name[1:]
    if given[0] in _UNITS_AFTER_SURNAMES or not _NEVER_IN_GIVEN_NAMES.isdisjoint(given):
        return False
    if given in _words_for_people():
        return False
    return not (name[-1] in "和与" and following not in ("、", "，", "。"))


@cache
def _words_for_people() -> frozenset[str]:
    """Return the words that address or describe a person and are no given names."""
    return words("honorifics") | words("kin") | frozenset(titles())


def _doubles_surname(article: ArticleText, start: int, end: int) -> bool:
    """Return whether a name of three characters is the start of one with two surnames and one more (陈冯富珍)."""
    name = article.text[start : end + 1]
    if not COMMON_SURNAMES.issuperset(name[:2]) or not _HAN_LETTER.match(name, 3) or name[3] in _NOT_IN_GIVEN_NAMES:
        return False
    if count(article, name) < count(article, name[:3]):
        return False
    ends_later = boundary_at(article, end) < WEIGHTS.ends_maybe
    return ends_later and boundary_at(article, end + 1) >= WEIGHTS.ends_surely


def _stretched(article: ArticleText, start: int, end: int) -> int:
    """Return the end of a name with the characters of transliteration that follow it wherever it is printed."""
    text = article.text
    while 3 <= end - start < _LONGEST_STRETCHED and text[end : end + 1] in TRANSLITERATION:
        if text[end] in _AFTER_NAMES:
            break
        printed = count(article, text[start:end])
        if printed < _LEAST_STRETCHED or count(article, text[start : end + 1]) < printed:
            break
        end += 1
    shortest = 2 if end > start and _is_burmese(article, start) else 3
    if shortest <= end - start <= 4 and boundary_at(article, end) < WEIGHTS.ends_maybe:
        for longer in (end + 1, end + 2):
            if _ends_at(article, start, end, longer):
                return longer
    return end


def _ends_at(article: ArticleText, start: int, end: int, longer: int) -> bool:
    """Return whether a Burmese or transliterated name that `end` breaks off ends at an offset after it."""
    rest = article.text[end:longer]
    if (
        _is_burmese(article, start)
        and _HAN_LETTER.match(rest[-1:])
        and boundary_at(article, longer) > WEIGHTS.ends_maybe
    ):
        return True
    transliterated = TRANSLITERATION.issuperset(article.text[start + 1 : end] + rest)
    return transliterated and boundary_at(article, longer) >= WEIGHTS.ends_clearly


def _is_burmese(article: ArticleText, start: int) -> bool:
    """Return whether a Burmese form of address, written as part of the name, starts at an offset (吴巴佐乌)."""
    return article.text[start] in _BURMESE_FORMS_OF_ADDRESS and count(article, "缅甸") >= _LEAST_BURMESE
