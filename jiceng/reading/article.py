"""What reading makes of a page: articles with titles and paragraphs, furniture, and a verdict for every break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol, overload

from jiceng.sourced import SourcedText
from schemas import NO_SPANS, Credit, Dateline, Spans
from schemas.article import ArticleIssue, ArticleKind, ParagraphRole, TitleRole
from schemas.page import PageIssue, Verdict


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


class Evidence(Protocol):
    """What the verdicts of a page can be judged by."""

    def features(self) -> Sequence[Sequence[str]]:
        """Return what is seen at each run of line ends, by name."""

    def confidences(self) -> Sequence[float]:
        """Return the probability that the verdict of each run of line ends is right."""


class Breaks(Sequence[ReadBreak]):
    """The verdict of every run of line ends of a page, in its order; confidences are found when one is asked for."""

    def __init__(
        self, offsets: Sequence[int], verdicts: Sequence[Verdict], reasons: Sequence[str], evidence: Evidence
    ) -> None:
        """Take the raw offset of each run's first line end, its verdict, the rule that decided, and the evidence."""
        self._offsets = offsets
        self._verdicts = verdicts
        self._reasons = reasons
        self.evidence = evidence

    @cached_property
    def _confidences(self) -> Sequence[float]:
        return self.evidence.confidences()

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> ReadBreak: ...
    @overload
    def __getitem__(self, index: slice) -> list[ReadBreak]: ...
    def __getitem__(self, index: int | slice) -> ReadBreak | list[ReadBreak]:
        """Return one, or some of them."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return ReadBreak(self._offsets[index], self._verdicts[index], self._reasons[index], self._confidences[index])

    def __iter__(self) -> Iterator[ReadBreak]:
        return map(ReadBreak, self._offsets, self._verdicts, self._reasons, self._confidences)

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
    furniture: Spans = NO_SPANS
    breaks: Sequence[ReadBreak] = ()
    issues: tuple[PageIssue, ...] = ()
    """Of the page."""
    certainty: float = 1.0
    """How certain it is what sentences say: confidences of quotes are multiplied by it. 0 where that is guesswork."""

    def with_issues(self, *issues: ArticleIssue) -> "PageReading":
        """Return the reading with some more issues of each article."""
        articles = tuple(
            replace(one, issues=(*one.issues, *(issue for issue in issues if issue not in one.issues)))
            for one in self.articles
        )
        return replace(self, articles=articles)
