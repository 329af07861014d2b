"""Whom a short form of a name means: 晓菲, 老张, 王书记; 曾某 means nobody who is named."""

from jiceng.extraction.lexicon import characters, short_list
from jiceng.extraction.people.offices import PrintedOffice, full_organization, office_before
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.resolving.known_person import known_person
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker

_FAMILIAR_PREFIXES = characters("familiar_prefixes")


def short_form(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return whom a short form means: the person of whose name it is a part, else one of its surname."""
    full_name = resolver.people.full_names.get(mention.name)
    if full_name is not None:
        return known_person(full_name, mention, "named", resolver)
    prefixed = mention.name[0] in _FAMILIAR_PREFIXES
    private = mention.name.endswith(short_list("forms_of_address_in_private"))
    withheld = mention.name.endswith("某")
    surname = mention.name[1] if prefixed else mention.name[0]
    namesake = None if withheld else _of_surname(surname, mention.start, private, resolver)
    if namesake is not None:
        return known_person(namesake, mention, "title", resolver)
    speaker = Speaker.printed(resolver.article.text, mention.start, mention.end)
    office = office_before(resolver.article, mention.start)
    if office is None and withheld:
        office = _earlier_office(mention, resolver)
    if office is None:
        return speaker
    return speaker._replace(title=office.title, organization=full_organization(resolver.article, office))


def _earlier_office(mention: SourceMention, resolver: Resolver) -> PrintedOffice | None:
    """Return the first office printed with an earlier mention of the same words (村民曾某 … 曾某)."""
    same = [one.start for one in resolver.mentions.before(mention.start) if one.name == mention.name]
    return next(filter(None, (office_before(resolver.article, start) for start in reversed(same))), None)


def _of_surname(surname: str, offset: int, private: bool, resolver: Resolver) -> str | None:
    """Return the full name of the last person of a surname before an offset, else of the article's only one.

    `private` leaves out those with an office, except that of a resident (王阿姨 is nobody's 主任).
    """
    people = resolver.people

    def may_be(name: str) -> bool:
        offices = people.by_name[name].offices if private and name in people.by_name else ()
        return all(office.role_class in ("resident", "other") for office in offices)

    for earlier in resolver.mentions.before(offset):
        if earlier.kind == "name" and earlier.name.startswith(surname) and may_be(earlier.name):
            return earlier.name
    namesakes = [name for name in people.by_surname.get(surname, ()) if may_be(name)]
    return namesakes[0] if len(namesakes) == 1 else None
