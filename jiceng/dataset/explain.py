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
_LISTED_NAMESAKES = 8


class UnknownRow(Exception):
    """No table has a row with the key, or several have the name; the message says which."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a raw text, with the characters that belong to a passage."""

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
    """Where one thing is printed: a quote, a mention, a title, an article's text."""

    label: str
    page_id: str
    source_path: str
    spans: tuple[tuple[int, int], ...]
    """Raw offsets, in reading order."""
    lines: tuple[MarkedLine, ...]
    """The lines that have a character of a span, in the order of the page."""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row and where it comes from."""

    table: str
    row_id: str
    row: dict[str, Any]
    rules: tuple[dict[str, Any], ...] = ()
    """The rows of `rules` that found the passages."""
    article: dict[str, Any] | None = None
    """For a row of one article: its id, headline, kind, newspaper's title, day and page number."""
    passages: tuple[Passage, ...] = ()
    more_passages: int = 0
    """Passages beyond the first MAX_PASSAGES."""
    related: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Table → rows that belong to this one: a person's offices."""


@dataclass(frozen=True, slots=True)
class _PassageSpans:
    """A passage whose lines have not been read yet."""

    label: str
    page_id: str
    spans: tuple[tuple[int, int], ...]
    rule: str | None = None


def explain_row(folder: Location, row_id: str) -> Explanation:
    """Return the row with a key, whatever its table, with its rules and the raw lines in which it is printed.

    A name of one person, organization, community or initiative is as good as its key.

    `folder` is a build, or an output folder, whose current build is opened. Offices, whose key has three columns, are
    given with the person they belong to. Raises UnknownRow, and NoDataset if there is no dataset.
    """
    with open_dataset(folder) as connection:
        table, row = _find_row(connection, row_id)
        row_id = row[TABLES[table].key[0]]
        passages = list(_passage_spans(connection, table, row))
        shown = passages[:MAX_PASSAGES]
        related = {}
        if table == "people":
            related["offices"] = _select(connection, "offices", "person_id", row_id, "ORDER BY article_id, n")
        return Explanation(
            table=table,
            row_id=row_id,
            row=row,
            rules=_rules(connection, passages),
            article=_article(connection, row.get("article_id")),
            passages=tuple(_passages(connection, shown)),
            more_passages=len(passages) - len(shown),
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
    return _find_named(connection, row_id)


def _find_named(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, dict[str, Any]]:
    """Return the only person, organization, community or initiative of a name, its own or an alias."""
    keys = {table: TABLES[table].key[0] for table in ENTITY_TABLES.values()}
    parts = [
        f"SELECT '{table}' AS kind, {key} AS id, mention_count FROM {table} "
        "WHERE name = $name OR list_contains(aliases, $name)"
        for table, key in keys.items()
    ]
    query = f"{' UNION ALL '.join(parts)} ORDER BY mention_count DESC, kind, id"
    found = connection.execute(query, {"name": name}).fetchall()
    if not found:
        raise UnknownRow(f"{name}: no table has a row with this key or name; look keys up with `jiceng query`")
    if len(found) > 1:
        listed = ", ".join(row_id for _, row_id, _ in found[:_LISTED_NAMESAKES])
        more = f" and {len(found) - _LISTED_NAMESAKES} more" if len(found) > _LISTED_NAMESAKES else ""
        raise UnknownRow(f"{name}: is the name of {len(found)} rows; give the key of one: {listed}{more}")
    table, row_id, _ = found[0]
    return table, _select(connection, table, keys[table], row_id)[0]


def _spans(spans: Sequence[dict[str, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _page_of(row_id: str) -> str:
    """Return the page_id at the start of the key of an article, quote, mention or reject."""
    return row_id.rpartition("/")[0]


def _passage_spans(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> Iterator[_PassageSpans]:
    """Yield where a row is printed."""
    if table == "pages":
        yield _PassageSpans("furniture", row["page_id"], _spans(row["furniture_spans"]))
    elif table == "articles":
        for title in row["titles"]:
            yield _PassageSpans(title["role"], row["page_id"], _spans(title["spans"]))
        yield _PassageSpans("text", row["page_id"], _spans(row["raw_spans"]))
    elif table == "quotes":
        yield _PassageSpans("quote", _page_of(row["quote_id"]), _spans(row["raw_spans"]), row["rule"])
    elif table == "mentions":
        yield _mention_spans(row)
    elif table == "rejects":
        yield _PassageSpans(row["table_name"], row["page_id"], _spans(row["raw_spans"]))
    elif table in ENTITY_TABLES.values():
        (kind,) = (kind for kind, name in ENTITY_TABLES.items() if name == table)
        order = f"AND entity_type = '{kind}' ORDER BY article_id, text_start"
        for mention in _select(connection, "mentions", "entity_id", row[TABLES[table].key[0]], order):
            yield _mention_spans(mention)


def _mention_spans(mention: dict[str, Any]) -> _PassageSpans:
    return _PassageSpans("mention", _page_of(mention["mention_id"]), _spans(mention["raw_spans"]), mention["rule"])


def _rules(connection: duckdb.DuckDBPyConnection, passages: Sequence[_PassageSpans]) -> tuple[dict[str, Any], ...]:
    names = sorted({each.rule for each in passages if each.rule is not None})
    return tuple(row for name in names for row in _select(connection, "rules", "rule", name))


def _article(connection: duckdb.DuckDBPyConnection, article_id: str | None) -> dict[str, Any] | None:
    if article_id is None:
        return None
    columns = "article_id, headline, kind, title AS newspaper_title, issue_date, page_number"
    source = "articles JOIN newspapers USING (newspaper)"
    rows = _select(connection, source, "article_id", article_id, columns=columns)
    return rows[0] if rows else None


def _passages(connection: duckdb.DuckDBPyConnection, passages: Sequence[_PassageSpans]) -> Iterator[Passage]:
    pages: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for each in passages:
        if each.page_id not in pages:
            columns = "source_path, coalesce(raw_text, '') AS raw_text"
            (page,) = _select(connection, "pages", "page_id", each.page_id, columns=columns)
            pages[each.page_id] = page["source_path"], list(raw_lines(page["raw_text"]))
        source_path, lines = pages[each.page_id]
        yield Passage(
            label=each.label,
            page_id=each.page_id,
            source_path=source_path,
            spans=each.spans,
            lines=tuple(_marked_lines(lines, each.spans)),
            rule=each.rule,
        )


def _marked_lines(lines: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]]) -> Iterator[MarkedLine]:
    """Yield the lines that have a character of a span; linear in lines and spans."""
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
