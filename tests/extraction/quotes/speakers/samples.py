"""Makes the sources of texts for the tests of speakers."""

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.speakers.mentions.mention import SourceMention
from jiceng.extraction.quotes.speakers.sources import Sources

from ...sample_articles import article_of


def sources_of(text: str) -> Sources:
    """Return the sources of an article whose paragraphs are the lines of a text."""
    article = article_of(text)
    return Sources(article, find_people(article))


def mention_of(sources: Sources, words: str) -> SourceMention:
    """Return the mention that ends where some words are printed for the last time."""
    text = sources.article.text
    end = text.rindex(words) + len(words)
    return next(mention for mention in sources.between(0, len(text)) if mention.end == end)


def speaker_of(text: str, words: str) -> tuple[str, str, str]:
    """Return name, kind and attribution of whom some words mean where they are printed for the last time."""
    sources = sources_of(text)
    speaker = sources.speaker(mention_of(sources, words))
    return speaker.name, speaker.kind, speaker.attribution
