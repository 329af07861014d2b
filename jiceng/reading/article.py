"""What reading makes of a page: articles with titles and paragraphs, furniture, and a verdict for every break."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jiceng.sourced import SourcedText
from schemas import Credit, Dateline, Spans
from schemas.article import ArticleIssue, ArticleKind, ParagraphRole, TitleRole
from schemas.page import Verdict


@dataclass(frozen=True, slots=True)
class PrintedTitle:
    """A title or byline line where it is printed, its lines joined."""

    role: TitleRole
    text: SourcedText


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A repaired paragraph."""

    role: ParagraphRole
    text: SourcedText
    """Never empty; without a line feed; starts and ends with a printed character."""


@dataclass(frozen=True)
class ReadArticle:
    """An article as read from its page."""

    kind: ArticleKind
    titles: tuple[PrintedTitle, ...]
    paragraphs: tuple[ReadParagraph, ...]
    byline: tuple[Credit, ...] = ()
    credits: tuple[Credit, ...] = ()
    dateline: Dateline | None = None
    continues: str | None = None
    continued_from: str | None = None
    issues: tuple[ArticleIssue, ...] = ()

    @cached_property
    def text(self) -> SourcedText:
        """The paragraphs joined by line feeds, as `articles.text`."""
        return SourcedText.join("\n", (paragraph.text for paragraph in self.paragraphs))

    @cached_property
    def paragraph_ranges(self) -> tuple[tuple[int, int], ...]:
        """Where each paragraph stands in `text`: half-open, in code points."""
        ranges = []
        start = 0
        for paragraph in self.paragraphs:
            ranges.append((start, start + len(paragraph.text)))
            start += len(paragraph.text) + 1
        return tuple(ranges)

    def title(self, role: TitleRole) -> str | None:
        """Return the text of the titles of a role, several joined by a space, None where none is printed."""
        return " ".join(title.text.text for title in self.titles if title.role == role) or None


class ReadBreak(NamedTuple):
    """What one run of line ends means, as `pages.breaks`."""

    raw_offset: int
    """Of its first line end."""
    verdict: Verdict
    reason: str
    confidence: float


@dataclass(frozen=True)
class PageReading:
    """Everything that was read from one raw text."""

    articles: tuple[ReadArticle, ...]
    """In reading order."""
    furniture: Spans = ()
    breaks: tuple[ReadBreak, ...] = ()
