"""Whom a full name means: its person, or the people listed who speak together (张三、李四夫妇)."""

import re

from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.resolving.known_person import known_person
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker

_TOGETHER = re.compile(one_of(short_list("closes_names")))
_MOST_TOGETHER = 4
"""Names after the first in a list of people who speak together."""


def name(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return whom a full name means."""
    return _people_together(mention, resolver) or known_person(mention.name, mention, "named", resolver)


def _people_together(mention: SourceMention, resolver: Resolver) -> Speaker | None:
    """Return the people of a list of names that begins with a mention and is closed, None where none is."""
    text = resolver.article.text
    end = mention.end
    for following in resolver.mentions.after(mention, _MOST_TOGETHER):
        if following.kind != "name" or following.start != end + 1 or text[end] not in "、和与":
            break
        end = following.end
    closed = _TOGETHER.match(text, end)
    return Speaker.printed(text, mention.start, closed.end(), "group") if closed is not None else None
