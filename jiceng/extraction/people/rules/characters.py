"""Names that only their characters and those beside them show."""

from collections.abc import Iterator

from jiceng.extraction.people.candidates import Proposal
from jiceng.extraction.people.names.odds import like_names
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import rule

_LEAST_ODDS = 2.0
"""Natural logarithm of how much likelier what is proposed is as a name than as any text."""


@rule("person_characters", "people", "a name that its own characters and those beside it show")
def person_characters(article: ArticleText) -> Iterator[Proposal]:
    """Propose a surname with one or two characters after it, where names are written so and stand so."""
    for start, end, odds in like_names(article.text, _LEAST_ODDS):
        yield Proposal(start, end, likeness=odds)
