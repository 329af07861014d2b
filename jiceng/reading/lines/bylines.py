"""Who made an article: byline lines, credits inside the text, and the head of a dispatch."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from jiceng.reading.lexicon import any_of, either, table, words
from jiceng.reading.lines.reporter_names import HAN, is_chinese_name, is_word, names_in
from schemas import Credit, Dateline
from schemas.article import CreditRole

_MAX_BYLINE = 60
"""Characters of the longest byline line."""
_MAX_BRACKET = 400
"""Characters of the longest credit in brackets."""
_MAX_PHOTO_CREDIT = 60
"""Characters in front of 摄 in which the photographers are named."""
_SPACE = re.compile("\\s+")
_TOKEN = re.compile("[^\\s/／|｜:：]+")
_PARTING = "/／|｜:："
"""Marks between a work and who did it (文/甲)."""
_LAST_OF_WORK = "文图摄影"
_TEXT_MARKS = frozenset("。！？!?；;《》…")
"""Marks of running text, which no byline line has."""
_BRACKETS = re.compile(f"[（(]([^（）()]{{2,{_MAX_BRACKET}}})[）)]")
_AUTHOR = re.compile(
    f"[（(](?:本文)?作者[:：]?\\s*(?:([{HAN}]{{2,4}}?|[{HAN}]\\s+[{HAN}])[，,]?(?:均?[为系是]|单位)"
    f"|([{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,3}}|[{HAN}]\\s+[{HAN}])(?=[，,、；;）)\\s]))"
)
_REPORTS = re.compile("[\\s（(]*(?:据)?([^，,。：:；（）()]{2,60}?)(?:综合)?报道[：:，,]")
_PHOTO = re.compile("(?:摄影报道|摄|供图)(?=[\\s。；;，,（()）]|$)")
_PHOTO_GIVEN = re.compile(f"(?:照片|图片?)(?:均|皆|都)?由([{HAN}、 ]{{2,20}}?)(?:提供|拍摄|摄)")
_PICTURES_BY = re.compile("(?:摄影|图片)[:：]")
_CLAUSE_END = re.compile("[。！？!?；;”）)（(：:]")
_CLOSING_BRACKET = re.compile("\\s*[（(][^（）()]{1,12}[）)]$")
_BYLINE_OPENINGS = (
    *words("byline_marks"),
    *table("byline_work"),
    *table("byline_roles"),
    *words("byline_agencies"),
)
"""What a byline line without 记者 begins with."""
_BYLINE_OPENING = re.compile(either(_BYLINE_OPENINGS))
_BYLINE_STARTS = frozenset(opening[0] for opening in _BYLINE_OPENINGS)
_DATELINE_STARTS = frozenset(agency[0] for agency in words("dateline_agencies")) | {"据"}
"""Characters that the head of a known agency's dispatch begins with."""
_CREDIT_HINT = re.compile(any_of("credit_hints"))
"""Words of which a credit has one."""


_STRAY = re.compile(f"(?:(?<=记者)|(?<=通讯员))[”“’‘\"'·.]+(?=[{HAN}])")
"""A mark that an OCR engine read for the space between a role and a name."""


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(either(table("byline_roles")))


@cache
def _makers() -> re.Pattern[str]:
    """Match who a byline is from, in front of the role: 本报驻巴黎, 四川日报全媒体."""
    known = any_of("byline_agencies")
    outlet = f"[{HAN}“”A-Za-z0-9·\\-—]{{0,14}}{any_of('outlet_ends')}"
    column = "(?:“[^”“]{2,10}”)?"  # 新华社“新华视点”记者
    return re.compile(
        f"(?:(?:{outlet}|{known}){column}[\\s·\\-—/／]?)?(?:{known})*(?:驻[{HAN}]{{1,8}}?)?(?:{known})*\\s*"
    )


@cache
def _makers_behind_names() -> re.Pattern[str]:
    """Match who the next role is from at the end of a list of names (甲、乙，本报)."""
    known = any_of("byline_agencies")
    outlet = f"[{HAN}“”]{{0,14}}{any_of('outlet_ends')}"
    return re.compile(f"(?:(?:(?<=[\\s、，,；;/／])|^){outlet})?(?:{known})*(?:驻[{HAN}]{{1,8}}?(?:{known})*)?\\s*$")


@cache
def _work() -> re.Pattern[str]:
    return re.compile(either(table("byline_work")))


@cache
def _glued_work() -> re.Pattern[str]:
    long = [work for work in table("byline_work") if len(work) > 1 or work == "摄"]
    return re.compile(f"({either(long)})$")


def _credited(text: str) -> list[Credit] | None:
    """Return everybody whom a byline line or credit names, without its mark and brackets; None where it is none.

    Empty for a role that names nobody (本报评论员).
    """
    text = text.strip()
    roles = list(_roles().finditer(text))
    if not roles:
        return _with_work(text, None)
    if not _makers().fullmatch(text[: roles[0].start()].lstrip("，,、 ")):
        before = text[: roles[0].start()]
        named = _with_work(before[: _start_of_makers(before)], None)
        if not named:
            return None
    else:
        named = []
    for role, behind in zip(roles, [*roles[1:], None], strict=True):
        listed = text[role.end() : behind.start() if behind else len(text)]
        if behind:
            listed = listed[: _start_of_makers(listed)]
        glued = listed[:1] not in " \u3000\t:：、，/" and not listed[:1].isspace()
        people = _with_work(listed.strip(" \u3000\t:：、，,；;/／|｜·"), table("byline_roles")[role[0]])
        if people is None or (glued and not all(_may_be_glued(person.name) for person in people[:1])):
            return None
        named += people
    return named


def _start_of_makers(text: str) -> int:
    match = _makers_behind_names().search(text)
    return match.start() if match else len(text)


def _may_be_glued(name: str) -> bool:
    """Say whether a name may stand right behind its role (记者张三): it is no verb or noun of running text."""
    return is_chinese_name(name) or not is_word(name)


def _with_work(text: str, role: str | None) -> list[Credit] | None:
    """Return the people of a list in which works may stand (甲/文 乙/图, 文/甲 图/乙, 甲 摄); None where it is none.

    Without a role a work must say what the people did.
    """
    if role is None and _work().search(text) is None:
        return None
    runs = list(_runs_of(text))
    if not any(run for run, _ in runs):
        return [] if role and not runs else None
    if role is None and not any(work for _, work in runs):
        return None
    backward = bool(runs[-1][1])
    people: list[Credit] = []
    works: list[str] = []
    for position, (run, work) in enumerate(runs):
        behind = runs[position + 1][1] if position + 1 < len(runs) else ()
        if work:
            works = work
            continue
        names = names_in(run)
        if not names:
            return None
        done = _role_of(role, behind if backward else works, before=not backward)
        people += [Credit(name=name, role=done) for name in names]
    return people


def _role_of(role: str | None, works: Sequence[str], *, before: bool) -> CreditRole:
    """Return what somebody of a role is called whose works stand before or behind the name."""
    done = [table("byline_work")[work] for work in works]
    if before and "editor" in done:
        return "editor"
    if "photographer" in done and "author" not in done:
        return "photographer"
    return role or ("author" if "author" in done else done[0] if done else "author")  # type: ignore[return-value]


def _runs_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the runs of names and of works that a list is made of, in order: one of the two is empty."""
    listed: list[str] = []
    works: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        parted = text[token.start() - 1 : token.start()] + text[token.end() : token.end() + 1]
        glued = _glued_work().search(word) or _work_behind_spaced_name(word, listed)
        if _is_work(word, parted, listed):
            if listed:
                yield "".join(listed), []
                listed = []
            works.append(word)
        else:
            if works:
                yield "", works
                works = []
            listed.append((" " if listed else "") + (word[: glued.start()] if glued else word).rstrip("、，,·"))
            if glued:
                yield "".join(listed), []
                listed = []
                works.append(glued[0])
        end = token.end()
    if listed:
        yield "".join(listed), []
    if works:
        yield "", works
    if end == 0 and text:
        yield "", []


def _work_behind_spaced_name(word: str, listed: Sequence[str]) -> re.Match[str] | None:
    """Match the 文 or 图 that stands right behind the second character of a spaced name (方 圆文)."""
    singles = 0
    for before in reversed(listed):
        if len(before.strip()) > 1:
            break
        singles += 1
    return re.search("(?<=^.)[文图]$", word) if singles % 2 else None


def _is_work(word: str, parted: str, listed: Sequence[str]) -> bool:
    """Say whether a word is a work: 文 beside a mark, or behind a name that is complete."""
    if word not in table("byline_work"):
        return False
    if len(word) > 1 or word == "摄" or any(mark in _PARTING for mark in parted):
        return True
    return bool(listed) and len(listed[-1].strip()) > 1


def _may_be_byline(text: str) -> bool:
    """Say whether a line has what no byline line is without: 记者, an opening, or a mark between a work and a name."""
    if "记者" in text:
        return True
    if text[0] in _BYLINE_STARTS:
        return _BYLINE_OPENING.match(text) is not None
    return "/" in text or ("／" in text and text[-1] in _LAST_OF_WORK)


def parse_byline(text: str) -> tuple[Credit, ...] | None:
    """Return who a byline line names (□本报记者 甲 乙 通讯员 丙, 甲/文 乙/图); None where the line is no byline line.

    Empty for one that names nobody (本报评论员). A line in brackets may be a byline line or a credit, by its place.
    """
    if not _may_be_byline(text):
        return None
    if "记者" in text or "通讯员" in text:
        text = _STRAY.sub(" ", text)
    if len(text) > _MAX_BYLINE or not _TEXT_MARKS.isdisjoint(text) or text[-1] in "，,、：":
        return None
    return _parse_byline(text)


@cache
def _marks() -> re.Pattern[str]:
    misread = f"{any_of('misread_byline_marks')}(?=\\s*(?:本报|本刊|本网|记者|新华社))"
    return re.compile(f"(?:{any_of('byline_marks')}|{misread})+\\s*")


@lru_cache(maxsize=128)  # the byline lines of a page: each is asked for when it is classified, and when it is composed
def _parse_byline(text: str) -> tuple[Credit, ...] | None:
    mark = _marks().match(text)
    rest = text[mark.end() :] if mark else text
    bracketed = len(rest) > 2 and rest[0] in "（(" and rest[-1] in "）)"
    if bracketed:
        rest = rest[1:-1]
    if not rest or "（" in rest or "(" in rest or "）" in rest or ")" in rest:
        return None
    named = _credited(rest)
    if named is None:
        return _signed(rest) if mark and not bracketed else None
    if not named:
        return () if mark or _is_nameless(rest) else None
    role = _roles().search(rest)
    if role:
        if not mark and not bracketed and rest[role.end() : role.end() + 1].isalpha() and not _all_chinese(named):
            return None  # a role that runs on into other words: 通讯员队伍建设
        return None if _is_photo_credit(rest) else tuple(named)
    # Without a role only marks between work and name make a byline line: 文/甲, 编译：甲.
    slashed = any(mark in rest for mark in "/／|｜") or "：" in rest or ":" in rest
    if bracketed or not slashed or not _all_chinese(named):
        return None
    return (
        None
        if _is_photo_credit(rest) or rest.startswith(("摄影：", "摄影:", "图片：", "图片:", "编辑"))
        else tuple(named)
    )


def _all_chinese(people: Sequence[Credit]) -> bool:
    return all(is_chinese_name(person.name) for person in people)


def goes_on_as_byline(above: str, text: str) -> bool:
    """Say whether a line is the rest of the byline line above it: nothing but names, where names were still to come."""
    names = names_in(text) if len(text) <= _MAX_BYLINE else None
    if not names or not all(is_chinese_name(name) for name in names):
        return False
    return len(names) > 1 or parse_byline(above) == () or above[-1] in "、，,"


def _is_photo_credit(text: str) -> bool:
    """Say whether a line credits pictures alone: it belongs to a caption."""
    return (text.endswith(("摄", "摄影报道", "供图")) and "文" not in text) or _PICTURES_BY.match(text) is not None


@cache
def _nameless() -> re.Pattern[str]:
    known = any_of("byline_agencies")
    return re.compile(f"(?:{known}|[{HAN}]{{2,6}}(?:日报|晚报|时报))(?:特约)?{any_of('nameless_authors')}")


def _is_nameless(text: str) -> bool:
    return _nameless().fullmatch(text) is not None


def _signed(text: str) -> tuple[Credit, ...] | None:
    """Return the people whom a line with a mark names without a role (□ 张三)."""
    if _is_nameless(text):
        return ()
    names = names_in(text)
    if not names or not all(is_chinese_name(name) or "·" in name for name in names):
        return None
    if len(names) == 1 and not _SPACE.search(text) and is_word(names[0]):
        return None
    return tuple(Credit(name=name, role="author") for name in names)


@cache
def _dateline() -> re.Pattern[str]:
    outlet = f"[{HAN}]{{2,8}}?{any_of('dateline_outlet_ends')}"
    number = "[0-9０-９一二三四五六七八九十〇○]"
    year = f"{number}{{4}} ?年 ?"
    day = f"(?:{year})?{number}{{1,3}} ?月 ?{number}{{1,3}} ?日"
    place = f"(?:[{HAN}·]{{1,12}}[、，/／])*?[{HAN}·]{{0,16}}?(?:“[^”“]{{1,12}}”[{HAN}]{{0,2}})?"
    behind = f"(?![{HAN}])"
    dated = f"(?![{words('words_behind_dateline')[0]}])"
    agencies = any_of("dateline_agencies")
    return re.compile(
        # 1-3: agency, place, day
        f"据?({agencies})\\s?({place})\\s?(?:({day})\\s?(?:专电|电讯|电|讯|消息){dated}|(?<![来致发急贺唁通闪打去])(?:专电|电讯|电|讯){behind})"
        # 4: 本报讯（, 某某网讯
        f"|({agencies}|{outlet})\\s?讯(?=[\\s（(:：，,]|$)"
        # 5: 本台消息
        f"|({agencies})(?:综合)?(?:消息|专讯)(?=[\\s（(:：，,])"
        # 6-8: 某某日报武汉1月1日电
        f"|({outlet})\\s?({place})\\s?({day})\\s?[电讯]{dated}"
    )


def _may_hold_dateline(text: str) -> bool:
    """Say whether a text has one of the words with which every head of a dispatch ends."""
    return "电" in text or "讯" in text or "消息" in text


def _match_dateline(text: str) -> re.Match[str] | None:
    if text[:1] in _DATELINE_STARTS:
        if not _may_hold_dateline(text):
            return None
    elif "讯" not in text and "日电" not in text:
        return None
    return _dateline().match(text)


def starts_with_dateline(text: str) -> bool:
    """Say whether a paragraph begins as a dispatch does (本报武汉1月1日电)."""
    match = _match_dateline(text)
    if match is None:
        return False
    # 本报电 without a place opens the short items inside an article.
    return bool(match[2] or match[3]) or match[1] is None or text[match.end() - 1] == "讯"


def parse_closing_dateline(text: str) -> Dateline | None:
    """Return what the brackets say that close an article in place of a dispatch's head (（本报巴黎1月1日电）)."""
    opening = max(text.rfind("（"), text.rfind("("))
    inner = text[opening + 1 : -1]
    if opening < 0 or text[-1] not in "）)" or "电" not in inner:
        return None
    found = parse_dateline(inner)
    return found if found and (found.place or found.date) else None


def parse_dateline(text: str) -> Dateline | None:
    """Return agency, place and date of the dispatch's head that a paragraph begins with.

    The date is as printed, without the spaces of layout; the place without white space at its ends.
    """
    match = _match_dateline(text)
    if match is None:
        return None
    agency = match[1] or match[4] or match[5] or match[6]
    place = (match[2] or match[7] or "").strip()
    date = match[3] or match[8]
    return Dateline(agency=agency, place=place or None, date=_SPACE.sub("", date) if date else None)


def parse_credits(text: str) -> tuple[Credit, ...]:
    """Return who a paragraph credits (（综合本报记者甲、乙报道）, 新华社记者 甲 摄); the words stay in it."""
    hinted = _CREDIT_HINT.search(text) is not None
    if not hinted and text[-1] not in "）)" and _match_dateline(text) is None:
        return ()
    found = _bracketed(text)
    if hinted:
        found += _by_label(text)
        found += _photographers(text)
    return tuple(dict.fromkeys(found))


def _bracketed(text: str) -> list[Credit]:
    """Return whom the brackets of a paragraph credit: those with a role, those that sign it, those behind its head."""
    found: list[Credit] = []
    dateline = _match_dateline(text)
    head = dateline.end() if dateline else -1
    for bracket in _BRACKETS.finditer(text):
        inner = _without_head(bracket[1])
        people = _credited(inner)
        if people is None:
            people = _last_clause(inner)
        if people is None and _signs(text, bracket, head):
            people = _listed(inner)
        found += people or ()
    reports = _REPORTS.match(text, max(head, 0)) if "报道" in text else None
    if reports and _roles().search(reports[1]):
        found += _credited(reports[1]) or ()
    for author in _AUTHOR.finditer(text) if "作者" in text else ():
        name = "".join((author[1] or author[2]).split())
        if is_chinese_name(name) or ("·" in name and names_in(name)):
            found.append(Credit(name=name, role="author"))
    return found


def _last_clause(text: str) -> list[Credit] | None:
    """Return whom the last clause of a credit names with a role (作者为某大学教授，本报记者甲整理)."""
    clause = re.split("[，；;]", text)[-1]
    return _credited(clause) if len(clause) < len(text) and _roles().search(clause) else None


def _signs(text: str, bracket: re.Match[str], head: int) -> bool:
    """Say whether brackets stand where names need no role: behind a dispatch's head, or at the end of the paragraph."""
    if head >= 0 and not text[head : bracket.start()].strip():
        return True
    return bracket.end() == len(text) and text[bracket.start() - 1 : bracket.start()] in _SIGNED_AFTER


_SIGNED_AFTER = frozenset("。！？!?”…） ") | {""}
"""What stands before the names in brackets that sign a paragraph."""


@cache
def _head(*, dated: bool) -> re.Pattern[str]:
    dispatch = f"(?:{_dateline().pattern})?" if dated else ""
    return re.compile(f"(?:综合|据|由)?{dispatch}[\\s，,]*(?:综合)?")


def _without_head(text: str) -> str:
    """Return a credit without the dispatch's head or the word that opens it (综合本报记者…, 本报巴黎1月1日电 记者…)."""
    match = _head(dated=_may_hold_dateline(text)).match(text)
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
    """Return whom a paragraph names that is nothing but a credit (摄影：甲 乙（某社）, 本报记者 甲 乙)."""
    if len(text) > _MAX_BYLINE:
        return []
    plain = _CLOSING_BRACKET.sub("", text)
    if not plain or not _TEXT_MARKS.isdisjoint(plain):
        return []
    named = _credited(plain) or []
    if _roles().search(plain) or _all_chinese(named):
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
    """Return the people at the end of a clause that 摄 closes."""
    roles = list(_roles().finditer(clause))
    if roles:
        people = _credited(clause[roles[-1].start() :] + " 摄")
        return [person for person in people or () if person.role == "photographer"]
    parts = clause.split()
    for start in range(max(0, len(parts) - 6), len(parts)):
        names = names_in(" ".join(parts[start:]))
        if names and all(is_chinese_name(name) for name in names):
            return [Credit(name=name, role="photographer") for name in names]
    return []
