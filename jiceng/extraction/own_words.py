"""The words of an article that may be its keywords: not its people, its makers, or pieces of names."""

from collections.abc import Iterator

from jiceng.extraction.findings import Findings
from jiceng.extraction.lexicon import short_list

_CREDITS = frozenset(short_list("words_of_credits"))


def own_words(found: Findings) -> Iterator[str]:
    """Yield the words of an article's text in order, without those of credits, of people, and of parts of names.

    A word is left out that a mention of a person touches, whose characters a name of the byline has, or that begins
    or ends inside the name of a place, organization or initiative and goes beyond it (马金|镇霞).
    """
    article = found.text
    makers = "\n".join(sorted(article.byline_names))
    people = {
        offset for person in found.people for mention in person.mentions for offset in range(mention.start, mention.end)
    }
    named = [place.mentions for place in found.communities]
    named += [organization.mentions for organization in found.organizations]
    named += [initiative.mentions for initiative in found.initiatives]
    edges = {edge for mentions in named for mention in mentions for edge in (mention.start, mention.end)}
    for start, word in zip(article.words.starts, article.words.texts, strict=True):
        inside = range(start + 1, start + len(word))
        if word in _CREDITS or (len(word) > 1 and word in makers):
            continue
        if start in people or not people.isdisjoint(inside) or not edges.isdisjoint(inside):
            continue
        yield word
