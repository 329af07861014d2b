"""Cues: the words with which the reporter introduces what a source says (说, 表示, 告诉记者 …)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jiceng.extraction.lexicon import WordFinder, characters, one_of, short_list, table, words
from jiceng.extraction.text.marks import Marked
from jiceng.extraction.text.titles import titles

_NO_CUE = re.compile("的$|没$|(?<![无莫])不$")
"""What before a cue makes a noun of it, or says that nobody spoke."""
_DENIED = re.compile("没$|(?<![无莫])不$")
"""What before a cue says that nobody spoke."""
_DEGREE = re.compile(one_of(short_list("degrees")) + "$")
"""What before a cue that may be an adjective makes one of it (发展方向更加|明确)."""
_LONGEST_BEFORE = 3
"""Characters of what before a cue says that it is none."""
_LONGEST_NOT_CUE = 5
"""Characters before a cue that are searched for the start of a longer word that is none."""
_TOPIC = re.compile('[^，。：；！？\n]{0,24}：(?![“"「])')
_TITLED = re.compile("《[^《》\n]*》")
_TAIL = re.compile(f"(?:{one_of(short_list('after_cues'))})?")
_OPENS = re.compile('[：，:]?(?=[“"「])|[：，:]|(?=[。！？；])|$')
"""What after a cue opens what it introduces."""
_WORDS_SAID = re.compile("[^，。；：]{0,7}话[，。；、]")
"""After 说: only what kind of words are said (说老百姓的心里话，)."""
_NOT_AFTER_BARE = characters("never_after_bare_cues")
_AFTER_NAMING = frozenset(characters("after_naming"))
BETWEEN = ("", *short_list("between_cue_and_mark"))
"""What may be between a cue and the mark of a fragment that it introduces (提出要“…”)."""
_LONGEST_BETWEEN_FIRST = sorted(short_list("between_cue_and_mark"), key=len, reverse=True)
_LONGEST_LOST = 400
"""Characters before a second opening mark that are searched for the end of speech that was not closed."""


class Cue(NamedTuple):
    """A cue in the reporter's voice; offsets in the article's text."""

    start: int
    end: int
    word: str
    content: int
    """Where what it introduces starts: after its comma or colon."""
    opens: str
    """What may follow: `indirect`, `direct`, `topic` or `nothing`."""
    bare: bool
    """Whether neither comma nor colon follows it."""
    certain: bool = True
    """Whether it is one by its form; what the others open is decided by more evidence (以会议提出|的任务为准)."""


@cache
def _table() -> dict[str, tuple[str, bool]]:
    return {row["cue"]: (row["opens"], row["bare"] == "yes") for row in table("cues")}


@cache
def cue_finder() -> WordFinder:
    """Return what finds the words that may be cues."""
    return WordFinder({*_table(), *words("topic_cues")})


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(cue[-1] for cue in _table())


@cache
def _cue_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(cue) for cue in _table()}, reverse=True))


@cache
def _ends_of_not_cues() -> frozenset[str]:
    """Return the last two characters of every word that is no cue, though it ends like one."""
    return frozenset(word[-2:] for word in words("not_cues"))


@cache
def _lengths_of_not_cues() -> tuple[int, ...]:
    return tuple({len(word) for word in words("not_cues")})


@cache
def _told() -> re.Pattern[str]:
    """Match who is told what follows (告诉|孩子们|，)."""
    people = words("kin") | words("groups") | words("honorifics") | titles().keys()
    return re.compile(f"{_TAIL.pattern}(?:[^，。；：“”、\\n]{{0,5}}?{one_of(people)}们?(?=[，：:]))?")


def find_cues(
    text: str, start: int, end: int, matches: Iterable[re.Match[str]], marked: Sequence[Marked]
) -> Iterator[Cue]:
    """Yield the cues among what `cue_finder` matched between two offsets; words in marks or titles are none."""
    hidden = sorted(
        [(m.start, m.end) for m in marked if m.mark] + [match.span() for match in _TITLED.finditer(text, start, end)]
    )
    k = 0
    for match in matches:
        while k < len(hidden) and hidden[k][1] <= match.start():
            k += 1
        if k < len(hidden) and hidden[k][0] <= match.start():
            continue
        if match.group() in words("topic_cues"):
            cue = _topic_cue(text, match, end)
        else:
            cue = _cue(text, start, match, end) or _possible_cue(text, start, match, end)
        if cue is not None:
            yield cue


def _topic_cue(text: str, match: re.Match[str], end: int) -> Cue | None:
    """Return a cue whose topic is between it and its colon (细数变化：…)."""
    topic = _TOPIC.match(text, match.end(), end)
    return Cue(match.start(), match.end(), match.group(), topic.end(), "topic", False) if topic else None


def _cue(text: str, start: int, match: re.Match[str], end: int) -> Cue | None:
    """Return a cue with its comma or colon, or bare before what was said; None where the word is none here."""
    at, stop = match.span()
    opens, bare = _table()[match.group()]
    if (
        _is_other_word(text, match)
        or _NO_CUE.search(text, max(start, at - _LONGEST_BEFORE), at)
        or _ends_longer_word(text, max(start, at - _LONGEST_NOT_CUE), stop)
    ):
        return None
    opened = _OPENS.match(text, stop, end)
    tail = (_told() if match.group() == "告诉" else _TAIL).match(text, stop, end)
    if opened is None and tail is not None and tail.end() > stop:
        opened = _OPENS.match(text, tail.end(), end)
        stop = tail.end() if opened is not None else stop
    if opened is not None:
        content = opened.end()
        closed = content == stop and (content >= end or text[content] in "。！？；")
        closed = closed or text.startswith(short_list("at_once"), content)
        return Cue(at, stop, text[at:stop], content, "nothing" if closed else opens, False)
    if bare and match.group() == "表示" and text.startswith(short_list("objects_of_expressing"), stop):
        return None
    if match.group() == "说" and at > start and text[at - 1] == "，":
        bare = _WORDS_SAID.match(text, stop, end) is None
    if bare and text[stop] not in _NOT_AFTER_BARE and (text[stop].isalnum() or text[stop] in "“《"):
        return Cue(at, stop, text[at:stop], stop, opens, True)
    return None


def _possible_cue(text: str, start: int, match: re.Match[str], end: int) -> Cue | None:
    """Return a word that may be a cue in spite of its form, None where none of its kind is."""
    at, stop = match.span()
    word = match.group()
    as_said = at > start and text[at - 1] == "所"
    if _table()[word][0] != "indirect" or _is_other_word(text, match):
        return None
    if _DENIED.search(text, max(start, at - _LONGEST_BEFORE), at):
        return None
    if not as_said and _ends_longer_word(text, max(start, at - _LONGEST_NOT_CUE), stop):
        return None
    opened = _OPENS.match(text, stop, end)
    topic = _TOPIC.match(text, stop, end) if opened is None else None
    if topic is not None:
        return Cue(at, stop, word, topic.end(), "topic", False, certain=False) if topic.end() < end else None
    content = opened.end() if opened is not None else stop
    if content >= end or not (text[content].isalnum() or text[content] in "“《"):
        return None
    return Cue(at, stop, word, content, "indirect", opened is None, certain=False)


def _is_other_word(text: str, match: re.Match[str]) -> bool:
    """Return whether a word that is a cue elsewhere names something (称为) or is an adjective (更加明确) here."""
    if match.group() == "称":
        return text[match.end() : match.end() + 1] in _AFTER_NAMING
    is_adjective = match.group() in short_list("adjectives_like_cues")
    return is_adjective and _DEGREE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()) is not None


def _ends_longer_word(text: str, start: int, stop: int) -> bool:
    """Return whether a longer word that is no cue ends where a cue ends (据说, 小说)."""
    if text[stop - 2 : stop] not in _ends_of_not_cues():
        return False
    not_cues = words("not_cues")
    return any(text[stop - length : stop] in not_cues for length in _lengths_of_not_cues() if stop - length >= start)


def ends_with_cue(text: str, start: int, mark: int) -> bool:
    """Return whether a cue, with or without its comma or colon, ends before an opening mark."""
    between = (len(word) for word in _LONGEST_BETWEEN_FIRST if text.endswith(word, start + 1, mark))
    end = mark - next(between, 0)
    if end > start and text[end - 1] in "，：:":
        end -= 1
    if text[end - 1 : end] not in _last_characters():
        return False
    return any(text[end - length : end] in _table() for length in _cue_lengths() if end - length >= start)


def lost_end(text: str, start: int, mark: int) -> int:
    """Return where speech from `start` ended if its closing mark was lost before a cue and an opening mark, else 0."""
    if text[mark - 1] not in "，：" or not ends_with_cue(text, start, mark):
        return 0
    start = max(start, mark - _LONGEST_LOST)
    return max(text.rfind(stop, start, mark) for stop in "。！？") + 1
