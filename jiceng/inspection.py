"""How a page was read, line by line: what each raw line belongs to, and what was decided at its end."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from jiceng.reading.article import PageReading, ReadArticle, ReadBreak
from jiceng.sourced import NO_SOURCE, SourcedText, raw_lines
from schemas import WHITE_SPACE, Span
from schemas.article import ParagraphRole, TitleRole
from schemas.page import Verdict

DOUBTFUL = 0.9
"""A verdict whose confidence is below this is doubtful."""

PieceRole = TitleRole | ParagraphRole | Literal["furniture", "unread"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What printed characters were read as: a title or a paragraph of an article, or nothing of an article."""

    role: PieceRole
    """`unread`: in no article and no furniture, which the contract forbids."""
    article: int | None = None
    """Position of its article on the page, in reading order, from 1; None for furniture and what is unread."""
    title: int | None = None
    """Of a title: its number among the article's titles, from 1."""
    paragraph: int | None = None
    """Of a paragraph: its number among the article's paragraphs, in reading order, from 1."""


FURNITURE = Piece("furniture")
UNREAD = Piece("unread")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a raw line that belongs to one piece, with the white space around it."""

    text: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class InspectedLine:
    """A raw line, what it belongs to, and the verdict at its end."""

    number: int
    """From 1; blank lines count."""
    offset: int
    """Raw offset of its first character."""
    text: str
    """Without its line end."""
    segments: tuple[Segment, ...]
    """Several where a line belongs to several pieces, none for a blank line. Their texts joined are `text`."""
    break_after: ReadBreak | None
    """The verdict of the run of line ends that begins at its end; None inside such a run and at the end of the page."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it belongs to, each once, in order."""
        return tuple(dict.fromkeys(segment.piece for segment in self.segments))

    @property
    def articles(self) -> tuple[int, ...]:
        """Positions of the articles it belongs to, each once, in order."""
        return tuple(dict.fromkeys(piece.article for piece in self.pieces if piece.article is not None))


@dataclass(frozen=True, slots=True)
class PiecePart:
    """A title or paragraph as read, or the part of one that comes from one stretch of raw lines."""

    piece: Piece
    text: str
    comes_from: int | None
    """Number of the line in which the part before it ends; None where it begins here."""
    goes_on: int | None
    """Number of the line in which the part after it begins; None where it ends here."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring raw lines that belong to one piece, with the blank lines after them, and what they became."""

    lines: tuple[InspectedLine, ...]
    parts: tuple[PiecePart, ...]
    """In the order in which they begin in the raw text; none for furniture."""


@dataclass(frozen=True, slots=True)
class InspectedArticle:
    """An article and the raw lines it comes from."""

    position: int
    """On the page, in reading order, from 1."""
    read: ReadArticle
    lines: tuple[tuple[int, int], ...]
    """Its lines as ranges of numbers, both ends included, in the page's order; blank lines do not part them."""

    @property
    def letter(self) -> str:
        """The letter that marks its lines."""
        return article_letter(self.position)

    @property
    def first_line(self) -> int:
        """Number of its first raw line."""
        return self.lines[0][0]


@dataclass(frozen=True)
class Inspection:
    """How a page was read: its lines, what became of them, and its articles."""

    lines: tuple[InspectedLine, ...]
    stretches: tuple[Stretch, ...]
    """All lines, in order."""
    articles: tuple[InspectedArticle, ...]
    """In reading order."""

    @cached_property
    def printed_lines(self) -> int:
        """Number of lines that are not blank."""
        return sum(bool(line.segments) for line in self.lines)

    @cached_property
    def furniture_lines(self) -> int:
        """Number of lines with furniture."""
        return sum(FURNITURE in line.pieces for line in self.lines)

    @cached_property
    def unread_lines(self) -> tuple[int, ...]:
        """Numbers of the lines with characters that were lost: none, if the contract's first promise is kept."""
        return tuple(line.number for line in self.lines if UNREAD in line.pieces)

    @cached_property
    def doubtful_lines(self) -> tuple[int, ...]:
        """Numbers of the lines that end with a doubtful verdict."""
        return tuple(
            line.number for line in self.lines if line.break_after is not None and is_doubtful(line.break_after)
        )

    @cached_property
    def verdicts(self) -> dict[Verdict, int]:
        """How often each verdict was given."""
        return dict(Counter(line.break_after.verdict for line in self.lines if line.break_after is not None))

    @cached_property
    def issue_count(self) -> int:
        """Number of issues of all articles."""
        return sum(len(article.read.issues) for article in self.articles)


def article_letter(position: int) -> str:
    """Return the letter of the article at a position: A to Z, then AA and so on."""
    letters = ""
    while position > 0:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def is_doubtful(decided: ReadBreak) -> bool:
    """Return whether a verdict's confidence is below DOUBTFUL."""
    return decided.confidence < DOUBTFUL


def inspect_reading(raw_text: str, reading: PageReading) -> Inspection:
    """Return the lines of a raw text with what `reading`, which is of this text, made of them.

    Every printed character is in exactly one line, and every break after exactly one. Takes time linear in the text.
    """
    owners = _owners(raw_text, reading)
    lines = tuple(_inspected_lines(raw_text, owners, reading.breaks))
    runs = _runs(lines)
    parts = _parts(lines, runs, reading)
    return Inspection(
        lines=lines,
        stretches=tuple(Stretch(lines[first:end], parts[i]) for i, (first, end) in enumerate(runs)),
        articles=tuple(
            InspectedArticle(position, read, _line_ranges(lines, position))
            for position, read in enumerate(reading.articles, start=1)
        ),
    )


def _pieces(reading: PageReading) -> Iterator[tuple[Piece, SourcedText]]:
    """Yield every title and paragraph, article by article in reading order."""
    for position, article in enumerate(reading.articles, start=1):
        for number, title in enumerate(article.titles, start=1):
            yield Piece(title.role, position, title=number), title.text
        for number, paragraph in enumerate(article.paragraphs, start=1):
            yield Piece(paragraph.role, position, paragraph=number), paragraph.text


def _owners(raw_text: str, reading: PageReading) -> list[Piece | None]:
    """Return the piece to which each raw character belongs, None for white space that no piece keeps."""
    owners: list[Piece | None] = [None] * len(raw_text)

    def give(spans: Sequence[Span], piece: Piece) -> None:
        for span in spans:
            owners[span.start : span.end] = [piece] * (span.end - span.start)

    for piece, text in _pieces(reading):
        give(text.spans(), piece)
    give(reading.furniture, FURNITURE)
    for offset, character in enumerate(raw_text):
        if owners[offset] is None and character not in WHITE_SPACE:
            owners[offset] = UNREAD
    return owners


def _inspected_lines(
    raw_text: str, owners: Sequence[Piece | None], breaks: Sequence[ReadBreak]
) -> Iterator[InspectedLine]:
    break_at = {decided.raw_offset: decided for decided in breaks}
    for number, (offset, text) in enumerate(raw_lines(raw_text), start=1):
        end = offset + len(text)
        owned = owners[offset:end]
        is_blank = all(piece is None for piece in owned)  # which a character of no width is, too
        segments = () if is_blank else tuple(_segments(text, owned))
        yield InspectedLine(number, offset, text, segments, break_at.get(end))


def _segments(text: str, owners: Sequence[Piece | None]) -> Iterator[Segment]:
    """Yield the parts of a line by their owners; white space without an owner goes with what is before it."""
    owner = next(piece for piece in owners if piece is not None)
    start = 0
    for offset, piece in enumerate(owners):
        if piece is not None and piece != owner:
            yield Segment(text[start:offset], owner)
            start, owner = offset, piece
    yield Segment(text[start:], owner)


def _runs(lines: Sequence[InspectedLine]) -> list[tuple[int, int]]:
    """Return the half-open ranges of line indices that make a stretch; blank lines go with what is before them."""
    runs: list[tuple[int, int]] = []
    first = 0
    pieces: tuple[Piece, ...] = ()
    for index, line in enumerate(lines):
        if not line.segments:
            continue
        if pieces and line.pieces != pieces:
            runs.append((first, index))
            first = index
        pieces = line.pieces
    if lines:
        runs.append((first, len(lines)))
    return runs


def _parts(
    lines: Sequence[InspectedLine], runs: Sequence[tuple[int, int]], reading: PageReading
) -> list[tuple[PiecePart, ...]]:
    """Return for each run of lines the parts of titles and paragraphs that come from it."""
    line_starts = [line.offset for line in lines]
    run_starts = [first for first, _ in runs]
    found: list[list[tuple[int, PiecePart]]] = [[] for _ in runs]
    for piece, text in _pieces(reading):
        homes: list[tuple[int, int, int]] = []  # of each part: its run, its beginning in the text, its first line
        last_lines: list[int] = []
        for offset, raw_offset in enumerate(text.raw_offsets()):
            if raw_offset == NO_SOURCE:
                continue
            line = bisect_right(line_starts, raw_offset) - 1
            run = bisect_right(run_starts, line) - 1
            if homes and homes[-1][0] == run:
                last_lines[-1] = line
            else:
                homes.append((run, offset, line))
                last_lines.append(line)
        for i, (run, start, _) in enumerate(homes):
            is_last = i + 1 == len(homes)
            part = PiecePart(
                piece=piece,
                text=text.text[start:] if is_last else text.text[start : homes[i + 1][1]],
                comes_from=None if i == 0 else lines[last_lines[i - 1]].number,
                goes_on=None if is_last else lines[homes[i + 1][2]].number,
            )
            found[run].append((text.raw_offset(start), part))
    return [tuple(part for _, part in sorted(run, key=lambda item: item[0])) for run in found]


def _line_ranges(lines: Sequence[InspectedLine], position: int) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    goes_on = False
    for line in lines:
        if not line.segments:
            continue
        if position in line.articles:
            first = ranges.pop()[0] if goes_on else line.number
            ranges.append((first, line.number))
        goes_on = position in line.articles
    return tuple(ranges)
