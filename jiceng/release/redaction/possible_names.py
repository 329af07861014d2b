"""Names of people whom extraction may have missed: what looks like one beside an office, an age, a relative or a cue.

A release that hides private people hides these too, in their article, unless the article has somebody public of that
name: what is hidden without need costs a reader a word, a name that is missed cannot be taken back.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate

import rjieba

from jiceng.extraction.lexicon import any_character, one_of, table, words
from jiceng.extraction.people.names.foreign import has_no_words
from jiceng.extraction.people.names.letters import LETTERS_BESIDE_POINTS, is_han
from jiceng.extraction.people.names.odds import given_odds
from jiceng.extraction.text.titles import LONGEST_TITLE, title_ends, title_start, titles
from jiceng.reading.lexicon.surnames import common_surnames, surnames

_LENGTHS = (4, 3, 2)
_AROUND = 4
"""Characters beside a possible name that are cut into words with it, to see whether one ends where it does."""
_LONGEST_TRANSLITERATED = 6
_SAID_OF_PEOPLE = (
    "名叫",
    "叫",
    "岁的",
    "岁",
    "姓名：",
    "患者",
    "当事人",
    "死者",
    "伤者",
    "嫌疑人",
    "受害人",
    "友人",
    "这是",
)
"""What is printed right before the name of somebody who holds no office."""
_CALLINGS = "[员师工手匠民友家]"
"""Characters that words for those who do something end with (养路工, 护林员, 植物学家)."""
_WHERE_PEOPLE_ARE = "[村寨镇乡县区市厂队组店校院站团社司地居局所家人]的"
"""The end of what names a place, an organization or a relation to which somebody belongs (中南村的, 作为媒人的)."""
_TOGETHER = ("哥俩", "姐俩", "俩", "夫妇", "夫妻", "兄弟", "姐妹", "兄妹", "姐弟", "父子", "父女", "母子", "母女")
"""What follows the last of several names of people who belong together."""
_JOINTS = "、和与"
_UNITS = ("街道", "社区", "小区", "镇", "乡", "村")
"""What makes the name of a place of that before it (这是云渡|街道)."""
_ADVERBS_TOO = "都也"
"""Rare surnames that are adverbs before one other character."""
_AGE = r"[（(，,]?(?:现年|今年|年仅|时年|年近|刚满|已经|已)?[0-9０-９一二三四五六七八九十]{1,4}(?:多|来)?岁"
_SEX = r"[（(，,][男女](?=[，,、）)])"
_SURE_ODDS = 2.0
"""Odds with which two characters after a surname are a given name though a word goes over its end (王国|明)."""
_LEAST_ODDS = 0.0
"""Odds with which a word after a surname may be a given name: on the local gold no name stays readable for it, and of
10,000 characters that are in no name 9 are hidden, not 13."""
_MOST_BETWEEN = 4
"""Characters between a name and its cue: adverbs, mostly (张三激动地说)."""


def possible_names(text: str) -> set[str]:
    """Return what looks like a Chinese name beside an office, an age, a relative or a cue."""
    found = {*_after_words(text), *_before_words(text)}
    return {text[start:end] for start, end in _with_lists(text, found) if not text.startswith(_UNITS, end)}


def _with_lists(text: str, found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return ranges of possible names with those that are listed after them (张三、李四和王五)."""
    waiting = list(found)
    found = set(found)
    while waiting:
        _, end = waiting.pop()
        name = _name_from(text, end + 1) if text[end : end + 1] and text[end] in _JOINTS else None
        if name is not None and name not in found:
            found.add(name)
            waiting.append(name)
    return found


def _after_words(text: str) -> Iterator[tuple[int, int]]:
    for match in _before_names().finditer(text):
        start = match.end()
        name = _name_from(text, start) or _transliterated_from(text, start) or _sure_name_from(text, start)
        if name is not None:
            yield name
    for match in _before_names_perhaps().finditer(text):
        start = match.end()
        name = _name_from(text, start)
        if name is not None and _begins_there(text, start):
            yield name


def _before_words(text: str) -> Iterator[tuple[int, int]]:
    for match in _after_names().finditer(text):
        name = _name_to(text, match.start())
        if name is not None:
            yield name
    for match in _clauses_with_cues().finditer(text):
        name = _name_from(text, match.start())
        if name is not None:
            yield name


def _name_from(text: str, start: int) -> tuple[int, int] | None:
    """Return the range of the longest possible name that begins at an offset and ends where a word does."""
    around = text[start : start + max(_LENGTHS) + _AROUND]
    ends = _word_ends(around)
    for length in _LENGTHS:
        if length in ends and is_possible_name(around[:length]):
            return start, start + length
    return None


def _sure_name_from(text: str, start: int) -> tuple[int, int] | None:
    """Return the range of a name of three characters at an offset over whose end no word of the dictionary goes."""
    name = text[start : start + 3]
    sure = len(name) == 3 and is_possible_name(name) and given_odds(name) >= _SURE_ODDS
    return (start, start + 3) if sure and 3 in _word_ends(text[start : start + 3 + _AROUND], made_up=False) else None


def _transliterated_from(text: str, start: int) -> tuple[int, int] | None:
    """Return the range of the characters of transliteration from an offset on, if they are no words (名叫扎桑)."""
    end = start
    while end < len(text) and end - start < _LONGEST_TRANSLITERATED and text[end] in LETTERS_BESIDE_POINTS:
        end += 1
    name = text[start:end]
    return (start, end) if len(name) > 1 and not _is_no_name(name) and has_no_words(name) else None


def _name_to(text: str, end: int) -> tuple[int, int] | None:
    """Return the range of the longest possible name that ends at an offset and begins where a word does."""
    for length in _LENGTHS:
        start = end - length
        if start < 0 or not is_possible_name(text[start:end]):
            continue
        if _begins_there(text, start) and _ends_there(text, end):
            return start, end
    return None


def _begins_there(text: str, start: int) -> bool:
    """Return whether a word begins at an offset of a text."""
    floor = max(0, start - _AROUND)
    return start == floor or start - floor in _word_ends(text[floor : start + _AROUND])


def _ends_there(text: str, end: int) -> bool:
    """Return whether no title begins before an offset and goes on after it (党|总|支书记)."""
    longest = min(len(text), end + LONGEST_TITLE)
    return not any(
        title_start(text, stop) < end for stop in range(end + 1, longest) if text[stop - 2 : stop] in title_ends()
    )


def _word_ends(text: str, *, made_up: bool = True) -> set[int]:
    """Return where words of a text end; with `made_up`, also words that the segmenter thinks there are."""
    return set(accumulate(map(len, rjieba.cut(text, made_up))))


@lru_cache(maxsize=100_000)
def is_possible_name(name: str) -> bool:
    """Return whether a string is a surname and one or two characters that may be a given name.

    The given name may be a word (建国) after a surname that seldom is anything else, if it has the characters of one
    (not 总支 of 党总支).
    """
    if not is_han(name):
        return False
    surname = name[:2] if len(name) > 2 and name[:2] in surnames() else name[:1]
    given = name[len(surname) :]
    if surname not in surnames() or len(given) > 2 or not _never_given().isdisjoint(given):
        return False
    if _is_no_name(name):
        return False
    if has_no_words(name):
        return True
    if len(given) == 2 and given_odds(name) >= _SURE_ODDS:
        return True
    is_word = (len(surname) == 2 or surname in common_surnames()) and list(rjieba.cut(name, False)) == [surname, given]
    return is_word and given_odds(name) >= _LEAST_ODDS


def _is_no_name(name: str) -> bool:
    """Return whether a string is another word, however like a name: a city, a relative (孙女), an adverb (都来)."""
    if name in words("no_names_of_people") or name in words("cities") or name[:2] in words("kin"):
        return True
    return len(name) == 2 and name[0] in _ADVERBS_TOO


@cache
def _never_given() -> frozenset[str]:
    return frozenset("".join(words("not_in_given_names")))


@cache
def _first() -> str:
    return any_character(surname[0] for surname in surnames())


@cache
def _before_names() -> re.Pattern[str]:
    offices = {title for title in titles() if len(title) > 1}
    people = one_of(offices | words("kin") | set(_SAID_OF_PEOPLE))
    return re.compile(f"{people}")


@cache
def _before_names_perhaps() -> re.Pattern[str]:
    """Match what may be printed before a name and before much else: a name begins there only where a word does."""
    return re.compile(f"(?:{_CALLINGS}|{_WHERE_PEOPLE_ARE})(?={_first()})")


@cache
def _after_names() -> re.Pattern[str]:
    called = {word for word in words("kin") | words("honorifics") if len(word) > 1}
    offices = {title for title in titles() if len(title) > 1}
    return re.compile(f"{_AGE}|{_SEX}|{one_of(called | offices | _cues() | set(_TOGETHER))}")


@cache
def _cues() -> frozenset[str]:
    return frozenset(row["cue"] for row in table("cues"))


@cache
def _clauses_with_cues() -> re.Pattern[str]:
    """Match where a clause begins with a surname, and a cue follows its name after a few characters."""
    between = f"[^，。：；！？“”\\n]{{1,{2 + _MOST_BETWEEN}}}?"
    return re.compile(f"(?:(?<=[，。：；！？“”\\n])|^)(?={_first()}{between}{one_of(_cues())})")
