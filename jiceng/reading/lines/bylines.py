"""Byline lines: printed lines that name who made an article (□本报记者 甲 乙 通讯员 丙, 甲/文 乙/图)."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from jiceng.reading.lexicon import any_of, either, table, words
from jiceng.reading.lines.credited_people import credited_people, role_words
from jiceng.reading.lines.reporter_names import HAN, is_chinese_name, is_word, names_in
from schemas import Credit

MAX_BYLINE = 60
"""Characters of the longest byline line."""
TEXT_MARKS = frozenset("。！？!?；;《》…")
"""Marks of running text, which no byline line has."""
_LAST_OF_WORKS = "文图摄影"
_OPENINGS = (
    *words("byline_marks"),
    *table("byline_work"),
    *table("byline_roles"),
    *words("byline_agencies"),
)
"""What a byline line without 记者 begins with."""
_OPENING = re.compile(either(_OPENINGS))
_STARTS = frozenset(opening[0] for opening in _OPENINGS)
_STRAY_MARK = re.compile(f"(?:(?<=记者)|(?<=通讯员))[”“’‘\"'·.]+(?=[{HAN}])")
"""A mark that an OCR engine read for the space between a role and a name."""
_PICTURES_BY = re.compile(f"{any_of('picture_labels')}[:：]")


def parse_byline(text: str) -> tuple[Credit, ...] | None:
    """Return who a byline line names (□本报记者 甲 乙 通讯员 丙, 甲/文 乙/图); None where the line is no byline line.

    Empty for one that names nobody (本报评论员). A line in brackets may be a byline line or a credit, by its place.
    """
    if not _may_be_byline(text):
        return None
    if "记者" in text or "通讯员" in text:
        text = _STRAY_MARK.sub(" ", text)
    if len(text) > MAX_BYLINE or not TEXT_MARKS.isdisjoint(text) or text[-1] in "，,、：":
        return None
    return _parse_byline(text)


def _may_be_byline(text: str) -> bool:
    """Return whether a line has what every byline line has: 记者, an opening, or a mark between a work and a name."""
    if "记者" in text:
        return True
    if text[0] in _STARTS:
        return _OPENING.match(text) is not None
    return "/" in text or ("／" in text and text[-1] in _LAST_OF_WORKS)


@lru_cache(maxsize=128)  # the byline lines of a page: each is asked for when it is classified, and when it is composed
def _parse_byline(text: str) -> tuple[Credit, ...] | None:
    mark = _marks().match(text)
    rest = text[mark.end() :] if mark else text
    bracketed = len(rest) > 2 and rest[0] in "（(" and rest[-1] in "）)"
    if bracketed:
        rest = rest[1:-1]
    if not rest or "（" in rest or "(" in rest or "）" in rest or ")" in rest:
        return None
    named = credited_people(rest)
    if named is None:
        return _signed(rest) if mark and not bracketed else None
    if not named:
        return () if mark or _is_nameless(rest) else None
    role = role_words().search(rest)
    if role:
        if not mark and not bracketed and rest[role.end() : role.end() + 1].isalpha() and not all_chinese(named):
            return None  # a role that runs on into other words: 通讯员队伍建设
        return None if _is_photo_credit(rest) else tuple(named)
    # Without a role only marks between work and name make a byline line: 文/甲, 编译：甲.
    marked = any(mark in rest for mark in "/／|｜：:")
    if bracketed or not marked or not all_chinese(named):
        return None
    return None if _is_photo_credit(rest) or rest.startswith("编辑") else tuple(named)


@cache
def _marks() -> re.Pattern[str]:
    misread = f"{any_of('misread_byline_marks')}(?=\\s*{any_of('words_after_byline_marks')})"
    return re.compile(f"(?:{any_of('byline_marks')}|{misread})+\\s*")


def all_chinese(people: Sequence[Credit]) -> bool:
    """Return whether the names of all people have the form of Chinese names."""
    return all(is_chinese_name(person.name) for person in people)


def _is_photo_credit(text: str) -> bool:
    """Return whether a line credits pictures alone: it belongs to a caption."""
    return (text.endswith(words("photo_credit_ends")) and "文" not in text) or _PICTURES_BY.match(text) is not None


def _signed(text: str) -> tuple[Credit, ...] | None:
    """Return the people whom a line with a mark names without a role (□ 张三)."""
    if _is_nameless(text):
        return ()
    names = names_in(text)
    if not names or not all(is_chinese_name(name) or "·" in name for name in names):
        return None
    if len(names) == 1 and re.search("\\s", text) is None and is_word(names[0]):
        return None
    return tuple(Credit(name=name, role="author") for name in names)


@cache
def _nameless() -> re.Pattern[str]:
    newspaper = f"[{HAN}]{{2,6}}{any_of('nameless_author_newspapers')}"
    return re.compile(f"(?:{any_of('byline_agencies')}|{newspaper})(?:特约)?{any_of('nameless_authors')}")


def _is_nameless(text: str) -> bool:
    """Return whether a line names an author who is no person (本报评论员)."""
    return _nameless().fullmatch(text) is not None


def goes_on_as_byline(above: str, text: str) -> bool:
    """Return whether a line is the rest of the byline line above it: nothing but names, where names were to follow."""
    names = names_in(text) if len(text) <= MAX_BYLINE else None
    if not names or not all(is_chinese_name(name) for name in names):
        return False
    return len(names) > 1 or parse_byline(above) == () or above[-1] in "、，,"
