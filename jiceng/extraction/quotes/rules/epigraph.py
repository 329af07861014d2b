"""Words at the head of an article, above the name of whoever said or wrote them."""

import re
from collections.abc import Iterator

from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import rule

_SOURCE = re.compile("—{1,2}.{2,12}")
_LONGEST_HEAD = 5
"""Paragraphs at the head of an article in which the source is printed."""


@rule("epigraph", "quotes", "paragraphs at the head of an article above a dash and a name (——甲)")
def epigraph(article: ArticleText, sources: Sources) -> Iterator[Proposal]:
    """Propose whoever is named after the first dash for each of the paragraphs above."""
    for index, (start, end) in enumerate(article.paragraphs[:_LONGEST_HEAD]):
        if index == 0 or _SOURCE.fullmatch(article.text, start, end) is None:
            continue
        place = next(iter(sources.between(start, end)), None)
        if place is None:
            return
        speaker = sources.speaker(place)
        for left, right in article.paragraphs[:index]:
            if right - left >= WEIGHTS.least_fragment:
                yield Proposal(left, right, speaker, Evidence(Sign.DASH, start, end))
        return
