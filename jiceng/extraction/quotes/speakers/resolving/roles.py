"""Whom a role without a name means: its only holder in the article, several people, or the words themselves."""

import re

from jiceng.extraction.lexicon import characters, short_list, words
from jiceng.extraction.people.offices import PrintedOffice, full_organization, office_before
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.phrases import counted_start, group_start
from jiceng.extraction.quotes.speakers.resolving.demonstratives import last_of_the_role, person_just_named
from jiceng.extraction.quotes.speakers.resolving.known_person import known_person
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker

_SEVERAL = re.compile(r"(?:\d{2,}|[2-9两二三四五六七八九十]|[几多数百千])多?[名位](?!员)")
"""In a role: several people hold it (120名队员)."""
_SEVERAL_BEFORE = re.compile(_SEVERAL.pattern + "$")
_LONGEST_NUMBER = 6
"""Characters of a number of people with its measure."""
_OTHER_ORGANIZATION = characters("ends_of_unread_organizations")
"""Directly before a role: it is one of an organization whose name could not be read (试点办负责人)."""


def role(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return who holds the office that is printed without a name (村支书说)."""
    article = resolver.article
    office = office_before(article, mention.end)
    if office is None:
        return Speaker.printed(article.text, mention.start, mention.end)
    return (
        person_just_named(mention, resolver)
        or last_of_the_role(mention, resolver)
        or _several_holders(mention, office, resolver)
        or _one_holder(mention, office, resolver)
    )


def _several_holders(mention: SourceMention, office: PrintedOffice, resolver: Resolver) -> Speaker | None:
    """Return the group that holds an office, None where one person does: 各村支书, 120名队员, 负责人纷纷表示."""
    article = resolver.article
    text = article.text
    start = group_start(article, office.start)
    if text.startswith(short_list("all_of_a_role"), start):
        return Speaker.printed(text, start, mention.end, "group")
    number = _SEVERAL_BEFORE.search(text, max(0, office.start - _LONGEST_NUMBER), office.start)
    if number is not None:
        return Speaker.printed(text, number.start(), mention.end, "group")
    several = text.startswith(short_list("adverbs_of_many"), mention.end)
    if several or _SEVERAL.search(text, office.start, mention.end):
        return Speaker.printed(text, office.start, mention.end, "group")
    return None


def _one_holder(mention: SourceMention, office: PrintedOffice, resolver: Resolver) -> Speaker:
    """Return the article's only holder of an office, else the words themselves.

    Where the role has an organization of its own, it is another office of the same title.
    """
    article = resolver.article
    start = counted_start(article.text, office.start, article.paragraph_range(office.start)[0])
    anyone = start < office.start and office.organization is None
    organization = None if anyone else full_organization(article, office)
    of_its_own = organization is not None or article.text[office.start - 1 : office.start] in _OTHER_ORGANIZATION
    if not of_its_own or office.organization in words("relative_names"):
        holders = resolver.people.holders_of(office.title)
        if len(holders) == 1:
            return known_person(holders[0], mention, "title", resolver)
    return Speaker.printed(article.text, start, mention.end)._replace(
        title=office.title, organization=organization, role_class=classify_office(office.title, organization)[0]
    )
