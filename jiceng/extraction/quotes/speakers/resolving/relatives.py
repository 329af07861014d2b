"""Whom a word for a relative means: the words themselves, with what counts and describes the person (一位大爷)."""

from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.phrases import counted_start
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker


def relative(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return the person whom a word for a relative or a form of address means."""
    article = resolver.article
    start = counted_start(article.text, mention.start, article.paragraph_range(mention.start)[0])
    return Speaker.printed(article.text, start, mention.end)
