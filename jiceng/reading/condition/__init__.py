"""What is wrong with the text of a page as a whole: issues of `pages`, some of which make reading it guesswork."""

from collections.abc import Sequence

from jiceng.reading.condition.characters import issues_of_characters
from jiceng.reading.interleaving.detect import is_interleaved
from jiceng.reading.lines.spacing import is_spaced
from jiceng.reading.lines.split import Line
from schemas.article import ArticleIssue
from schemas.page import PageIssue

GUESSWORK: frozenset[PageIssue] = frozenset({"columns_interleaved", "doubled", "mojibake"})
"""Issues of pages of which nothing is published that rests on what their sentences say: quotes, people, initiatives."""
ISSUES_OF_ARTICLES: tuple[ArticleIssue, ...] = (
    "columns_interleaved",
    "doubled",
    "mojibake",
    "spaced",
    "traditional",
    "unknown_characters",
)
"""Issues of pages that are those of their articles, too."""


def page_issues(raw: str, lines: Sequence[Line]) -> tuple[PageIssue, ...]:
    """Return the issues of a page's text, in alphabetical order; its lines have been closed up."""
    issues = issues_of_characters(raw)
    if is_spaced(lines):
        issues.append("spaced")
    if GUESSWORK.isdisjoint(issues) and is_interleaved(lines):
        issues.append("columns_interleaved")
    return tuple(sorted(issues))
