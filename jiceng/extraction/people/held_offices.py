"""Which office stands with a person's name: before it, after it, or in the sentence about it."""

import re
from functools import cache

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.name_boundaries import ends_like_organization, organization_start
from jiceng.extraction.organizations.nearest import fullest_name
from jiceng.extraction.people.offices import PrintedOffice, full_organization, office_before
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import title_start, titles

_IS = re.compile(
    r"(?:[，,]?(?:今年)?\d{1,3}岁)?[，,]?[就曾现时原正]?"
    + one_of((*short_list("verbs_of_being"), *short_list("verbs_of_taking_office")))
)
_SERVES = re.compile(r"[^。；：！？\n“”]{0,30}?(?:，[现曾后]?任|" + one_of(short_list("verbs_of_taking_office")) + ")")
_CALLED = re.compile("(?P<link>叫|名叫)$|(?P<as>作为)[^，。；：！？“”]{2,36}(?P<link_as>，)$")
_DEFINITION = re.compile(r"，(?:(?:[男女]|\w{1,3}族|\d{2,3}岁|\d{4}年(?:\d+月)?(?:出?生)?|中共党员)，){0,5}")
_PREDICATE_END = re.compile(r"(?:之一)?[，。；、！？\n“”（）]")
_LONGEST_PREDICATE = 40
"""Characters of an office after the verb that gives it to somebody."""
_AT_ORGANIZATION = re.compile(r"(?:到|在|于)([^，]{2,20}?)，?(?:[现曾后]?任|担任|出任)$")
_APPOSED = re.compile("(?:这名|这位|作为一名|作为)([^，。；：！？“”]{2,30})，")
_APPOSITION = 60
"""Characters after a name in which 这名… can mean the same person."""

Office = tuple[str, str | None]
"""A title and its organization, as fully as the article gives it."""


def office_at(article: ArticleText, start: int, end: int) -> Office | None:
    """Return title and organization of the office printed with the name at a range, None where there is none."""
    before = office_before(article, start) or _office_of_called(article, start)
    if before is not None:
        return before.title, full_organization(article, before)
    return (
        _office_after(article, start, end)
        or _office_in_predicate(article, start, end)
        or _office_in_definition(article, start, end)
    )


def _office_of_called(article: ArticleText, start: int) -> PrintedOffice | None:
    """Return the office of whoever is called by the name at an offset (保洁员叫张三, 作为某村的村医，张三)."""
    floor = max(article.paragraph_range(start)[0], start - _LONGEST_PREDICATE)
    called = _CALLED.search(article.text, floor, start)
    office = office_before(article, called.start("link" if called["link"] else "link_as")) if called else None
    if called is None or office is None or (called["as"] and office.start != called.end("as")):
        return None
    return office


def _office_in_predicate(article: ArticleText, start: int, end: int) -> Office | None:
    """Return the office that a sentence gives a name: 张三是东区兰尖社区党委书记."""
    text = article.text
    opens = start == 0 or text[start - 1] in "。！？；”\n"
    for pattern in (_IS, _SERVES) if opens else (_IS,):
        match = pattern.match(text, end)
        stop = _PREDICATE_END.search(text, match.end(), match.end() + _LONGEST_PREDICATE) if match else None
        if match is None or stop is None:
            continue
        office = office_before(article, stop.start())
        if office is None or office.title_start < match.end():
            continue
        organization = _AT_ORGANIZATION.search(text, end, match.end())
        if office.organization is None and organization and ends_like_organization(organization.group(1)):
            return office.title, fullest_name(article, organization.group(1))
        return office.title, full_organization(article, office)
    return None


def _office_in_definition(article: ArticleText, start: int, end: int) -> Office | None:
    """Return the office that follows the name at the start of a sentence (张三，男，东区兰尖社区党委书记。)."""
    text = article.text
    if start and text[start - 1] not in "。！？；”\n":
        return None
    opened = _DEFINITION.match(text, end)
    stop = _PREDICATE_END.search(text, opened.end(), opened.end() + _LONGEST_PREDICATE) if opened else None
    office = office_before(article, stop.start()) if stop else None
    if opened is None or office is None or office.start != opened.end() or office.organization is None:
        return None
    return office.title, full_organization(article, office)


def _office_after(article: ArticleText, start: int, end: int) -> Office | None:
    """Return the office that a form of address after a name gives (四川大学张三教授)."""
    titles_after_names = _titles_after_names()
    for length in (4, 3, 2):
        title = article.text[end : end + length]
        if title in titles_after_names:
            floor = article.paragraph_range(start)[0]
            left = organization_start(article, start, floor)
            organization = article.text[left:start]
            if (
                not organization
                or title in short_list("national_titles")
                or not (ends_like_organization(organization) or _starts_with_place(article, left))
            ):
                return title, None
            return title, fullest_name(article, organization)
    return None


@cache
def _titles_after_names() -> frozenset[str]:
    """Return the titles that follow names as forms of address (张三教授)."""
    offices = (word for word in words("honorifics") if word in titles() or title_start(word, len(word)) == 0)
    return frozenset(offices).difference(short_list("forms_of_address_without_office"))


def _starts_with_place(article: ArticleText, start: int) -> bool:
    word = article.words.at(start)
    return word.start == start and (word.tag in ("ns", "nt") or word.text in words("cities"))


def office_in_apposition(article: ArticleText, end: int) -> Office | None:
    """Return the office that the next clauses give the person whose name ends at an offset (这名花山村村民，…)."""
    stop = min(article.paragraph_range(end - 1)[1], end + _APPOSITION)
    match = _APPOSED.search(article.text, end, stop)
    office = office_before(article, match.end(1)) if match else None
    if match is None or office is None or office.start < match.start(1):
        return None
    return office.title, full_organization(article, office)
