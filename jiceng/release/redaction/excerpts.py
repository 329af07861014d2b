"""How much of the newspapers' text a release carries: all, excerpts, or none.

`excerpt`: `pages.raw_text` and `articles.text` are cut to their first characters, and of each article's quotations only
a share is there, those of the highest confidence; the sentences that describe initiatives (`description`) are counted
with them. What is beyond keeps its key, its hash and its offsets. Headlines, keywords, names and the parts of
initiatives are there. `none`: these are not there either, except names. docs/rights.md says it of every column.

What is withheld can be put back (rehydrate.py) by who has the page files: a text by its spans and `normalised`, any
other string by its range in the article's text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

from jiceng.dataset.page_ranges import page_ranges
from jiceng.release.contents import released_schema
from jiceng.release.redaction.layers import Layers
from schemas.newspaper import SharePolicy

_PAGES_PER_RANGE = 100
STRICTEST_FIRST: tuple[SharePolicy, ...] = ("none", "excerpt", "full")


class Limits(BaseModel):
    """What an excerpt may hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    head_characters: int = Field(100, ge=0, description="first characters of a page and of an article's text")
    share: float = Field(
        0.25,
        ge=0.0,
        le=1.0,
        description="part of an article's characters that its quotations and descriptions may have together; "
        "its first characters, too, are at most this part",
    )


def strictest_share(connection: duckdb.DuckDBPyConnection, newspapers: str) -> SharePolicy:
    """Return the strictest `share` of the newspapers in a table; `full` where there is none."""
    found = {share for (share,) in connection.execute(f"SELECT DISTINCT share FROM {newspapers}").fetchall()}
    return next((share for share in STRICTEST_FIRST if share in found), "full")


def newspapers_below(connection: duckdb.DuckDBPyConnection, newspapers: str, text: SharePolicy) -> list[str]:
    """Return the newspapers of a table that share less than a profile shows, in order."""
    stricter = list(STRICTEST_FIRST[: STRICTEST_FIRST.index(text)])
    query = f"SELECT newspaper FROM {newspapers} WHERE list_contains($stricter::VARCHAR[], share) ORDER BY newspaper"
    return [name for (name,) in connection.execute(query, {"stricter": stricter}).fetchall()]


def _column(name: str, kind: pa.DataType, description: str, *, nullable: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def _list(kind: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("element", kind, nullable=False))


_PLACES = _list(
    pa.struct(
        [
            _column("text_start", pa.int32(), "first code point in the article's text", nullable=False),
            _column("text_end", pa.int32(), "one after its last code point there", nullable=False),
        ]
    )
)
_NORMALISED = _column(
    "normalised",
    _list(pa.int32()),
    "offsets in text of the characters that are not the raw ones but their normalisation",
    nullable=False,
)
_ADDED: dict[str, tuple[pa.Field, ...]] = {
    "articles": (_NORMALISED,),
    "quotes": (_column("text_sha256", pa.string(), "SHA-256 of what was said, as UTF-8", nullable=False),),
    "initiatives": (
        _column("description_article_id", pa.string(), "the article that the description is from"),
        _column("description_start", pa.int32(), "first code point of the description in that article's text"),
        _column("description_end", pa.int32(), "one after its last code point there"),
        _column("description_sha256", pa.string(), "SHA-256 of the description, as UTF-8"),
    ),
}
"""Columns beside withheld text: what proves it, and what it takes to put it back."""
_ADDED_WITHOUT_TEXT: dict[str, tuple[pa.Field, ...]] = {
    "articles": (_column("keyword_places", _PLACES, "where the keywords are first printed", nullable=False),),
    "initiatives": (
        _column("component_places", _PLACES, "where its parts are in the description's article", nullable=False),
    ),
}
_WITHHELD = {"articles": ("text",), "quotes": ("text",)}
"""Columns that are never null in the dataset and may be here."""


def profile_schema(table: str, text: SharePolicy) -> pa.Schema:
    """Return the Arrow schema of a released table under a profile."""
    schema = released_schema(table)
    if text == "full":
        return schema
    for name in _WITHHELD.get(table, ()):
        at = schema.get_field_index(name)
        schema = schema.set(at, schema.field(at).with_nullable(True))
    added = list(_ADDED.get(table, ()))
    if text == "none":
        added += _ADDED_WITHOUT_TEXT.get(table, ())
        if table == "articles":
            at = schema.get_field_index("titles")
            schema = schema.set(at, _titles_without_text(schema.field(at)))
    return pa.schema([*schema, *added])


def _titles_without_text(titles: pa.Field) -> pa.Field:
    fields = [field.with_nullable(True) if field.name == "text" else field for field in titles.type.value_type]
    return titles.with_type(_list(pa.struct([*fields, _NORMALISED])))


def withhold_text(layers: Layers, text: SharePolicy, limits: Limits) -> None:
    """Let the tables be those of a profile; the connection has the macro `proof` (key, text), a text's hash."""
    if text == "full":
        return
    connection = layers.connection
    connection.execute("SET VARIABLE head = $head", {"head": limits.head_characters})
    connection.execute("SET VARIABLE share = $share", {"share": limits.share})
    connection.execute(f"CREATE TEMP TABLE described AS {_described(layers)}")
    _place_characters(layers, keywords=text == "none")
    if text == "excerpt":
        connection.execute(f"CREATE TEMP TABLE quoted AS {_quoted(layers)}")
    for table, query in _profile_queries(layers, text).items():
        layers.replace(table, query)


def _described(layers: Layers) -> str:
    """Return a query of where each initiative's description and components are: in the article that came first."""
    return f"""
        WITH first AS (
            SELECT entity_id, min(row(articles.issue_date IS NULL, coalesce(articles.issue_date, DATE '1970-01-01'),
                article_id)) AS rank
            FROM {layers["mentions"]} JOIN {layers["articles"]} AS articles USING (article_id)
            WHERE entity_type = 'initiative' GROUP BY entity_id
        ),
        sure AS (
            SELECT entity_id, article_id, max(confidence) AS confidence FROM {layers["mentions"]}
            WHERE entity_type = 'initiative' GROUP BY ALL
        ),
        placed AS (
            SELECT initiative_id, articles.article_id, confidence, description, components, text,
                nullif(strpos(text, description), 0) - 1 AS text_start,
                list_transform(components, lambda part: (strpos(text, part) - 1)::INTEGER) AS part_starts
            FROM {layers["initiatives"]} JOIN first ON first.entity_id = initiative_id
            JOIN sure ON sure.entity_id = initiative_id AND sure.article_id = first.rank[3]
            JOIN {layers["articles"]} AS articles ON articles.article_id = first.rank[3]
        )
        SELECT initiative_id, article_id, confidence, text_start::INTEGER AS text_start,
            (text_start + length(description))::INTEGER AS text_end,
            list_transform(components, lambda part, n: {{
                'text_start': part_starts[n], 'text_end': (part_starts[n] + length(part))::INTEGER
            }}) AS component_places
        FROM placed
    """


def _quoted(layers: Layers) -> str:
    """Return a query of the quotes and descriptions that an excerpt shows.

    Of each article the surest first, until the next one would exceed the article's share; what alone exceeds it is
    passed over. Characters that two of them share are counted twice.
    """
    return f"""
        WITH item AS (
            SELECT article_id, quote_id AS shown, confidence, text_start, text_end FROM {layers["quotes"]}
            UNION ALL SELECT article_id, initiative_id, confidence, text_start, text_end
            FROM described WHERE text_end > text_start
        ),
        within AS (
            SELECT item.*, floor(getvariable('share') * character_count) AS allowed
            FROM item JOIN {layers["articles"]} USING (article_id)
            WHERE text_end - text_start <= floor(getvariable('share') * character_count)
        )
        SELECT shown FROM within
        QUALIFY sum(text_end - text_start) OVER (
            PARTITION BY article_id ORDER BY confidence DESC, text_start, shown ROWS UNBOUNDED PRECEDING
        ) <= allowed
    """


def _head(text: str) -> str:
    """Return SQL for the first characters of a text that an excerpt shows."""
    return f"substring({text}, 1, least(getvariable('head'), floor(getvariable('share') * character_count))::INTEGER)"


def _profile_queries(layers: Layers, text: SharePolicy) -> dict[str, str]:
    excerpt = text == "excerpt"
    quote = "CASE WHEN quoted.shown IS NOT NULL THEN {0} END" if excerpt else "NULL::VARCHAR"
    quoted = "LEFT JOIN quoted ON quoted.shown = {0}" if excerpt else ""
    of_articles = {"text": _head("text") if excerpt else "NULL::VARCHAR", "text_sha256": "proof(article_id, text)"}
    of_initiatives = {"description": quote.format("description")}
    places = {"articles": "", "initiatives": ""}
    if not excerpt:
        of_articles |= dict.fromkeys(("kicker", "headline", "subheadline"), "NULL::VARCHAR")
        of_articles["titles"] = (
            "list_transform(titles, lambda title, n: {'role': title.role, 'text': NULL::VARCHAR, "
            "'spans': title.spans, 'normalised': of_titles[n]})"
        )
        of_articles["keywords"] = of_initiatives["components"] = "[]::VARCHAR[]"
        places["articles"] = ", of_keywords AS keyword_places"
        places["initiatives"] = ", coalesce(component_places, []) AS component_places"
    return {
        "pages": f"""
            SELECT * REPLACE ({_head("raw_text") if excerpt else "NULL::VARCHAR"} AS raw_text)
            FROM {layers["pages"]}""",
        "articles": f"""
            SELECT articles.* REPLACE ({_replaced(of_articles)}), of_text AS normalised{places["articles"]}
            FROM {layers["articles"]} AS articles JOIN placed USING (article_id)""",
        "quotes": f"""
            SELECT quotes.* REPLACE ({quote.format("text")} AS text), proof(quote_id, text) AS text_sha256
            FROM {layers["quotes"]} AS quotes {quoted.format("quote_id")}""",
        "initiatives": f"""
            SELECT initiatives.* REPLACE ({_replaced(of_initiatives)}), described.article_id AS description_article_id,
                text_start AS description_start, text_end AS description_end,
                proof(described.article_id, description) AS description_sha256{places["initiatives"]}
            FROM {layers["initiatives"]} AS initiatives LEFT JOIN described USING (initiative_id)
            {quoted.format("initiatives.initiative_id")}""",
    }


def _replaced(columns: dict[str, str]) -> str:
    return ", ".join(f"{expression} AS {column}" for column, expression in columns.items())


_PLACED = pa.schema(
    [
        pa.field("article_id", pa.string()),
        pa.field("of_text", _list(pa.int32())),
        pa.field("of_titles", _list(_list(pa.int32()))),
        pa.field("of_keywords", _PLACES),
    ]
)


def _place_characters(layers: Layers, *, keywords: bool) -> None:
    """Make the table `placed`: of each article which characters are normalised, and where its keywords are."""
    layers.connection.register("no_placed", _PLACED.empty_table())
    layers.connection.execute("CREATE TEMP TABLE placed AS FROM no_placed")
    for rows in _articles_with_raw_text(layers):
        placed = [_placed(row, keywords=keywords) for row in rows]
        layers.connection.register("some_placed", pa.Table.from_pylist(placed, schema=_PLACED))
        layers.connection.execute("INSERT INTO placed FROM some_placed")
        layers.connection.unregister("some_placed")


def _articles_with_raw_text(layers: Layers) -> Iterator[list[dict[str, Any]]]:
    """Yield the articles of some pages at a time with the raw text of each."""
    for pages in page_ranges(layers.connection, layers["pages"], _PAGES_PER_RANGE):
        rows = layers.connection.sql(f"""
            SELECT article_id, text, titles, articles.raw_spans, keywords, coalesce(raw_text, '') AS raw_text
            FROM {layers["articles"]} AS articles
            JOIN (SELECT page_id, raw_text FROM {layers["pages"]} WHERE {pages.are_pages}) USING (page_id)
            WHERE {pages.have("article_id")}
        """)
        yield rows.to_arrow_table().to_pylist()


def _placed(row: dict[str, Any], *, keywords: bool) -> dict[str, Any]:
    raw, text = row["raw_text"], row["text"]
    words = row["keywords"] if keywords else ()
    starts = [text.index(word) for word in words]
    return {
        "article_id": row["article_id"],
        "of_text": normalised_offsets(raw, text, row["raw_spans"]),
        "of_titles": [normalised_offsets(raw, title["text"], title["spans"]) for title in row["titles"]],
        "of_keywords": [
            {"text_start": start, "text_end": start + len(word)} for start, word in zip(starts, words, strict=True)
        ],
    }


def normalised_offsets(raw: str, text: str, spans: Sequence[dict[str, int]]) -> list[int]:
    """Return the offsets at which a text's characters are not those of its spans; line feeds are in no span."""
    source = "".join(raw[span["start"] : span["end"]] for span in spans)
    if source == text:
        return []
    offsets = []
    place = 0
    for offset, character in enumerate(text):
        if character == "\n":
            continue
        if place < len(source) and source[place] != character:
            offsets.append(offset)
        place += 1
    return offsets
