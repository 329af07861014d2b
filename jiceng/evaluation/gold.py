"""Reads a gold folder: pages of which each character is accounted for, and the records of some of their articles.

A gold folder holds raw/ (the pages, as for a build), pages.jsonl (a page per line: its articles, their units and the
raw offsets of each) and, optionally, records.jsonl (an annotated article per line: its quotes, people, communities and
initiatives) and organizations.jsonl (the organizations of some annotated articles, an article per line). Pages of raw/
that pages.jsonl does not name are not read; annotated articles of other pages are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jiceng.page import Fault, InputFault, RawPage, find_pages, read_page
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.reading.lines.bylines import parse_byline
from jiceng.reading.lines.credits import parse_credits
from jiceng.sourced import NO_SOURCE, SourcedText
from schemas import LINE_ENDS, Newspaper, may_stand_for
from schemas.article import ParagraphRole, TitleRole
from schemas.community import Level
from schemas.initiative import InitiativeKind
from schemas.quote import QuoteKind, SpeakerKind

PAGES, RECORDS, ORGANIZATIONS = "pages.jsonl", "records.jsonl", "organizations.jsonl"

_Offset = Annotated[int, Field(ge=0)]
_Line = TypeVar("_Line", "PageTruth", "RecordsTruth", "OrganizationsTruth")


class NoGold(Exception):
    """A folder is not a gold folder; the message is one line and says why."""


class _Truth(BaseModel):
    """A part of a line of JSON; unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class UnitTruth(_Truth):
    """A title, byline line or paragraph of an article."""

    role: TitleRole | ParagraphRole
    text: str


class ArticleTruth(_Truth):
    """An article of a page."""

    source: str
    kicker: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    byline: str | None = None
    units: tuple[UnitTruth, ...]


class PageTruth(_Truth):
    """A line of pages.jsonl; a run is (raw start, raw end, article, unit, offset in the unit's text)."""

    page_id: str
    articles: tuple[ArticleTruth, ...]
    runs: tuple[tuple[_Offset, _Offset, _Offset, _Offset, _Offset], ...]


class QuoteTruth(_Truth):
    """A quote; `paragraph` is an index of the article's paragraphs, `start` an offset in that paragraph."""

    kind: QuoteKind
    paragraph: _Offset
    start: _Offset
    text: str
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    title: str | None = None
    organization: str | None = None


class PersonTruth(_Truth):
    """A person named in full."""

    name: str


class CommunityTruth(_Truth):
    """A place of local government; `parent` as printed."""

    name: str
    level: Level
    parent: str | None = None


class InitiativeTruth(_Truth):
    """An initiative; one that is not required may be found or not."""

    name: str
    kind: InitiativeKind
    holder: str | None = None
    components: tuple[str, ...] = ()
    stated_count: int | None = None
    required: bool


class OrganizationTruth(_Truth):
    """An organization; one that is not required may be found or not."""

    name: str
    forms: tuple[str, ...] = ()
    """What else the article calls it."""
    required: bool = True


class OrganizationsTruth(_Truth):
    """A line of organizations.jsonl."""

    source: str
    organizations: tuple[OrganizationTruth, ...]


class RecordsTruth(_Truth):
    """A line of records.jsonl, with that of organizations.jsonl."""

    source: str
    quotes: tuple[QuoteTruth, ...]
    people: tuple[PersonTruth, ...]
    communities: tuple[CommunityTruth, ...]
    initiatives: tuple[InitiativeTruth, ...]
    organizations: tuple[OrganizationTruth, ...] | None = None
    """None where they are not annotated."""


@dataclass(frozen=True)
class GoldArticle:
    """An article of the gold, the raw offsets of its characters, and its annotated records if it has any."""

    truth: ArticleTruth
    raw_offsets: tuple[tuple[int, ...], ...]
    """For each unit, the raw offset of each code point of its text; NO_SOURCE for those that are not printed."""
    article: ReadArticle
    """As a reader without faults would read it."""
    records: RecordsTruth | None

    @property
    def source(self) -> str:
        """Name of the article, in both files."""
        return self.truth.source

    @property
    def paragraph_units(self) -> list[int]:
        """Indexes of the units that are not titles; `paragraph` of a quote counts these."""
        return [index for index, unit in enumerate(self.truth.units) if unit.role not in _TITLES]

    def printed(self, unit: int, start: int = 0, end: int | None = None) -> list[int]:
        """Return the raw offsets of a range of a unit's text, except those of white space."""
        text = self.truth.units[unit].text[start:end]
        offsets = self.raw_offsets[unit][start:end]
        return [at for at, character in zip(offsets, text, strict=True) if at != NO_SOURCE and not character.isspace()]

    def printed_quote(self, quote: QuoteTruth) -> list[int]:
        """Return the raw offsets of a quote's characters, except those of white space."""
        return self.printed(self.paragraph_units[quote.paragraph], quote.start, quote.start + len(quote.text))


@dataclass(frozen=True)
class GoldPage:
    """A page of the gold: its raw text as read from the file, its truth, and its articles."""

    raw: RawPage
    newspaper: Newspaper
    truth: PageTruth
    articles: tuple[GoldArticle, ...]

    @property
    def page_id(self) -> str:
        """Path below raw/ without extension."""
        return self.truth.page_id


@dataclass(frozen=True)
class Gold:
    """The pages of a gold folder in the order of pages.jsonl."""

    pages: tuple[GoldPage, ...]
    hash: str
    """First 16 hexadecimal digits of a hash over the folder's lines."""
    left_out: int = 0
    """Annotated articles that are on no page of pages.jsonl."""

    @property
    def articles(self) -> tuple[GoldArticle, ...]:
        """The articles of all pages."""
        return tuple(article for page in self.pages for article in page.articles)


_TITLES = ("kicker", "headline", "subheadline", "byline")


def read_gold(folder: Path) -> Gold:
    """Read a gold folder.

    Articles of records.jsonl that are on no page of pages.jsonl are left out. Raises NoGold if the folder lacks a part,
    or if its two files have no article in common, and InputFault if one of its files is wrong.
    """
    for part in (folder / PAGES, folder / "raw"):
        if not part.exists():
            raise NoGold(f"{folder}: is not a gold folder; it has no {part.name}")
    found = find_pages(folder / "raw")
    if found.faults:
        raise InputFault(replace(found.faults[0], path=f"raw/{found.faults[0].path}"))
    files = {page.page_id: page for page in found.pages}
    newspapers = {newspaper.newspaper: newspaper for newspaper in found.newspapers}
    records = _with_organizations(_read_records(folder / RECORDS), folder / ORGANIZATIONS)
    sources: set[str] = set()
    lines: dict[str, int] = {}
    pages = []
    for number, truth in _read_lines(folder / PAGES, PageTruth):
        first = lines.setdefault(truth.page_id, number)
        if first != number:
            raise _at_line(PAGES, number, f"page {truth.page_id} is already on line {first}")
        for article in truth.articles:
            if article.source in sources:
                raise _at_line(PAGES, number, f"there is another article {article.source}")
            sources.add(article.source)
        file = files.get(truth.page_id)
        if file is None:
            raise _at_line(PAGES, number, f"there is no page {truth.page_id} in raw/")
        raw = read_page(file)
        if raw.raw_text is None:
            raise InputFault(raw.fault or Fault(f"raw/{file.source_path}", "cannot be decoded"))
        pages.append(gold_page(raw, newspapers[file.newspaper], truth, records, f"line {number}"))
    if not pages:
        raise NoGold(f"{folder}: is not a gold folder; its {PAGES} names no page")
    left_out = len(records.keys() - sources)
    if records and left_out == len(records):
        raise NoGold(f"{folder}: {RECORDS} has no article of a page of {PAGES}; give the files of the same pages")
    return Gold(tuple(pages), _hash(folder), left_out)


def require_records(folder: Path, gold: Gold) -> None:
    """Raise NoGold if no article of the gold is annotated."""
    if not any(article.records is not None for article in gold.articles):
        raise NoGold(f"{folder}: no article has a line in {RECORDS}; rules are measured on annotated articles")


def gold_page(
    raw: RawPage,
    newspaper: Newspaper,
    truth: PageTruth,
    records: Mapping[str, tuple[int, RecordsTruth]],
    place: str,
) -> GoldPage:
    """Map a page's truth onto its raw text; raises InputFault, at `place` in pages.jsonl, if it does not fit."""
    raw_text = raw.raw_text or ""
    units: list[list[list[int]]] = [[[NO_SOURCE] * len(u.text) for u in a.units] for a in truth.articles]
    for run in truth.runs:
        start, end, article, unit, offset = run
        try:
            text = truth.articles[article].units[unit].text
        except IndexError:
            message = f"run {list(run)}: there is no unit {unit} of article {article}"
            raise InputFault(Fault(PAGES, message, place=place)) from None
        if not start < end <= len(raw_text) or offset + end - start > len(text):
            message = f"run {list(run)}: is longer than the unit's text or the page"
            raise InputFault(Fault(PAGES, message, place=place))
        units[article][unit][offset : offset + end - start] = range(start, end)
    articles = []
    for article_truth, raw_offsets in zip(truth.articles, units, strict=True):
        number, annotated = records.get(article_truth.source, (0, None))
        gold = GoldArticle(
            truth=article_truth,
            raw_offsets=tuple(map(tuple, raw_offsets)),
            article=_perfectly_read(article_truth, raw_offsets, raw_text),
            records=annotated,
        )
        _require_quotes_in_place(gold, number)
        articles.append(gold)
    return GoldPage(raw, newspaper, truth, tuple(articles))


def _perfectly_read(truth: ArticleTruth, raw_offsets: Sequence[Sequence[int]], raw_text: str) -> ReadArticle:
    """Return an article as a reader without faults would read it."""
    titles = []
    paragraphs = []
    for unit, offsets in zip(truth.units, raw_offsets, strict=True):
        text = _sourced(unit.text, offsets, raw_text)
        if not text.text:
            continue
        if unit.role in _TITLES:
            titles.append(PrintedTitle(unit.role, text))  # type: ignore[arg-type]
        else:
            paragraphs.append(ReadParagraph(unit.role, text))  # type: ignore[arg-type]
    byline = [credit for title in titles if title.role == "byline" for credit in parse_byline(title.text.text) or ()]
    credits_ = [credit for p in paragraphs if p.role != "heading" for credit in parse_credits(p.text.text)]
    return ReadArticle(
        kind="report",
        titles=tuple(titles),
        paragraphs=tuple(paragraphs),
        byline=tuple(dict.fromkeys(byline)),
        credits=tuple(dict.fromkeys(credits_)),
        issues=() if truth.headline else ("no_headline",),
    )


def _sourced(text: str, offsets: Sequence[int], raw_text: str) -> SourcedText:
    """Return the printed characters of a unit, normalised as in the unit's text; look-alikes stay as in the raw text.

    A space for which the raw text has a line end is taken from that line end.
    """
    shown: list[tuple[int, str]] = []
    for position, at in enumerate(offsets):
        if at != NO_SOURCE:
            shown.append((at, text[position]))
        elif text[position] == " " and position + 1 < len(offsets):
            before = offsets[position + 1] - 1
            if before >= 0 and raw_text[before] in LINE_ENDS:
                shown.append((before, " "))
    printed = SourcedText.of_ranges(raw_text, [(at, at + 1) for at, _ in shown])
    differing = ((offset, at, character) for offset, (at, character) in enumerate(shown) if raw_text[at] != character)
    return printed.normalised(
        {offset: character for offset, at, character in differing if may_stand_for(raw_text[at], character)}
    )


def _require_quotes_in_place(gold: GoldArticle, line: int) -> None:
    if gold.records is None:
        return
    units = gold.paragraph_units
    for number, quote in enumerate(gold.records.quotes, start=1):
        unit = gold.truth.units[units[quote.paragraph]].text if quote.paragraph < len(units) else ""
        if not quote.text or not unit.startswith(quote.text, quote.start):
            where = f"paragraph {quote.paragraph}, offset {quote.start}"
            raise _at_line(RECORDS, line, f"quote {number} of {gold.source} is not at {where}")


def _read_records(path: Path) -> dict[str, tuple[int, RecordsTruth]]:
    """Return article → its line number in records.jsonl and its records; empty if there is no such file."""
    if not path.exists():
        return {}
    records: dict[str, tuple[int, RecordsTruth]] = {}
    for number, line in _read_lines(path, RecordsTruth):
        if line.source in records:
            raise _at_line(path.name, number, f"article {line.source} is already on line {records[line.source][0]}")
        records[line.source] = number, line
    return records


def _with_organizations(
    records: dict[str, tuple[int, RecordsTruth]], path: Path
) -> dict[str, tuple[int, RecordsTruth]]:
    """Return the records with what organizations.jsonl has of their articles, if there is such a file."""
    if not path.exists():
        return records
    annotated: dict[str, tuple[OrganizationTruth, ...]] = {}
    for number, line in _read_lines(path, OrganizationsTruth):
        if line.source in annotated:
            raise _at_line(path.name, number, f"there is another line of article {line.source}")
        if line.source not in records:
            raise _at_line(path.name, number, f"article {line.source} has no line in {RECORDS}")
        annotated[line.source] = line.organizations
    return {
        source: (number, truth.model_copy(update={"organizations": annotated.get(source)}))
        for source, (number, truth) in records.items()
    }


def _read_lines(path: Path, model: type[_Line]) -> Iterator[tuple[int, _Line]]:
    """Yield the number, from 1, and the content of each line that is not blank."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputFault(Fault(path.name, "is not UTF-8", error.start)) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, model.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise _at_line(path.name, number, f"`{field}`: {first['msg']}" if field else first["msg"]) from None


def _at_line(name: str, number: int, message: str) -> InputFault:
    return InputFault(Fault(name, message, place=f"line {number}"))


def _hash(folder: Path) -> str:
    digest = sha256()
    for name in (PAGES, RECORDS, ORGANIZATIONS):
        if (folder / name).exists():
            digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
