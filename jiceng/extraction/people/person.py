"""A person of an article: mentions, offices and home put together."""

import re

from jiceng.extraction.findings import FoundMention, FoundOffice, FoundPerson
from jiceng.extraction.people.held_offices import Office, office_at, office_in_apposition
from jiceng.extraction.people.homes import home_at
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.text.article_text import ArticleText
from jiceng.reading.article import ReadArticle, ReadParagraph

_TELLS_OF = re.compile("—*(?:[回专追寻]?[访记忆](?!者)|对话|对谈|连线|走近)")
"""Before the person whom a title tells of (——记, ——回访, ——对话)."""


def describe_person(article: ArticleText, name: str, mentions: list[FoundMention]) -> FoundPerson:
    """Return the person of a name with the offices and the organization that are printed with its mentions.

    What the text does not give is taken from the clauses after the first mention, then from the article's titles.
    """
    printed: dict[Office, int] = {}
    homes: list[str] = []
    for mention in mentions:
        office = office_at(article, mention.start, mention.end)
        if office is not None:
            printed[office] = printed.get(office, 0) + 1
        home = home_at(article, mention.start, mention.end)
        if home:
            homes.append(home)
    if not printed and (apposed := office_in_apposition(article, mentions[0].end)) is not None:
        printed[apposed] = 1
    if not any(organization for _, organization in printed):
        told, home = _told_in_titles(article, name)
        if told is not None and (not printed or told[0] in {title for title, _ in printed}):
            printed[told] = 1
        homes += [home] if home else []
    offices = tuple(_found_office(office, count) for office, count in printed.items())
    organizations = [office.organization for office in offices if office.organization] + homes
    return FoundPerson(name, tuple(mentions), offices, _fullest_of_first(organizations))


def _found_office(office: Office, count: int) -> FoundOffice:
    title, organization = office
    role_class, public = classify_office(title, organization)
    return FoundOffice(title, organization, role_class, public, count)


def _fullest_of_first(organizations: list[str]) -> str | None:
    """Return the longest name that ends with the first one, None where there are none."""
    if not organizations:
        return None
    first = organizations[0]
    return max((name for name in organizations if name.endswith(first)), key=len)


def _told_in_titles(article: ArticleText, name: str) -> tuple[Office | None, str | None]:
    """Return the office and the home printed with a name in the article's titles (——记花山村村医张三)."""
    for title in article.article.titles:
        tells = _TELLS_OF.match(title.text.text)
        first = tells.end() if tells else 0
        start = title.text.text.find(name, first) - first
        if start > 0:
            line = ReadArticle("report", (), (ReadParagraph("body", title.text[first:]),))
            told = ArticleText(line, article.newspaper, article.year)
            office = office_at(told, start, start + len(name))
            home = home_at(told, start, start + len(name))
            if office is not None or home is not None:
                return office, home
    return None, None
