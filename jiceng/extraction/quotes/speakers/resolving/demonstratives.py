"""Whom a role means after 这位 and 该 (这位老党员, 该负责人): somebody mentioned before."""

import re

from jiceng.extraction.people.held_offices import office_at
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.resolving.known_person import known_person
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker

_THIS_ONE = re.compile("这[位名][^，。；：“”]*$")
_LONGEST_DESCRIPTION = 24
"""Characters between 这位 and the role that it belongs to."""
_SAID = "该"


def person_just_named(mention: SourceMention, resolver: Resolver) -> Speaker | None:
    """Return the last person named before a role to which 这位 or 这名 belongs (这位在一线多年的老党员)."""
    article = resolver.article
    floor = max(article.paragraph_range(mention.start)[0], mention.start - _LONGEST_DESCRIPTION)
    if _THIS_ONE.search(article.text, floor, mention.start) is None:
        return None
    earlier = next((before for before in resolver.mentions.before(mention.start) if before.kind == "name"), None)
    return known_person(earlier.name, mention, "title", resolver) if earlier is not None else None


def last_of_the_role(mention: SourceMention, resolver: Resolver) -> Speaker | None:
    """Return whoever was last called by the role or group word that 该 precedes, or was named with it (该负责人)."""
    article = resolver.article
    if article.text[mention.start - 1 : mention.start] != _SAID:
        return None
    for earlier in resolver.mentions.before(mention.start):
        if earlier.kind in ("role", "group") and earlier.name == mention.name:
            return resolver.speaker(earlier).meant_at(mention.start, mention.end, "title")
        if earlier.kind == "name":
            office = office_at(article, earlier.start, earlier.end)
            if office is not None and office[0].endswith(mention.name):
                return known_person(earlier.name, mention, "title", resolver)
    return None
