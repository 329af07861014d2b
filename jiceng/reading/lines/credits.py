"""Credits inside the text of an article (（综合本报记者甲、乙报道）, 新华社记者 甲 摄); the words stay in the text."""

import re
from functools import cache

from jiceng.reading.lexicon import any_of
from jiceng.reading.lines.bylines import MAX_BYLINE, TEXT_MARKS, all_chinese
from jiceng.reading.lines.credited_people import credited_people, role_words
from jiceng.reading.lines.datelines import dateline_pattern, match_dateline, may_hold_dateline
from jiceng.reading.lines.reporter_names import HAN, is_chinese_name, is_word, names_in
from schemas import Credit

_MAX_BRACKET = 400
"""Characters of the longest credit in brackets."""
_MAX_PHOTO_CREDIT = 60
"""Characters before 摄 in which the photographers are named."""
_MAX_PHOTO_WORDS = 6
"""Words before 摄 among which the photographers' names are sought."""
_BRACKETS = re.compile(f"[（(]([^（）()]{{2,{_MAX_BRACKET}}})[）)]")
_AUTHOR = re.compile(
    f"[（(](?:本文)?作者[:：]?\\s*(?:([{HAN}]{{2,4}}?|[{HAN}]\\s+[{HAN}])[，,]?(?:均?[为系是]|单位)"
    f"|([{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}|[{HAN}]\\s+[{HAN}])(?=[，,、；;）)\\s]))"
)
_REPORTS = re.compile("[\\s（(]*(?:据)?([^，,。：:；（）()]{2,60}?)(?:综合)?报道[：:，,]")
_PHOTO = re.compile(f"{any_of('photo_credit_ends')}(?=[\\s。；;，,（()）]|$)")
_PHOTO_GIVEN = re.compile(f"(?:照片|图片?)(?:均|皆|都)?由([{HAN}、 ]{{2,20}}?)(?:提供|拍摄|摄)")
_CLAUSE_END = re.compile("[。！？!?；;”）)（(：:]")
_CLOSING_BRACKET = re.compile("\\s*[（(][^（）()]{1,12}[）)]$")
_SIGNED_AFTER = frozenset("。！？!?”…） ") | {""}
"""What is before the names in brackets that sign a paragraph."""
_HINT = re.compile(any_of("credit_hints"))
"""Words of which a credit has one."""


def parse_credits(text: str) -> tuple[Credit, ...]:
    """Return whom a paragraph credits (（综合本报记者甲、乙报道）, 新华社记者 甲 摄), each once."""
    hinted = _HINT.search(text) is not None
    if not hinted and text[-1] not in "）)" and match_dateline(text) is None:
        return ()
    found = _bracketed(text)
    if hinted:
        found += _by_label(text)
        found += _photographers(text)
    return tuple(dict.fromkeys(found))


def _bracketed(text: str) -> list[Credit]:
    """Return whom a paragraph credits in brackets, after its dateline or as its authors.

    Brackets credit people by a role, or without one where they sign the paragraph or follow the dateline.
    """
    found: list[Credit] = []
    dateline = match_dateline(text)
    dateline_end = dateline.end() if dateline else -1
    for bracket in _BRACKETS.finditer(text):
        inner = _without_dateline(bracket[1])
        people = credited_people(inner)
        if people is None:
            people = _last_clause(inner)
        if people is None and _signs(text, bracket, dateline_end):
            people = _listed(inner)
        found += people or ()
    reports = _REPORTS.match(text, max(dateline_end, 0)) if "报道" in text else None
    if reports and role_words().search(reports[1]):
        found += credited_people(reports[1]) or ()
    for author in _AUTHOR.finditer(text) if "作者" in text else ():
        name = "".join((author[1] or author[2]).split())
        if is_chinese_name(name) or ("·" in name and names_in(name)):
            found.append(Credit(name=name, role="author"))
    return found


def _last_clause(text: str) -> list[Credit] | None:
    """Return whom the last clause of a credit names with a role (作者为某大学教授，本报记者甲整理)."""
    clause = re.split("[，；;]", text)[-1]
    return credited_people(clause) if len(clause) < len(text) and role_words().search(clause) else None


def _signs(text: str, bracket: re.Match[str], dateline_end: int) -> bool:
    """Return whether names in these brackets need no role: after a dateline, or at the end of the paragraph."""
    if dateline_end >= 0 and not text[dateline_end : bracket.start()].strip():
        return True
    return bracket.end() == len(text) and text[bracket.start() - 1 : bracket.start()] in _SIGNED_AFTER


@cache
def _opening(*, dated: bool) -> re.Pattern[str]:
    """Match what may open a credit in brackets: 综合, 据, a dateline."""
    dateline = f"(?:{dateline_pattern().pattern})?" if dated else ""
    return re.compile(f"(?:综合|据|由)?{dateline}[\\s，,]*(?:综合)?")


def _without_dateline(text: str) -> str:
    """Return a credit without its dateline and the word that opens it (综合本报记者…, 本报巴黎1月1日电 记者…)."""
    match = _opening(dated=may_hold_dateline(text)).match(text)
    return text[match.end() :] if match else text


def _listed(text: str) -> list[Credit] | None:
    """Return the people whom brackets name without a role; None where they hold anything else."""
    names = names_in(text)
    if not names or not all(is_chinese_name(name) or "·" in name or len(text) > len(name) == 2 for name in names):
        return None
    if len(names) == 1 and len(text) == len(names[0]) and is_word(text):
        return None
    return [Credit(name=name, role="author") for name in names]


def _by_label(text: str) -> list[Credit]:
    """Return whom a paragraph names that is a credit as a whole (摄影：甲 乙（某社）, 本报记者 甲 乙)."""
    if len(text) > MAX_BYLINE:
        return []
    plain = _CLOSING_BRACKET.sub("", text)
    if not plain or not TEXT_MARKS.isdisjoint(plain):
        return []
    named = credited_people(plain) or []
    if role_words().search(plain) or all_chinese(named):
        return named
    return []


def _photographers(text: str) -> list[Credit]:
    """Return who took or gave the pictures of a paragraph (图为某村。本报记者 甲 摄)."""
    found: list[Credit] = []
    for match in _PHOTO.finditer(text):
        before = text[max(0, match.start() - _MAX_PHOTO_CREDIT) : match.start()]
        ends = list(_CLAUSE_END.finditer(before))
        clause = before[ends[-1].end() :] if ends else before
        found += _photographers_of(clause.strip(" \u3000，,、▲△↑"))
    for match in _PHOTO_GIVEN.finditer(text):
        names = names_in(match[1]) or []
        if names and all(is_chinese_name(name) and not is_word(name) for name in names):
            found += [Credit(name=name, role="photographer") for name in names]
    return found


def _photographers_of(clause: str) -> list[Credit]:
    """Return the people at the end of a clause that 摄 closes, given without it."""
    roles = list(role_words().finditer(clause))
    if roles:
        people = credited_people(clause[roles[-1].start() :] + " 摄")
        return [person for person in people or () if person.role == "photographer"]
    parts = clause.split()
    for start in range(max(0, len(parts) - _MAX_PHOTO_WORDS), len(parts)):
        names = names_in(" ".join(parts[start:]))
        if names and all(is_chinese_name(name) for name in names):
            return [Credit(name=name, role="photographer") for name in names]
    return []
