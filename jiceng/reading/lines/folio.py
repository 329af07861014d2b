"""Folio lines: what a page prints about itself, in no article (its date, number, section, newspaper, editors)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines.reporter_names import HAN

_MAX_FOLIO = 90
"""Characters of the longest folio line."""
_SPACED_NAME = 3
"""Characters of the name of a section with a space in the middle (民 生)."""
_MAX_RUNNING_HEAD = 50
"""Characters of the longest folio line that columns have inside them."""
_DIGIT = "[0-9０-９]"
_CHINESE_DIGIT = "[〇○零一二三四五六七八九]"
_SPACE = "[ \u3000\t\u00a0]"
_BETWEEN = "[ \u3000\t\u00a0|｜丨/／·•,，;；、—–\\-▪■◆●]"
"""Characters between the parts of a folio line."""
_DATE = (
    f"(?:{_DIGIT}{{4}}|{_CHINESE_DIGIT}{{4}}){_SPACE}?年{_SPACE}?(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,2}}){_SPACE}?月"
    f"{_SPACE}?(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}}){_SPACE}?日"
    f"|[12][0-9]{{3}}(?P<mark>[./-])[0-9]{{1,2}}(?P=mark)[0-9]{{1,2}}(?![0-9])"
)
_WEEK = f"(?:星{_SPACE}?期{_SPACE}?|周|礼拜)[一二三四五六日天](?![{HAN}])"
_LUNAR = (
    "农历[\u4e00-\u9fff]{2,12}"
    "|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年(?:[\u4e00-\u9fff]{2,6})?"
    "|闰?(?:正|[二三四五六七八九十冬腊]|十一|十二)月(?:初|十|廿|二十|三十)[一二三四五六七八九十]?(?![\u4e00-\u9fff])"
)
_PAGE = (
    f"第{_SPACE}?(?:[A-ZＡ-Ｚ]?{_DIGIT}{{1,3}}|[一二三四五六七八九十]{{1,3}}){_SPACE}?版(?![{HAN}])"
    f"|[A-ZＡ-Ｚ]?{_DIGIT}{{1,3}}(?:{_SPACE}?版)?(?![{HAN}0-9.%])|[一二三四五六七八九十]{{1,3}}版(?![{HAN}])"
)
_ISSUE = (
    f"[（(]?(?:总{_SPACE}?)?第{_SPACE}?{_DIGIT}{{1,6}}{_SPACE}?[期号][）)]?"
    f"|(?:今日|今天|本期|共)(?:{_DIGIT}{{1,3}}|[一二三四五六七八九十]{{1,3}})版|(?:CN|ＣＮ){_SPACE}?{_DIGIT}{{2}}[—–－-]{_DIGIT}{{4}}"
)
_ADDRESS = (
    "(?i:https?://[\\w./-]{3,60}|www\\.[\\w./-]{3,50})|[\\w.+-]{2,40}@[\\w-]{1,30}(?:\\.[A-Za-z]{2,10}){1,2}"
    "|0[0-9]{2,3}[—–－-][0-9]{7,8}"
)
_LATIN_NAME = "[A-Z][A-Z’' ]{3,40}(?:RIBAO|WANBAO|ZAOBAO|CHENBAO|DAILY|NEWS)(?![A-Za-z])"
_BESIDE_DATE = re.compile(f"{_WEEK}|第{_SPACE}?[A-ZＡ-Ｚ]?{_DIGIT}{{1,3}}{_SPACE}?版")
_YEARS = range(1900, 2101)
"""Years in which newspapers are dated."""
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


@cache
def _section() -> str:
    return f"{any_of('section_names')}(?![{HAN}])"


@cache
def _editors() -> str:
    """Return the expression for editors and their names: 责任编辑：张三, 责编 张三 美编 李四."""
    label = any_of("editor_words")
    no_name = f"(?!{label}|{any_of('imprint_labels')}|{any_of('address_labels')})"
    name = f"{no_name}(?:[{HAN}·]{{2,5}}|[{HAN}]{_SPACE}{{1,2}}[{HAN}])(?![{HAN}])"
    begins = f"(?:本版|今日|本期)?{label}(?:{_SPACE}*[:：/／|｜]{_SPACE}*|{_SPACE}+)"
    return f"{begins}{name}(?:[ \u3000、，,]+{name}){{0,7}}"


@cache
def _strong() -> re.Pattern[str]:
    """Match a line whose parts are in folio lines only."""
    parts = "|".join(
        (
            _DATE,
            _WEEK,
            _ISSUE,
            _ADDRESS,
            _LUNAR,
            _editors(),
            _PAGE,
            _section(),
            _newspaper(),
            _LATIN_NAME,
            *map(_labelled, ("imprint_labels", "address_labels")),
        )
    )
    return re.compile(f"{_BETWEEN}*+(?:(?>{parts}){_BETWEEN}*+)++$")


@cache
def _newspaper() -> str:
    return f"《?[{HAN}]{{1,8}}?{any_of('newspaper_ends')}》?(?![{HAN}])"


def _labelled(labels: str) -> str:
    """Return the expression for a label with its value: 新闻热线：0812-3333333, 邮发代号 61-1."""
    value = f"(?:CN{_SPACE})?[^，。；！？《》“”\\s]{{1,40}}"
    return f"{any_of(labels)}(?:{_SPACE}*[:：]{_SPACE}*|{_SPACE}+(?=[0-9A-Z])|(?=[0-9A-Z])){value}"


@cache
def _weak() -> re.Pattern[str]:
    """Match a line that articles print too: it is furniture only beside other furniture."""
    generic = "[\u4e00-\u9fff]{2,6}(?:新闻|周刊|专刊|专版|副刊)"
    weather = f"(?=.*(?:℃|°C|级))(?:{any_of('weather_words')}|[0-9 ~～—–℃°C度/：:，、-])++"
    rights = f".*{any_of('copyright_words')}.*"
    address = f"(?:(?:{_labelled('address_labels')}|{_ADDRESS}){_BETWEEN}*+)++"
    return re.compile(f"(?:{generic}|{weather}|{rights}|{address}|{_newspaper()})$")


_DAY = re.compile(_DATE)


_LABELS = ("section_names", "editor_words", "imprint_labels", "address_labels", "weather_words")
_STARTS = (
    frozenset(
        "0123456789０１２３４５６７８９ABCDEFGHIJKLMNOPQRSTUVWXYZhw第星周礼总今本共农闰正冬腊一二三四五六七八九十〇甲乙丙丁戊己庚辛壬癸"
    )
    | frozenset("（(|｜/·—-《")
    | {word[0] for name in _LABELS for word in words(name)}
)
"""Characters that begin the folio lines that do not name their newspaper first."""
_ENDS = ("新闻", "周刊", "专刊", "专版", "副刊", "必究", "转载")


def is_folio_line(text: str) -> bool:
    """Return whether a line can be a folio line, by its words alone."""
    if "，" in text or "。" in text or len(text) > _MAX_FOLIO:
        return False
    if len(text) == _SPACED_NAME and text[1] in " \u3000":
        text = text[0] + text[2]
    if text[0] not in _STARTS and "报" not in text and "@" not in text and not text.endswith(_ENDS):
        return False
    return _strong().match(text) is not None or _weak().match(text) is not None


def is_running_head(text: str) -> bool:
    """Return whether a line is a folio line wherever it is printed: it has a date with its year, and a page number."""
    if len(text) > _MAX_RUNNING_HEAD or _DAY.search(text) is None or not is_folio_line(text):
        return False
    return next(_page_numbers(text), None) is not None


def is_repeated_head(text: str) -> bool:
    """Return whether a line that its page prints again and again is a running head: a folio line, no bare date."""
    return is_folio_line(text) and _DAY.fullmatch(text) is None and _strong().match(text) is not None


def dates_the_page(text: str) -> bool:
    """Return whether a folio line has a date with its year and the day of the week or a page number."""
    day = _DAY.search(text)
    return day is not None and is_folio_line(text) and _BESIDE_DATE.search(text, day.end()) is not None


def needs_company(text: str, *, at_foot: bool) -> bool:
    """Return whether a folio line is furniture only beside others; at the foot, a date may close a document."""
    if at_foot and _DAY.fullmatch(text):
        return True
    match = _weak().match(text)
    return match is not None and (at_foot or not text.endswith(words("mastheads")))


def printed_date(texts: Iterable[str]) -> date | None:
    """Return the one date with a year that a page's folio lines print; None where they print none or several."""
    days = {day for text in texts for match in _DAY.finditer(text) if (day := _day(match[0])) is not None}
    return days.pop() if len(days) == 1 else None


def _day(printed: str) -> date | None:
    try:
        year, month, day = (part for part in re.split("[年月日./-]", "".join(printed.split())) if part)
        return date(_year(year), _number(month), _number(day))
    except (KeyError, ValueError):  # 二〇二〇年十三月一日, 2020年2月30日
        return None


def _year(printed: str) -> int:
    """Return a year; its digits may be full-width or Chinese (二〇二〇)."""
    year = int("".join(str(_NUMERALS.get(character, character)) for character in printed))
    if year not in _YEARS:
        raise ValueError(printed)
    return year


def _number(printed: str) -> int:
    """Return a number below a hundred; its digits may be full-width or Chinese (二十一)."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (_NUMERALS[tens] if tens else 1 if ten else 0) * 10 + (_NUMERALS[ones] if ones else 0)


def printed_page_number(texts: Iterable[str]) -> str | None:
    """Return the page number that folio lines print (第3版, A03, 03 要闻), without leading zeros; None if unclear."""
    found = {number for text in texts for number in _page_numbers(text)}
    return found.pop() if len(found) == 1 else None


@cache
def _page_number() -> re.Pattern[str]:
    number = "(?:(?P<{0}letter>[A-Z])(?P<{0}lettered>[0-9]{{1,2}})|0*(?P<{0}digits>[1-9][0-9]?))"
    section = f"(?:{_section()}|[\u4e00-\u9fff]{{2,6}}新闻(?![{HAN}]))"
    labelled, before, after = (number.format(name) for name in ("l", "b", "h"))
    return re.compile(
        f"(?:^|(?<={_BETWEEN}))(?:第?{_SPACE}?{labelled}{_SPACE}?版(?![{HAN}])|{before}{_BETWEEN}{{1,3}}{section}"
        f"|{section}{_BETWEEN}{{1,3}}{after}(?=$|{_BETWEEN}))"
    )


def _page_numbers(text: str) -> Iterator[str]:
    for match in _page_number().finditer(text):
        for name in "lbh":
            if match[f"{name}letter"]:
                yield match[f"{name}letter"] + match[f"{name}lettered"]
            elif match[f"{name}digits"]:
                yield match[f"{name}digits"]
