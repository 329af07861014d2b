"""A person of the article as a speaker: with the office that is printed there, else the main one."""

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.people.held_offices import office_at
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker
from schemas.quote import Attribution


def known_person(name: str, mention: SourceMention, attribution: Attribution, resolver: Resolver) -> Speaker:
    """Return the person of a full name as the speaker whom a mention means."""
    person = resolver.people.by_name[name]
    here = office_at(resolver.article, mention.start, mention.end) if mention.kind == "name" else None
    title, organization = _office_of(person, here)
    role_class = classify_office(title, organization)[0] if title else None
    if organization is None and role_class in (None, "resident", "other"):
        organization = person.organization
    return Speaker(name, "person", mention.start, mention.end, attribution, title, organization, role_class)


def _office_of(person: FoundPerson, here: tuple[str, str | None] | None) -> tuple[str | None, str | None]:
    """Return title and organization of a person, with those that are printed `here`, if any."""
    if here is not None and here[1] is not None:
        return here[0], _fullest_organization(person, here[0], here[1])
    held = [office for office in person.offices if office.organization is not None]
    for office in held:
        if here is None or office.title == here[0]:
            return office.title, office.organization
    if held:
        return held[0].title, held[0].organization
    if here is not None:
        return here
    return next(((office.title, office.organization) for office in person.offices), (None, None))


def _fullest_organization(person: FoundPerson, title: str, organization: str) -> str:
    """Return the longest name of the organization in which a person holds a title."""
    names = [
        office.organization
        for office in person.offices
        if office.organization and office.organization.endswith(organization) and office.title == title
    ]
    return max(names, key=len, default=organization)
