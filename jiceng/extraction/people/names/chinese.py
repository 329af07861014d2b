"""Where a Chinese name ends: surname and one or two characters, seldom more."""

import re
from functools import cache

from jiceng.extraction.lexicon import characters, words
from jiceng.extraction.people.cues import cue_starts
from jiceng.extraction.people.names.boundaries import Boundaries
from jiceng.extraction.people.names.counts import Counts
from jiceng.extraction.people.names.letters import (
    COMMON_SURNAMES,
    FIRST_OF_SURNAMES,
    HAN,
    SURNAMES,
    TRANSLITERATION,
)
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import titles

_AFTER_NAMES = words("after_names")
_HAN_LETTER = re.compile(f"[{HAN}]")
_HAN_NAME = re.compile(f"[{HAN}]+")
_NOT_IN_GIVEN_NAMES = words("not_in_given_names")
_NEVER_IN_GIVEN_NAMES = characters("never_in_given_names")
_STARTS_OF_CUES = characters("starts_of_cues_in_given_names")
"""Characters that end names, but with another one are cues (张三|笑道)."""
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


class NameEnds(dict[int, int]):
    """Offset of an article's text → where the Chinese name that starts there most likely ends, found when first asked.

    It is the offset itself where no name starts.
    """

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text
        self._words = article.words
        self._boundaries = article.once(Boundaries)
        self._counts = article.once(Counts)

    def __missing__(self, start: int) -> int:
        if self._text[start : start + 1] not in FIRST_OF_SURNAMES:
            return start
        self[start] = end = self._find_end(start)
        return end

    def _find_end(self, start: int) -> int:
        text, words = self._text, self._words
        if text[start : start + 2] in SURNAMES:
            short = start + 3
        elif text[start : start + 1] in SURNAMES:
            short = start + 2
        else:
            return start
        index = words.index_at(start)
        word = words[index]
        segmented = word.end if word.start == start and word.tag.startswith("nr") else -1
        if segmented - start > 3 and TRANSLITERATION.issuperset(word.text):
            return segmented
        best = self._better_end(start, short, segmented, words.starts[index + 1 : index + 1 + _NEXT_WORDS])
        if best == start:
            return start
        if best - start == 3:
            last = words.at(best - 1)
            if last.end > best > last.start and last.tag.startswith("nr") and TRANSLITERATION.issuperset(last.text):
                return last.end
            if self._doubles_surname(start, best):
                return best + 1
        return self._stretched(start, best)

    def _better_end(self, start: int, short: int, segmented: int, next_words: list[int]) -> int:
        """Return the better of two ends of a name, `short` and the one after it; `start` where no name ends at either.

        `segmented` is where a name of the segmenter ends, `next_words` where the words after it start.
        """
        text, long = self._text, short + 1
        by_words = [
            (WEIGHTS.segmented if end == segmented else 0.0)
            + (WEIGHTS.word_after if end in next_words or text[end : end + 1] in ("", "\n") else 0.0)
            for end in (short, long)
        ]
        boundaries = self._boundaries
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
            long_score += self._constancy(text[start:long])
        return long if long_score > best_score else best

    def _constancy(self, name: str) -> float:
        """Weigh how often the article prints a name's shorter form without the last character of the longer one."""
        long, short = self._counts[name], self._counts[name[:-1]]
        if long >= _LEAST_CONSTANT and short == long:
            return WEIGHTS.constant
        return WEIGHTS.inconstant if short > long else 0.0

    def _doubles_surname(self, start: int, end: int) -> bool:
        """Return whether a name of three characters is the start of one with two surnames and one more (陈冯富珍)."""
        name = self._text[start : end + 1]
        if not COMMON_SURNAMES.issuperset(name[:2]) or not _HAN_LETTER.match(name, 3) or name[3] in _NOT_IN_GIVEN_NAMES:
            return False
        if self._counts[name] < self._counts[name[:3]]:
            return False
        ends_later = self._boundaries[end] < WEIGHTS.ends_maybe
        return ends_later and self._boundaries[end + 1] >= WEIGHTS.ends_surely

    def _stretched(self, start: int, end: int) -> int:
        """Return the end of a name with the characters of transliteration that follow it wherever it is printed."""
        text = self._text
        while 3 <= end - start < _LONGEST_STRETCHED and text[end : end + 1] in TRANSLITERATION:
            if text[end] in _AFTER_NAMES:
                break
            printed = self._counts[text[start:end]]
            if printed < _LEAST_STRETCHED or self._counts[text[start : end + 1]] < printed:
                break
            end += 1
        shortest = 2 if end > start and self._is_burmese(start) else 3
        if shortest <= end - start <= 4 and self._boundaries[end] < WEIGHTS.ends_maybe:
            for longer in (end + 1, end + 2):
                if self._ends_at(start, end, longer):
                    return longer
        return end

    def _ends_at(self, start: int, end: int, longer: int) -> bool:
        """Return whether a Burmese or transliterated name that `end` breaks off ends at an offset after it."""
        rest = self._text[end:longer]
        if self._is_burmese(start) and _HAN_LETTER.match(rest[-1:]) and self._boundaries[longer] > WEIGHTS.ends_maybe:
            return True
        transliterated = TRANSLITERATION.issuperset(self._text[start + 1 : end] + rest)
        return transliterated and self._boundaries[longer] >= WEIGHTS.ends_clearly

    def _is_burmese(self, start: int) -> bool:
        """Return whether a Burmese form of address, written as part of the name, starts at an offset (吴巴佐乌)."""
        return self._text[start] in _BURMESE_FORMS_OF_ADDRESS and self._counts["缅甸"] >= _LEAST_BURMESE


def _may_be_name(name: str, length: int, following: str) -> bool:
    if len(name) < length or name[-1] in _NOT_IN_GIVEN_NAMES or _HAN_NAME.fullmatch(name) is None:
        return False
    given = name[1:]
    if given[0] in _UNITS_AFTER_SURNAMES or not _NEVER_IN_GIVEN_NAMES.isdisjoint(given):
        return False
    if given in _words_for_people() or (name[-1] in _STARTS_OF_CUES and name[-1] + following in cue_starts()):
        return False
    return not (name[-1] in "和与" and following not in ("、", "，", "。"))


@cache
def _words_for_people() -> frozenset[str]:
    """Return the words that address or describe a person and are no given names."""
    return words("honorifics") | words("kin") | frozenset(titles())
