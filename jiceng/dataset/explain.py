"""Where a row comes from: its rules, its article, and the raw lines it was read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from jiceng.dataset.load_sql import identifier
from jiceng.dataset.query import open_dataset
from jiceng.sourced import raw_lines
from jiceng.storage import Location
from schemas import ENTITY_TABLES, TABLES

MAX_PASSAGES = 20


class UnknownRow(Exception):
    """No table has a row with the key; the message names the key."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a raw text and which of its characters are meant."""

    number: int
    """From 1."""
    offset: int
    """Raw offset of its first character."""
    text: str
    """Without its line end."""
    marked: tuple[tuple[int, int], ...]
    """Half-open ranges of code points of `text`, in order."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The raw lines in which one thing stands: a quote, a mention, a title, an article's text."""

    label: str
    page_id: str
    source_path: str
    spans: tuple[tuple[int, int], ...]
    """In the raw text, in reading order."""
    lines: tuple[MarkedLine, ...]
    """Those of the page in which a span stands, in the page's order."""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row and where it comes from."""

    table: str
    row_id: str
    row: dict[str, Any]
    rules: tuple[dict[str, Any], ...] = ()
    """Rows of `rules`: those that found the passages."""
    article: dict[str, Any] | None = None
    """Of a row of one article: its id, headline, kind, newspaper's title, day and page number."""
    passages: tuple[Passage, ...] = ()
    more_passages: int = 0
    """Passages beyond the first MAX_PASSAGES."""
    related: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Rows of other tables that belong to it, by table: a person's offices."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands, its lines not yet read."""

    label: str
    page_id: str
    spans: tuple[tuple[int, int], ...]
    rule: str | None = None


def explain_row(folder: Location, row_id: str) -> Explanation:
    """Return the row of any table that has a key, its rules and the raw lines in which it stands.

    `folder` is a build, or the output whose current build is taken. An office, whose key has three columns, is found by
    its person_id, beside the person. Raises UnknownRow, and NoDataset where there is no dataset.
    """
    with open_dataset(folder) as connection:
        table, row = _find_row(connection, row_id)
        places = list(_places(connection, table, row))
        shown = places[:MAX_PASSAGES]
        related = {}
        if table == "people":
            related["offices"] = _select(connection, "offices", "person_id", row_id, "ORDER BY article_id, n")
        return Explanation(
            table=table,
            row_id=row_id,
            row=row,
            rules=_rules(connection, places),
            article=_article(connection, row.get("article_id")),
            passages=tuple(_passages(connection, shown)),
            more_passages=len(places) - len(shown),
            related=related,
        )


def _select(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, value: str, rest: str = "", columns: str = "*"
) -> list[dict[str, Any]]:
    """Return the rows of a table whose column has a value, as column → value."""
    query = f"SELECT {columns} FROM {table} WHERE {identifier(column)} = $value {rest}"
    cursor = connection.execute(query, {"value": value})
    names = [description[0] for description in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _find_row(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[str, dict[str, Any]]:
    for table, model in TABLES.items():
        if len(model.key) == 1 and (rows := _select(connection, table, model.key[0], row_id)):
            return table, rows[0]
    raise UnknownRow(f"{row_id}: no table has a row with this key; look keys up with `jiceng query`")


def _spans(spans: Sequence[dict[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _page_of(row_id: str) -> str:
    """Return the page_id with which the key of an article, quote, mention or reject begins."""
    return row_id.rpartition("/")[0]


def _places(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> Iterator[_Place]:
    """Yield where a row's characters stand."""
    if table == "pages":
        yield _Place("furniture", row["page_id"], _spans(row["furniture_spans"]))
    elif table == "articles":
        for title in row["titles"]:
            yield _Place(title["role"], row["page_id"], _spans(title["spans"]))
        yield _Place("text", row["page_id"], _spans(row["raw_spans"]))
    elif table == "quotes":
        yield _Place("quote", _page_of(row["quote_id"]), _spans(row["raw_spans"]), row["rule"])
    elif table == "mentions":
        yield _mention_place(row)
    elif table == "rejects":
        yield _Place(row["table_name"], row["page_id"], _spans(row["raw_spans"]))
    elif table in ENTITY_TABLES.values():
        (kind,) = (kind for kind, name in ENTITY_TABLES.items() if name == table)
        order = f"AND entity_type = '{kind}' ORDER BY article_id, text_start"
        for mention in _select(connection, "mentions", "entity_id", row[TABLES[table].key[0]], order):
            yield _mention_place(mention)


def _mention_place(mention: dict[str, Any]) -> _Place:
    return _Place("mention", _page_of(mention["mention_id"]), _spans(mention["raw_spans"]), mention["rule"])


def _rules(connection: duckdb.DuckDBPyConnection, places: Sequence[_Place]) -> tuple[dict[str, Any], ...]:
    names = sorted({place.rule for place in places if place.rule is not None})
    return tuple(row for name in names for row in _select(connection, "rules", "rule", name))


def _article(connection: duckdb.DuckDBPyConnection, article_id: str | None) -> dict[str, Any] | None:
    if article_id is None:
        return None
    columns = "article_id, headline, kind, title AS newspaper_title, issue_date, page_number"
    source = "articles JOIN newspapers USING (newspaper)"
    rows = _select(connection, source, "article_id", article_id, columns=columns)
    return rows[0] if rows else None


def _passages(connection: duckdb.DuckDBPyConnection, places: Sequence[_Place]) -> Iterator[Passage]:
    pages: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for place in places:
        if place.page_id not in pages:
            columns = "source_path, coalesce(raw_text, '') AS raw_text"
            (page,) = _select(connection, "pages", "page_id", place.page_id, columns=columns)
            pages[place.page_id] = page["source_path"], list(raw_lines(page["raw_text"]))
        source_path, lines = pages[place.page_id]
        yield Passage(
            label=place.label,
            page_id=place.page_id,
            source_path=source_path,
            spans=place.spans,
            lines=tuple(_marked_lines(lines, place.spans)),
            rule=place.rule,
        )


def _marked_lines(lines: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]]) -> Iterator[MarkedLine]:
    """Yield the lines in which a span stands; linear in the lines and spans."""
    waiting = sorted(spans)
    first = 0
    for number, (offset, text) in enumerate(lines, start=1):
        stop = offset + len(text)
        while first < len(waiting) and waiting[first][1] <= offset:
            first += 1
        marked = []
        at = first
        while at < len(waiting) and waiting[at][0] < stop:
            start, end = waiting[at]
            marked.append((max(start - offset, 0), min(end, stop) - offset))
            at += 1
        if marked:
            yield MarkedLine(number, offset, text, tuple(marked))
