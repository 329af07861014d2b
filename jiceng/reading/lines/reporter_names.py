"""Lists of personal names as newspapers print them: 张三 李四, 张 三、李四, 张三李四, 阿卜杜拉·买买提."""

import re
from collections.abc import Sequence
from functools import cache

import rjieba

from jiceng.ideographs import IDEOGRAPHS
from jiceng.reading.lexicon import any_of
from jiceng.reading.lexicon.surnames import byline_surnames

HAN = f"{IDEOGRAPHS}〇"
"""Ideographs, as the inside of a character class."""
_DOT = "·•・‧"
_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[{_DOT}][{HAN}]{{1,8}}){{1,4}}")
_ITEM = re.compile("[、，,/／;；]+")
_UNSPACED = re.compile(f"[{HAN}]{{5,30}}")
_LONG_LIST = 3
"""Names of a list in which one may be longer than Chinese names are."""
_LONGEST_UNDOTTED = 6
"""Characters of the longest name of several syllables that is written without a dot."""


@cache
def _compound_surnames() -> frozenset[str]:
    return frozenset(surname for surname in byline_surnames() if len(surname) > 1)


@cache
def _never_in_names() -> re.Pattern[str]:
    return re.compile(f"{any_of('never_in_names')}|^{any_of('never_names')}$")


def is_chinese_name(text: str) -> bool:
    """Return whether a text has the form of a Chinese personal name and begins with a known surname."""
    if text[:2] in _compound_surnames():
        return 3 <= len(text) <= 4 and _never_in_names().search(text) is None
    return 2 <= len(text) <= 3 and text[0] in byline_surnames() and _never_in_names().search(text) is None


def is_word(text: str) -> bool:
    """Return whether the segmenter knows a text as one word that is no name (任务, 安全)."""
    tagged = rjieba.tag(text)
    return len(tagged) == 1 and not tagged[0][1].startswith("nr")


def names_in(text: str) -> list[str] | None:
    """Return the names of a list, without the spaces inside them; None where something in it is no name.

    Between names are 、 ， / or white space; where nothing is between them, surnames must allow one way to divide only.
    """
    names: list[str] = []
    undivided: list[str] = []
    for item in _ITEM.split(text):
        for part in _joined_parts(item.split()):
            found = _names_of_part(part)
            if found is None:
                undivided.append(part)
                names.append(part)
            else:
                names += found
    if undivided and (len(names) < _LONG_LIST or not all(_may_be_undotted(part) for part in undivided)):
        return None
    if not any(is_chinese_name(name) for name in names) and any(name.isalpha() and is_word(name) for name in names):
        return None
    return names


def _joined_parts(parts: Sequence[str]) -> list[str]:
    """Join the single characters of names that are set with spaces (张 三, 欧阳 修)."""
    joined: list[str] = []
    singles = ""
    for index, part in enumerate(parts):
        if len(part) == 1:
            alone = index + 1 == len(parts) or len(parts[index + 1]) > 1
            if not singles and alone and joined and joined[-1] in _compound_surnames():
                joined[-1] += part
            else:
                singles += part
            continue
        if singles:
            joined += _spaced_names(singles)
            singles = ""
        joined.append(part)
    return joined + _spaced_names(singles)


def _spaced_names(singles: str) -> list[str]:
    """Divide spaced characters into names of two, or of three where surnames tell so."""
    for length in (2, 3):
        starts = range(0, len(singles), length)
        if len(singles) % length == 0 and all(singles[start] in byline_surnames() for start in starts):
            return [singles[start : start + length] for start in starts]
    return [singles[start : start + 2] for start in range(0, len(singles), 2)]


def _names_of_part(part: str) -> list[str] | None:
    if _UNSPACED.fullmatch(part):
        return _unspaced_names(part)
    if not _NAME.fullmatch(part) or _never_in_names().search(part):
        return None
    if len(part) == 4 and part[:2] not in _compound_surnames() and is_chinese_name(part[:2]) and _is_pair(part):
        return [part[:2], part[2:]]
    return [part]


def _is_pair(part: str) -> bool:
    return is_chinese_name(part[2:]) and not any(c in _DOT for c in part)


def _unspaced_names(part: str) -> list[str] | None:
    """Return the only way to divide characters into names that begin with surnames; None for no way or several."""
    ways: list[list[list[str]]] = [[[]], *([] for _ in part)]
    for end in range(2, len(part) + 1):
        for length in (2, 3, 4):
            if length <= end and is_chinese_name(part[end - length : end]):
                ways[end] += [[*way, part[end - length : end]] for way in ways[end - length][:2]]
        del ways[end][2:]
    return ways[-1][0] if len(ways[-1]) == 1 else None


def _may_be_undotted(part: str) -> bool:
    """Return whether a part may be a minority name written without a dot (阿依努尔古丽)."""
    return (
        _UNSPACED.fullmatch(part) is not None
        and len(part) <= _LONGEST_UNDOTTED
        and _never_in_names().search(part) is None
    )
