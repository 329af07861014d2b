"""What reading makes of a page: articles with titles and paragraphs, furniture, and a verdict for every break."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, overload

from jiceng.reading.lexicon import confidences
from jiceng.sourced import SourcedText
from schemas import Credit, Dateline, Spans
from schemas.article import ArticleIssue, ArticleKind, ParagraphRole, TitleRole
from schemas.page import Verdict

_UNMEASURED = 0.5
"""Confidence of a verdict and rule that no page of the gold needed."""


class PrintedTitle(NamedTuple):
    """A title or byline line where it is printed, its lines joined."""

    role: TitleRole
    text: SourcedText


class ReadParagraph(NamedTuple):
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
        """The range of each paragraph in `text`: half-open, in code points."""
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


class Breaks(Sequence[ReadBreak]):
    """The verdict of every run of line ends of a page, in its order."""

    def __init__(
        self, offsets: Sequence[int] = (), verdicts: Sequence[Verdict] = (), reasons: Sequence[str] = ()
    ) -> None:
        """Take the raw offset of each run's first line end, its verdict, and the rule that decided."""
        self._offsets = offsets
        self._verdicts = verdicts
        self._reasons = reasons

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> ReadBreak: ...
    @overload
    def __getitem__(self, index: slice) -> "Breaks": ...
    def __getitem__(self, index: int | slice) -> "ReadBreak | Breaks":
        """Return one, or some of them."""
        if isinstance(index, slice):
            return Breaks(self._offsets[index], self._verdicts[index], self._reasons[index])
        verdict, reason = self._verdicts[index], self._reasons[index]
        return ReadBreak(self._offsets[index], verdict, reason, confidences().get((verdict, reason), _UNMEASURED))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Breaks):
            return NotImplemented
        return list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self._offsets))


@dataclass(frozen=True)
class PageReading:
    """Everything that was read from one raw text."""

    articles: tuple[ReadArticle, ...]
    """In reading order."""
    furniture: Spans = ()
    breaks: Sequence[ReadBreak] = Breaks()
