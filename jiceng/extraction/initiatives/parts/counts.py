"""The number of an initiative's parts, as its name or the text around it gives it."""

import re

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.candidates import LEADING_NUMBER, NUMERALS, NameCandidate
from jiceng.extraction.text.article_text import ArticleText

MEASURES = lexicon.one_of(lexicon.short_list("measures_of_parts"))
_ANY_NUMERAL = re.compile(r"[一二两三四五六七八九十0-9]")
_NUMBER_OF_PARTS = re.compile("(?<![一二两三四五六七八九十百0-9第])[两二三四五六七八九](?![一二三四五六七八九十0-9])")
COUNT = r"([0-9]{1,4}|[两二三四五六七八九十])"
_COUNT_BEFORE = re.compile(
    rf"{lexicon.one_of(lexicon.short_list('verbs_before_counts'))}了?{COUNT}(?:项|条|个|类|大|款|章)[^，。；]{{0,8}}的?$"
)
_DOCUMENTS = lexicon.one_of(row["word"] for row in lexicon.table("initiative_kinds") if row["kind"] == "document")
_COUNT_AFTER = re.compile(
    rf"(?!{_DOCUMENTS})(?:（[^（）]{{2,24}}）)?[^，。；“”《》]{{0,8}}，?"
    rf"{lexicon.one_of(lexicon.short_list('verbs_after_names_before_counts'))}了?"
    rf"(?:[^，。；“”《》0-9]{{0,4}}|[^，。；“”《》0-9]{{4,20}}的){COUNT}(?:项|条|大类|类|章|个方面)"
)
"""After a name, also after what it is called for short (（以下简称《办法》），共15条; 明确了山林保护的6项任务)."""
_COUNT_AFTER_MARKS = re.compile(rf"([两二三四五六七八九十])(?:型|步|字|{MEASURES})")
"""After a name in marks and before its kind word (“…”四型机场, “…”四个服务队)."""
_COUNTED_ARTICLES = re.compile(
    "(?:(?:^|[\u3400-\u9fff])([0-9]{1,3})|(?:^|[^一二两三四五六七八九十百第])([两二三四五六七八九十]))(?:条|项)(?:[\u3400-\u9fff]{0,4})$"
)
"""At a name's end: how many measures it has (“26条措施”, 九条意见)."""
_TIME = re.compile("[一二两三四五六七八九十]{1,3}[点月日岁]")
"""At a name's start: when or how old, not how many (四点半课堂)."""
_CLOSING_MARKS = re.compile("[”’]")


def number_of(digits: str) -> int:
    """Return the number that digits or a numeral up to ten write."""
    return NUMERALS[digits] if digits in NUMERALS else int(digits)


def number_in_name(article: ArticleText, name: NameCandidate) -> int | None:
    """Return the number that a name gives: 四个一 → 4, “…”四型机场 → 4, 26条措施 → 26.

    A name with two numbers (一枢纽五高地) gives none of the whole, and what only begins with a number counts no parts
    (五彩…, 九江…).
    """
    after_marks = _COUNT_AFTER_MARKS.match(_CLOSING_MARKS.split(article.text[name.start : name.end])[-1])
    if after_marks is not None:
        return NUMERALS[after_marks[1]]
    if articles := _COUNTED_ARTICLES.search(name.core):
        return number_of(articles[1] or articles[2])
    counts_nothing = name.core.startswith(lexicon.short_list("numbers_that_count_nothing"))
    if counts_nothing or _TIME.match(name.core) or _begins_with_proper_name(article, name):
        return None
    match = LEADING_NUMBER.match(name.core)
    if match is None or (match[2] and _ANY_NUMERAL.search(name.core, match.end())):
        return None
    return NUMERALS[match[1] or match[2]]


def number_around_name(before: str, after: str) -> int | None:
    """Return the number of parts that the text before or after a name gives."""
    stated = _COUNT_BEFORE.search(before) or _COUNT_AFTER.match(after)
    return number_of(stated[1]) if stated else None


def numbers_to_list(core: str) -> list[int]:
    """Return the numbers in a name of which a list before it may be (问、听、记、改“一网四步”工作法: four, not one)."""
    return [NUMERALS[digit] for digit in _NUMBER_OF_PARTS.findall(core)]


def _begins_with_proper_name(article: ArticleText, name: NameCandidate) -> bool:
    """Return whether a name without marks begins with a place's or a person's name (九江, 三亚)."""
    first = article.words.at(name.start)
    return first.start == name.start and first.tag[:2] in ("ns", "nr", "nz") and len(first.text) > 1
