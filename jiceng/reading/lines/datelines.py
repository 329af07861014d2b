"""Datelines: agency, place and date that open a dispatch (本报武汉1月1日电), or close it in brackets."""

import re
from functools import cache

from jiceng.reading.lexicon import any_of, text_of, words
from jiceng.reading.lines.reporter_names import HAN
from schemas import Dateline

_SPACE = re.compile("\\s+")
_STARTS = frozenset(agency[0] for agency in words("dateline_agencies")) | {"据"}
"""Characters that the dateline of a known agency begins with."""


def starts_with_dateline(text: str) -> bool:
    """Return whether a paragraph begins as a dispatch does (本报武汉1月1日电)."""
    match = match_dateline(text)
    if match is None:
        return False
    # 本报电 without a place opens the short items inside an article.
    return bool(match[2] or match[3]) or match[1] is None or text[match.end() - 1] == "讯"


def parse_dateline(text: str) -> Dateline | None:
    """Return the dateline that a paragraph begins with, None where there is none.

    The date is as printed, without the spaces of layout; the place without white space at its ends.
    """
    match = match_dateline(text)
    if match is None:
        return None
    agency = match[1] or match[4] or match[5] or match[6]
    place = (match[2] or match[7] or "").strip()
    date = match[3] or match[8]
    return Dateline(agency=agency, place=place or None, date=_SPACE.sub("", date) if date else None)


def parse_closing_dateline(text: str) -> Dateline | None:
    """Return the dateline in the brackets that end an article (（本报巴黎1月1日电）), None where there is none."""
    opening = max(text.rfind("（"), text.rfind("("))
    inner = text[opening + 1 : -1]
    if opening < 0 or text[-1] not in "）)" or "电" not in inner:
        return None
    found = parse_dateline(inner)
    return found if found and (found.place or found.date) else None


def match_dateline(text: str) -> re.Match[str] | None:
    """Match the dateline at the beginning of a text; the groups are those of `dateline_pattern`."""
    if text[:1] in _STARTS:
        if not may_hold_dateline(text):
            return None
    elif "讯" not in text and "日电" not in text:
        return None
    return dateline_pattern().match(text)


def may_hold_dateline(text: str) -> bool:
    """Return whether a text has one of the words with which every dateline ends."""
    return "电" in text or "讯" in text or "消息" in text


@cache
def dateline_pattern() -> re.Pattern[str]:
    """Match a dateline: groups 1, 4, 5 and 6 are its agency, 2 and 7 its place, 3 and 8 its date."""
    outlet = f"[{HAN}]{{2,8}}?{any_of('dateline_outlet_ends')}"
    number = "[0-9０-９一二三四五六七八九十〇○]"
    year = f"{number}{{4}} ?年 ?"
    day = f"(?:{year})?{number}{{1,3}} ?月 ?{number}{{1,3}} ?日"
    place = f"(?:[{HAN}·]{{1,12}}[、，/／])*?[{HAN}·]{{0,16}}?(?:“[^”“]{{1,12}}”[{HAN}]{{0,2}})?"
    end = f"(?![{HAN}])"
    end_after_day = f"(?![{text_of('characters_after_wire_words')}])"
    no_verb = "(?<![来致发急贺唁通闪打去])"
    agencies = any_of("dateline_agencies")
    return re.compile(
        # 1-3: agency, place, day
        f"据?({agencies})\\s?({place})\\s?"
        f"(?:({day})\\s?(?:专电|电讯|电|讯|消息){end_after_day}|{no_verb}(?:专电|电讯|电|讯){end})"
        # 4: 本报讯（, 某某网讯
        f"|({agencies}|{outlet})\\s?讯(?=[\\s（(:：，,]|$)"
        # 5: 本台消息
        f"|({agencies})(?:综合)?(?:消息|专讯)(?=[\\s（(:：，,])"
        # 6-8: 某某日报武汉1月1日电
        f"|({outlet})\\s?({place})\\s?({day})\\s?[电讯]{end_after_day}"
    )
