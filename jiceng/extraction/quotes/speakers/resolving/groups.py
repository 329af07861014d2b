"""Whom a word for a group means: the words themselves, with what describes it and the groups listed after it."""

from jiceng.extraction.lexicon import short_list
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.phrases import group_start
from jiceng.extraction.quotes.speakers.resolving.demonstratives import last_of_the_role
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker

_MOST_GROUPS = 3
"""Groups after the first in a list."""


def group(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return the group that a word means, one person where 一 counts it (一名群众)."""
    if (meant := last_of_the_role(mention, resolver)) is not None:
        return meant
    text = resolver.article.text
    start = group_start(resolver.article, mention.start)
    one = text.startswith("一", start)
    return Speaker.printed(text, start, _list_end(mention, resolver), "person" if one else "group")


def _list_end(mention: SourceMention, resolver: Resolver) -> int:
    """Return where a list of groups ends that begins with a mention (驻村工作队和村干部, 党员、干部)."""
    article = resolver.article
    end = mention.end
    for following in resolver.mentions.after(mention, _MOST_GROUPS):
        listed = following.kind == "group" or following.name in short_list("roles_listed_with_groups")
        if not listed or group_start(article, following.start) != end + 1 or article.text[end] not in "和与、":
            break
        end = following.end
    return end
