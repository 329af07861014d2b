"""People who made an article, with what they are and did: 本报记者 甲 乙 通讯员 丙, 甲/文 乙/图, 甲 摄."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jiceng.reading.lexicon import any_of, either, table
from jiceng.reading.lines.reporter_names import HAN, is_chinese_name, is_word, names_in
from schemas import Credit
from schemas.article import CreditRole

_WORD = re.compile("[^\\s/／|｜:：]+")
_WORK_MARKS = "/／|｜:："
"""Marks between a work and who did it (文/甲)."""
_OUTLET_LENGTH = 14
"""Characters of the longest name of a newspaper or agency, without its last word (四川|日报)."""


def credited_people(text: str) -> list[Credit] | None:
    """Return whom a byline line or credit names, given without its mark and brackets; None if it is neither.

    Empty for a role that names nobody (本报评论员).
    """
    text = text.strip()
    roles = list(role_words().finditer(text))
    if not roles:
        return _with_works(text, None)
    before = text[: roles[0].start()]
    named: list[Credit] = []
    if not _outlet().fullmatch(before.lstrip("，,、 ")):
        named = _with_works(before[: _start_of_outlet(before)], None) or []
        if not named:
            return None
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        listed = text[role.end() : following.start() if following else len(text)]
        if following:
            listed = listed[: _start_of_outlet(listed)]
        glued = listed[:1] not in " \u3000\t:：、，/" and not listed[:1].isspace()
        people = _with_works(listed.strip(" \u3000\t:：、，,；;/／|｜·"), table("byline_roles")[role[0]])
        if people is None or (glued and not all(_may_be_glued(person.name) for person in people[:1])):
            return None
        named += people
    return named


@cache
def role_words() -> re.Pattern[str]:
    """Match a role that a byline line or credit names (记者, 通讯员)."""
    return re.compile(either(table("byline_roles")))


@cache
def _outlet() -> re.Pattern[str]:
    """Match who a byline is from, before the role: 本报驻巴黎, 四川日报全媒体."""
    known = any_of("byline_agencies")
    outlet = f"[{HAN}“”A-Za-z0-9·\\-—]{{0,{_OUTLET_LENGTH}}}{any_of('outlet_ends')}"
    column = "(?:“[^”“]{2,10}”)?"  # 新华社“新华视点”记者
    return re.compile(
        f"(?:(?:{outlet}|{known}){column}[\\s·\\-—/／]?)?(?:{known})*(?:驻[{HAN}]{{1,8}}?)?(?:{known})*\\s*"
    )


@cache
def _outlet_after_names() -> re.Pattern[str]:
    """Match who the next role is from, at the end of a list of names (甲、乙，本报)."""
    known = any_of("byline_agencies")
    outlet = f"[{HAN}“”]{{0,{_OUTLET_LENGTH}}}{any_of('outlet_ends')}"
    return re.compile(f"(?:(?:(?<=[\\s、，,；;/／])|^){outlet})?(?:{known})*(?:驻[{HAN}]{{1,8}}?(?:{known})*)?\\s*$")


def _start_of_outlet(text: str) -> int:
    match = _outlet_after_names().search(text)
    return match.start() if match else len(text)


def _may_be_glued(name: str) -> bool:
    """Return whether a name may follow its role without a space (记者张三): it is no verb or noun of running text."""
    return is_chinese_name(name) or not is_word(name)


def _with_works(text: str, role: str | None) -> list[Credit] | None:
    """Return the people of a list that may name works (甲/文 乙/图, 文/甲 图/乙, 甲 摄); None if it is no list.

    Without a role, a work must tell what the people did.
    """
    if role is None and _work().search(text) is None:
        return None
    runs = list(_runs_of(text))
    if not any(names for names, _ in runs):
        return [] if role and not runs else None
    if role is None and not any(works for _, works in runs):
        return None
    works_follow = bool(runs[-1][1])
    people: list[Credit] = []
    works_before: list[str] = []
    for position, (run, works) in enumerate(runs):
        if works:
            works_before = works
            continue
        names = names_in(run)
        if not names:
            return None
        works_after = runs[position + 1][1] if position + 1 < len(runs) else []
        done = _role_of(role, works_after if works_follow else works_before, before=not works_follow)
        people += [Credit(name=name, role=done) for name in names]
    return people


def _role_of(role: str | None, works: Sequence[str], *, before: bool) -> CreditRole:
    """Return the role of a person with this role or none, whose works are named before or after the name."""
    done = [table("byline_work")[work] for work in works]
    if before and "editor" in done:
        return "editor"
    if "photographer" in done and "author" not in done:
        return "photographer"
    return role or ("author" if "author" in done else done[0] if done else "author")  # type: ignore[return-value]


def _runs_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a list's runs of names and of works in order, as (names, works): one of the two is empty."""
    names: list[str] = []
    works: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        glued = _glued_work().search(word) or _work_after_spaced_name(word, names)
        if _is_work(word, beside, names):
            if names:
                yield "".join(names), []
                names = []
            works.append(word)
        else:
            if works:
                yield "", works
                works = []
            names.append((" " if names else "") + (word[: glued.start()] if glued else word).rstrip("、，,·"))
            if glued:
                yield "".join(names), []
                names = []
                works.append(glued[0])
        end = match.end()
    if names:
        yield "".join(names), []
    if works:
        yield "", works
    if end == 0 and text:
        yield "", []


@cache
def _work() -> re.Pattern[str]:
    return re.compile(either(table("byline_work")))


@cache
def _glued_work() -> re.Pattern[str]:
    """Match a work at the end of a word, with its name before it (张三摄)."""
    long = [work for work in table("byline_work") if len(work) > 1 or work == "摄"]
    return re.compile(f"({either(long)})$")


def _work_after_spaced_name(word: str, names: Sequence[str]) -> re.Match[str] | None:
    """Match the 文 or 图 that follows the second character of a spaced name without a space (方 圆文)."""
    singles = 0
    for before in reversed(names):
        if len(before.strip()) > 1:
            break
        singles += 1
    return re.search("(?<=^.)[文图]$", word) if singles % 2 else None


def _is_work(word: str, beside: str, names: Sequence[str]) -> bool:
    """Return whether a word is a work: 文 only beside a mark, or after a name that is complete."""
    if word not in table("byline_work"):
        return False
    if len(word) > 1 or word == "摄" or any(mark in _WORK_MARKS for mark in beside):
        return True
    return bool(names) and len(names[-1].strip()) > 1
