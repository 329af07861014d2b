"""Who made an article: byline lines, credits inside the text, and the head of a dispatch."""

import re
from functools import cache

from jiceng.reading.lexicon import any_of, table, words
from schemas import Credit, Dateline
from schemas.article import CreditRole

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_NAME = re.compile(f"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}}){{1,3}}")
_SEPARATOR = re.compile("[\\s、，,/／:：]+")
_MAX_BYLINE = 60
"""Characters of the longest byline line."""


def _role(word: str) -> CreditRole:
    return table("byline_roles")[word]  # type: ignore[return-value]


@cache
def _byline_role() -> re.Pattern[str]:
    return re.compile(
        f"(?:{any_of('byline_agencies')})*(特约记者|实习记者|见习记者|记者|评论员|实习生|特约通讯员|通讯员)|(?<![{_HAN}])(文|图|摄影)[/／:：]"
    )


@cache
def _byline_head() -> re.Pattern[str]:
    """Match what a byline line may begin with: a mark, or a role."""
    return re.compile(
        f"{any_of('byline_marks')}|(?:{any_of('byline_agencies')}){{0,3}}(?:记者|评论员|实习生|通讯员)[\\s:：]|[文图]/"
    )


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"{any_of('byline_marks')}\\s*")


def _names(text: str) -> list[str] | None:
    """Return the names of a list, the two characters of a spaced name joined; None where something is no name."""
    parts = [part for part in _SEPARATOR.split(text) if part]
    names: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        if len(part) == 1 and index + 1 < len(parts) and len(parts[index + 1]) == 1:
            part += parts[index + 1]
            index += 1
        if not _NAME.fullmatch(part):
            return None
        names.append(part)
        index += 1
    return names


def parse_byline(text: str) -> tuple[Credit, ...] | None:
    """Return who a byline line names (□本报记者 甲 乙 通讯员 丙); None where the line is no byline."""
    if len(text) > _MAX_BYLINE or text[-1] == "摄" or not _byline_head().match(text):
        return None
    mark = _marks().match(text)
    rest = text[mark.end() :] if mark else text
    pieces = _byline_role().split(rest)
    if len(pieces) == 1:
        names = _names(rest) if mark else None
        if not names or not all(name.startswith(words("surnames")) for name in names):
            return None
        return tuple(Credit(name=name, role="author") for name in names)
    if pieces[0].strip():
        return None
    named: list[Credit] = []
    for role, other, listed in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        names = _names(listed)
        if names is None or (not names and len(pieces) == 4):
            return None
        named += [Credit(name=name, role=_role(role or other)) for name in names]
    return tuple(named) or None


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(
        f"据?({any_of('dateline_agencies')})([{_HAN}、·，]{{0,16}}?) ?"
        f"((?:[0-9]{{4}} ?年 ?)?[0-9]{{1,2}} ?月 ?[0-9]{{1,2}} ?日)?[电讯](?![{_HAN}])"
        f"|({any_of('dateline_agencies')})讯(?=[ （(\u3000])"
    )


@cache
def _dateline_starts() -> frozenset[str]:
    """Return the characters that a dispatch's head begins with."""
    return frozenset(agency[0] for agency in words("dateline_agencies")) | {"据"}


def starts_with_dateline(text: str) -> bool:
    """Say whether a paragraph begins as a dispatch does (本报武汉1月1日电)."""
    if text[:1] not in _dateline_starts():
        return False
    match = _dateline().match(text)
    # 本报电 without a place opens the short items inside an article.
    return match is not None and (bool(match[2]) or match[3] is not None or text[match.end() - 1] == "讯")


def parse_dateline(text: str) -> Dateline | None:
    """Return agency, place and date of the dispatch's head that a paragraph begins with."""
    match = _dateline().match(text)
    if match is None:
        return None
    agency, place, date, short = match.groups()
    return Dateline(agency=agency or short, place=place or None, date=date.replace(" ", "") if date else None)


@cache
def _credit() -> re.Pattern[str]:
    agencies = any_of("byline_agencies")
    return re.compile(
        f"[（(](?:综合|据)?(?:{agencies}[{_HAN}]{{0,6}}?)*(记者|实习生|通讯员)[:：]?\\s*([{_HAN}·、，\\s]{{2,200}}?)"
        "(?:综合)?(?:采访)?(?:报道|整理|摄影报道|摄)?[）)]"
        f"|(?:^|(?<=[\\s（(，。]))(?:{agencies}|发){{0,3}}(记者|通讯员)\\s*([{_HAN}]{{2,4}}|[{_HAN}]\\s[{_HAN}])\\s?(摄影报道|摄|文)"
        f"|^[（(]?([{_HAN}]{{2,3}}|[{_HAN}]\\s+[{_HAN}])\\s?(摄影报道|摄|整理)(?=[）)（(]|$)"
    )


def parse_credits(text: str) -> tuple[Credit, ...]:
    """Return who a paragraph credits (（综合本报记者甲、乙报道）, 新华社记者 甲 摄); the words stay in it."""
    found: list[Credit] = []
    for match in _credit().finditer(text):
        role, listed, taker, name, work, plain, plain_work = match.groups()
        if listed:
            names = _names(listed) or []
            found += [Credit(name=one, role=_role(role)) for one in names]
            continue
        work = work or plain_work
        one = "".join((name or plain).split())
        found.append(Credit(name=one, role=_role("记者" if work == "文" and taker else work)))
    return tuple(dict.fromkeys(found))
