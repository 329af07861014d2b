"""The promises that concern one page, checked on its rows before they are written; linear in the page.

Promises 1, 2, 3 and 7, promise 4 for keys and references within the page, and the counts of entities. A page that
breaks one is published as failed; found only in the finished build, the fault would keep back everything.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from jiceng.dataset.checks.broken import Broken
from schemas import (
    ENTITY_TABLES,
    LINE_ENDS,
    TABLES,
    WHITE_SPACE,
    Article,
    Mention,
    Page,
    Quote,
    Row,
    Spans,
    may_stand_for,
)

_NOWHERE = -1
_OF_ONE_PAGE = ("pages", "articles", "quotes", "offices", "mentions", "rejects")
"""Tables in which each row belongs to one page."""
_LINE_ENDS = frozenset(LINE_ENDS)
_NOT_TAKEN = bytes([1, *bytes(255)])
"""Of what is not taken, which is 0, the translation is 1."""


def prove_page(rows: Mapping[str, Sequence[Row]]) -> list[Broken]:
    """Return every promise that the rows of one page break; `rows` is table → rows, with one row of `pages`.

    A page that could not be read keeps them all if it has no articles.
    """
    (page,) = (row for row in rows["pages"] if isinstance(row, Page))
    articles = [row for row in rows.get("articles", ()) if isinstance(row, Article)]
    if page.raw_text is None:
        return [Broken("1", "articles", a.article_id, "is on a page that could not be read") for a in articles]
    units = list(_units(articles))
    coverage = _Coverage.of(page, units)
    broken = [*coverage.broken, *_prove_text(page.raw_text, units), *_prove_ranges(rows, articles)]
    broken += [*_prove_keys(rows), *_prove_counts(rows)]
    if not broken:
        broken = _prove_breaks(page, coverage)
    return broken


@dataclass(frozen=True, slots=True)
class _Unit:
    """An article's text or one of its titles; a line feed in a text separates paragraphs."""

    article_id: str
    name: str
    shown: str
    spans: Spans


def _units(articles: Sequence[Article]) -> Iterator[_Unit]:
    for article in articles:
        yield _Unit(article.article_id, "text", article.text, article.raw_spans)
        for title in article.titles:
            yield _Unit(article.article_id, title.role, title.text, title.spans)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """Which text or title each raw character belongs to."""

    printed: str
    """All texts and titles, joined by line feeds."""
    positions: "array[int]"
    """For each raw character, its offset in `printed`; −1 if it is in no text or title."""
    broken: list[Broken]

    @classmethod
    def of(cls, page: Page, units: Sequence[_Unit]) -> "_Coverage":
        raw = page.raw_text or ""
        positions = array("l", [_NOWHERE]) * len(raw)
        numbers = array("l", range(sum(len(unit.shown) + 1 for unit in units)))
        taken = bytearray(len(raw))
        broken: list[Broken] = []
        base = 0
        for unit in units:
            broken += _take(taken, unit.spans, "articles", unit.article_id, unit.name)
            _set_positions(positions, unit, numbers, base)
            base += len(unit.shown) + 1
        broken += _take(taken, page.furniture_spans, "pages", page.page_id, "furniture")
        lost = list(_lost(raw, taken))
        if lost:
            what = f"the character at {lost[0]} belongs to no article, title or furniture ({len(lost)} such runs)"
            broken.append(Broken("1", "pages", page.page_id, what))
        return cls("\n".join(unit.shown for unit in units), positions, broken)

    def are_neighbours(self, before: int, after: int) -> bool:
        """Return whether two raw characters follow each other in one paragraph or title, white space aside."""
        first, last = self.positions[before], self.positions[after]
        if first == _NOWHERE or last <= first:
            return False
        between = self.printed[first + 1 : last]
        return not between or (between.isspace() and "\n" not in between)


def _take(taken: bytearray, spans: Spans, table: str, row: str, name: str) -> Iterator[Broken]:
    """Mark the characters of spans as taken; yield spans that overlap others or lie outside the raw text."""
    for start, end in spans.ranges():
        if end > len(taken):
            yield Broken("1", table, row, f"{name} has characters {start}-{end}, outside the raw text")
            continue
        if taken.find(1, start, end) >= 0:
            what = f"{name} has characters {start}-{end}, some of which belong to something else too"
            yield Broken("1", table, row, what)
        taken[start:end] = b"\x01" * (end - start)


def _set_positions(positions: "array[int]", unit: _Unit, numbers: "array[int]", base: int) -> None:
    """Set the positions of a unit's characters to some of `numbers`, which count from 0: its first one's to `base`."""
    spans = unit.spans.ranges()
    start = end = 0
    for line in unit.shown.split("\n"):
        stop = base + len(line)
        while base < stop:
            if start == end:
                span = next(spans, None)
                if span is None or span[1] > len(positions):
                    return
                start, end = span
            length = min(stop - base, end - start)
            positions[start : start + length] = numbers[base : base + length]
            base, start = base + length, start + length
        base += 1


def _lost(raw: str, taken: bytearray) -> Iterator[int]:
    """Yield the raw offset of the first printed character of each run of characters that are not taken."""
    if not "".join(compress(raw, taken.translate(_NOT_TAKEN))).strip(WHITE_SPACE):
        return
    start = taken.find(0)
    while start >= 0:
        end = taken.find(1, start)
        run = raw[start : end if end >= 0 else len(raw)]
        if printed := run.lstrip(WHITE_SPACE):
            yield start + len(run) - len(printed)
        start = taken.find(0, end) if end >= 0 else -1


def _prove_text(raw: str, units: Sequence[_Unit]) -> Iterator[Broken]:
    for unit in units:
        shown = unit.shown.replace("\n", "")
        source = "".join([raw[start:end] for start, end in unit.spans.ranges()])
        if shown == source:
            continue
        if len(shown) != len(source):
            what = f"{unit.name} has {len(shown)} characters, its spans {len(source)}"
            yield Broken("2", "articles", unit.article_id, what)
            continue
        wrong = next((i for i, (r, s) in enumerate(zip(source, shown, strict=True)) if not may_stand_for(r, s)), None)
        if wrong is not None:
            what = f"{unit.name} shows {shown[wrong]!r} for {source[wrong]!r}, its character {wrong} without line feeds"
            yield Broken("2", "articles", unit.article_id, what)


def _prove_ranges(rows: Mapping[str, Sequence[Row]], articles: Sequence[Article]) -> Iterator[Broken]:
    texts = {article.article_id: article for article in articles}
    for article in articles:
        lines = [article.text[p.text_start : p.text_end] for p in article.paragraphs]
        if "\n".join(lines) != article.text or any("\n" in line for line in lines):
            yield Broken("3", "articles", article.article_id, "its paragraphs are not the lines of its text")
    for quote in rows.get("quotes", ()):
        if isinstance(quote, Quote):
            yield from _prove_range("quotes", quote.quote_id, quote.text, quote, texts)
    for mention in rows.get("mentions", ()):
        if isinstance(mention, Mention):
            yield from _prove_range("mentions", mention.mention_id, mention.surface, mention, texts)


def _prove_range(
    table: str, key: str, shown: str, row: Quote | Mention, texts: Mapping[str, Article]
) -> Iterator[Broken]:
    article = texts.get(row.article_id)
    if article is not None and article.text[row.text_start : row.text_end] != shown:
        yield Broken("3", table, key, f"differs from {row.text_start}-{row.text_end} of its article's text")


def _prove_keys(rows: Mapping[str, Sequence[Row]]) -> Iterator[Broken]:
    """Check that keys are unique and references point to rows of the page; an entity has a row per article here."""
    keys = {name: {_key_of(row) for row in rows.get(name, ())} for name in TABLES}
    for name in _OF_ONE_PAGE:
        if len(keys[name]) < len(rows.get(name, ())):
            (key, count) = Counter(map(_key_of, rows[name])).most_common(1)[0]
            yield Broken("4", name, key, f"{count} rows have this key")
    for name in (*_OF_ONE_PAGE, *ENTITY_TABLES.values()):
        for row in rows.get(name, ()):
            for column, target, key in _references(row):
                if key not in keys[target]:
                    yield Broken("4", name, _key_of(row), f"{column} points to no row of {target}: {key}")


def _key_of(row: Row) -> str:
    key = row.key
    return str(getattr(row, key[0])) if len(key) == 1 else " ".join([str(getattr(row, column)) for column in key])


def _references(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield column, table and key of each reference to a row of the same page."""
    if isinstance(row, Mention):
        yield "entity_id", ENTITY_TABLES[row.entity_type], row.entity_id
    for column, target in row.references.items():
        key = getattr(row, column)
        if key is not None and target not in ("newspapers", "rules"):
            yield column, target, key


def _prove_counts(rows: Mapping[str, Sequence[Row]]) -> Iterator[Broken]:
    """Check the counts of entities: mentions, articles that mention them, quotes of people."""
    mentions = [row for row in rows.get("mentions", ()) if isinstance(row, Mention)]
    spoken = Counter(row.person_id for row in rows.get("quotes", ()) if isinstance(row, Quote) and row.person_id)
    for kind, name in ENTITY_TABLES.items():
        (key,) = TABLES[name].key
        own = [mention for mention in mentions if mention.entity_type == kind]
        found: dict[str, Counter[str]] = {
            "mention_count": Counter(mention.entity_id for mention in own),
            "article_count": Counter(entity_id for entity_id, _ in {(m.entity_id, m.article_id) for m in own}),
        }
        if name == "people":
            found["quote_count"] = Counter(spoken)
        for column, counted in found.items():
            said: Counter[str] = Counter()
            for row in rows.get(name, ()):
                said[getattr(row, key)] += getattr(row, column)
            for entity_id, number in said.items():
                if number != counted[entity_id]:
                    what = f"{column} is {number}, but {counted[entity_id]} were counted"
                    yield Broken("counts", name, entity_id, what)


def _prove_breaks(page: Page, coverage: _Coverage) -> list[Broken]:
    """Check that a break is `joined` exactly if its two sides are neighbours, and that no line end lacks a verdict."""
    raw = page.raw_text or ""
    offsets, verdicts = page.breaks.raw_offsets, page.breaks.verdicts
    broken = []
    for run in _printed_runs(raw):
        start, end = run
        inside = range(bisect_left(offsets, start), bisect_left(offsets, end))
        has_sides = start > 0 and end < len(raw)
        if has_sides and not inside:
            broken.append(Broken("7", "pages", page.page_id, f"the line end at {start} has no verdict"))
        neighbours = has_sides and coverage.are_neighbours(start - 1, end)
        for at in inside:
            if (verdicts[at] == "joined") is not neighbours:
                state = "are" if neighbours else "are not"
                what = f"the break at {offsets[at]} is {verdicts[at]}, but its two sides {state} neighbours"
                broken.append(Broken("7", "pages", page.page_id, what))
    misplaced = [offset for offset in offsets if raw[offset] not in LINE_ENDS]
    broken += [Broken("7", "pages", page.page_id, f"the break at {offset} is at no line end") for offset in misplaced]
    return broken


_SPACES = re.compile(f"[{WHITE_SPACE}]+")


def _printed_runs(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of white space that has a line end in it."""
    for spaces in _SPACES.finditer(raw):
        if not _LINE_ENDS.isdisjoint(spaces[0]):
            yield spaces.span()
