"""Draws the README's picture of a page that becomes rows: python docs/draw_page_to_rows.py [FILE].

It shows the paragraph of the page in raw/ that names an initiative with parts: its raw lines with the verdict at every
line end, and the rows that jiceng reads from it, each beside the characters that it was read from.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from jiceng.page import find_pages, read_page
from jiceng.records import page_records
from schemas import Span

PROJECT = Path(__file__).parents[1]
PICTURE = PROJECT / "docs" / "pictures" / "page-to-rows.svg"
NEWSPAPER = "panzhihua-daily"
INITIATIVE = "“四个一”三线文化工程"
"""Of the page of NEWSPAPER in raw/: the rows shown are those of its paragraph."""

EM, LINE_HEIGHT = 17, 30
LEFT, TOP = 28, 84
CARD_WIDTH = {"quotes": 516, "people": 500, "communities": 500, "initiatives": 500, "articles": 500}
RIGHT = 590
"""Where the cards beside the page begin."""
ROW_HEIGHT, CARD_GAP = 23, 14
LABEL_WIDTH = 112
"""All in pixels."""
VALUE_SIZE = 14
FONT = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
COLOURS = {
    "quotes": "#f6d186",
    "people": "#a8d5ba",
    "communities": "#a9cdf0",
    "initiatives": "#f2b5b5",
    "articles": "#d2d2d7",
}
"""Fill of what a row of each table was read from: light enough for black text on them."""


@dataclass(frozen=True, slots=True)
class Card:
    """A row of a table as it is shown: some columns, and the raw spans of the characters that it was read from."""

    table: str
    columns: Sequence[tuple[str, str]]
    spans: Sequence[Span]


def shown_rows(rows: dict[str, list[Any]]) -> tuple[Span, list[Card]]:
    """Return the raw range of the paragraph that names the initiative, and the rows that were read from it."""
    (initiative,) = (row for row in rows["initiatives"] if row.name == INITIATIVE)
    named = next(mention for mention in rows["mentions"] if mention.entity_id == initiative.initiative_id)
    (article,) = (row for row in rows["articles"] if row.article_id == named.article_id)
    (quote,) = (
        row
        for row in rows["quotes"]
        if row.article_id == article.article_id and row.text_start <= named.text_start < row.text_end
    )
    (person,) = (row for row in rows["people"] if row.person_id == quote.person_id)
    (community,) = (row for row in rows["communities"] if row.community_id == quote.community_id)
    paragraph = article.paragraphs[quote.paragraph]
    inside = [
        m
        for m in rows["mentions"]
        if m.article_id == article.article_id and paragraph.text_start <= m.text_start < paragraph.text_end
    ]

    def spans_of(entity_id: str) -> list[Span]:
        return [span for mention in inside if mention.entity_id == entity_id for span in mention.raw_spans]

    first, last = quote.raw_spans[0], quote.raw_spans[-1]
    columns: dict[str, list[tuple[str, str]]] = {
        "people": [("name", f"{person.name}  {person.name_pinyin}"), ("office", f"{quote.speaker_title}")],
        "communities": [
            ("community_id", community.community_id),
            ("level", community.level),
            ("division_code", community.division_code or ""),
        ],
        "initiatives": [
            ("name", initiative.name),
            ("holder", initiative.holder or ""),
            ("components", " / ".join(initiative.components)),
            ("stated_count", str(initiative.stated_count)),
        ],
        "quotes": [
            ("speaker", f"{quote.speaker}, {quote.speaker_title}, {quote.speaker_organization}"),
            ("text", quote.text),
            ("kind, cue", f"{quote.kind}, {quote.cue}"),
            ("rule", f"{quote.rule}  (confidence {quote.confidence:.2f})"),
            ("raw_spans", f"{first.start}–{first.end} … {last.start}–{last.end}"),
        ],
        "articles": [
            ("headline", article.headline or ""),
            ("byline", ", ".join(f"{credit.name} ({credit.role})" for credit in article.byline)),
            ("paragraphs", str(len(article.paragraphs))),
        ],
    }
    spans = {
        "people": spans_of(person.person_id),
        "communities": spans_of(community.community_id),
        "initiatives": spans_of(initiative.initiative_id),
        "quotes": quote.raw_spans,
        "articles": (),
    }
    cards = [Card(table, shown, spans[table]) for table, shown in columns.items()]
    start = min(span.start for card in cards for span in card.spans)
    return Span(start=start, end=last.end), cards


def wrapped(value: str, ems: float) -> Iterator[str]:
    """Yield the lines of a value, none wider than some ems; letters and digits are half an em wide."""
    line, width = "", 0.0
    for character in value:
        step = 0.55 if ord(character) < 0x2E80 and character not in "“”——…" else 1.0
        if width + step > ems and line:
            yield line
            line, width = "", 0.0
        line, width = line + character, width + step
    yield line


def text_at(x: float, y: float, text: str, *, size: int = 14, fill: str = "#1d1d1f", extra: str = "") -> str:
    """Return a text element."""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{fill}"{extra}>{escape(text, quote=False)}</text>'


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card with its values broken into lines, and where it is drawn; in pixels."""

    card: Card
    values: Sequence[tuple[str, Sequence[str]]]
    x: float
    y: float

    @property
    def height(self) -> float:
        """Height in pixels."""
        return 40 + ROW_HEIGHT * sum(len(lines) for _, lines in self.values)

    def draw(self) -> Iterator[str]:
        """Yield the elements of the card."""
        x, y, width = self.x, self.y, CARD_WIDTH[self.card.table]
        colour = COLOURS[self.card.table]
        place = f'x="{x:g}" y="{y:g}" height="{self.height:g}"'
        yield f'<rect {place} width="{width}" rx="8" fill="#fff" stroke="#d2d2d7"/>'
        yield f'<rect {place} width="6" rx="3" fill="{colour}"/>'
        yield text_at(x + 18, y + 22, self.card.table, extra=' font-weight="600"')
        base = y + 24
        for name, lines in self.values:
            yield text_at(x + 18, base + ROW_HEIGHT, name, size=12, fill="#6e6e73")
            for line in lines:
                base += ROW_HEIGHT
                yield text_at(x + LABEL_WIDTH, base, line, size=VALUE_SIZE)


class PrintedLines:
    """Raw lines as they are drawn."""

    def __init__(self, raw_text: str, shown: Span) -> None:
        """Take the raw text of a page, and the range whose lines are drawn."""
        first = raw_text.rfind("\n", 0, shown.start) + 1
        self.lines = raw_text[first : raw_text.find("\n", shown.end)].split("\n")
        self.starts = [first + sum(len(line) + 1 for line in self.lines[:index]) for index in range(len(self.lines))]
        self.bottom = TOP + LINE_HEIGHT * len(self.lines)

    def boxes(self, spans: Sequence[Span]) -> list[tuple[float, float, float]]:
        """Return left, top and width of the characters of some raw spans."""
        found = []
        for span in spans:
            for index, (start, line) in enumerate(zip(self.starts, self.lines, strict=True)):
                left, right = max(span.start, start), min(span.end, start + len(line))
                if left < right:
                    found.append((LEFT + EM * (left - start), TOP + LINE_HEIGHT * index, EM * (right - left)))
        return found

    def draw(self, breaks: Sequence[Any]) -> Iterator[str]:
        """Yield the elements of the lines, with the verdicts at their ends."""
        at_offset = {item.raw_offset: item for item in breaks}
        for index, (start, line) in enumerate(zip(self.starts, self.lines, strict=True)):
            base = TOP + LINE_HEIGHT * index + 16
            columns = " ".join(f"{LEFT + EM * column:g}" for column in range(len(line)))
            yield f'<text y="{base}" x="{columns}" font-size="{EM}" fill="#1d1d1f">{escape(line, quote=False)}</text>'
            found = at_offset.get(start + len(line))
            if found is not None:
                label = f"{'⤶' if found.verdict == 'joined' else '¶'} {found.verdict}: {found.reason}"
                yield text_at(LEFT + EM * 20, base, label, size=11, fill="#8a8a8e")


def placed(cards: Sequence[Card], below: float) -> list[PlacedCard]:
    """Return the cards where they are drawn: quotes below the page's lines, the others beside them."""
    found = []
    y = {LEFT: below + CARD_GAP, RIGHT: TOP - 8.0}
    for card in cards:
        x = LEFT if card.table == "quotes" else RIGHT
        ems = (CARD_WIDTH[card.table] - LABEL_WIDTH - 12) / VALUE_SIZE
        values = [(name, list(wrapped(value, ems))) for name, value in card.columns]
        found.append(PlacedCard(card, values, x, y[x]))
        y[x] += found[-1].height + CARD_GAP
    return found


def highlights(place: PlacedCard, lines: PrintedLines) -> Iterator[str]:
    """Yield the marks of the characters that a card was read from: below them for a quote, behind them for a name."""
    colour = COLOURS[place.card.table]
    top, height, radius = (22, 4, 2) if place.card.table == "quotes" else (-1, 22, 3)
    for x, y, width in lines.boxes(place.card.spans):
        shape = f'x="{x:g}" y="{y + top:g}" width="{width:g}" height="{height}" rx="{radius}"'
        yield f'<rect {shape} fill="{colour}"/>'


def draw(raw_text: str, shown: Span, cards: Sequence[Card], breaks: Sequence[Any]) -> str:
    """Return the picture as SVG."""
    lines = PrintedLines(raw_text, shown)
    places = placed(cards, lines.bottom)
    bold, grey = ' font-weight="600"', "#6e6e73"
    parts = [
        text_at(LEFT, 34, "A printed page, as OCR leaves it", size=17, extra=bold),
        text_at(LEFT, 55, "every line end gets a verdict and the rule that decided", size=13, fill=grey),
        text_at(RIGHT, 34, "The rows read from it", size=17, extra=bold),
        text_at(RIGHT, 55, "each traceable to its characters, here by colour", size=13, fill=grey),
    ]
    for place in reversed(places):
        parts += highlights(place, lines)
    parts += lines.draw(breaks)
    for place in places:
        parts += place.draw()
    width = RIGHT + CARD_WIDTH["people"] + LEFT
    height = max(place.y + place.height for place in places) + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{FONT}" role="img"'
        ' xml:lang="zh-CN">\n'
        "<title>A paragraph of a newspaper page and the rows that jiceng reads from it</title>\n"
        f'<rect width="100%" height="100%" fill="#fbfbfd"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def picture() -> str:
    """Return the picture of the newspaper's page in raw/."""
    folder = find_pages(PROJECT / "raw")
    (page,) = (page for page in folder.pages if page.newspaper == NEWSPAPER)
    (newspaper,) = (each for each in folder.newspapers if each.newspaper == NEWSPAPER)
    raw_text = read_page(page).raw_text or ""
    rows: dict[str, list[Any]] = page_records(page, newspaper).rows
    shown, cards = shown_rows(rows)
    return draw(raw_text, shown, cards, rows["pages"][0].breaks)


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE).write_text(picture(), encoding="utf-8")
