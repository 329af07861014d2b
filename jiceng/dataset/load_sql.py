"""load.sql: SQL that defines every table and view of a build in DuckDB, with comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from jiceng.dataset.search.macros import search_macros
from jiceng.dataset.tables import description_of
from jiceng.dataset.views import EASY_VIEWS
from schemas import SEARCH_TABLES, TABLES, Break, PageBreak, Row, arrow_schema

VARIABLE = "jiceng_dataset"

_HEAD = f"""\
-- The tables of a jiceng dataset as DuckDB views, with comments.
--
--     duckdb -cmd ".read output/load.sql"          beside the output folder; -cmd: run it, then ask
--     cd output && duckdb -cmd ".read load.sql"    in it
--
-- From anywhere else, or to read a copy of a build, first set where the dataset is (the folder with manifest.json):
--
--     SET VARIABLE {VARIABLE} = '/data/output/current';
--     .read /data/output/load.sql
--
-- The views read the files when they are queried. They keep to one build, even if another is published meanwhile,
-- unless the variable above names a link to builds, as output/current is.
"""

_VIEWS: dict[str, tuple[str, str]] = {
    "breaks": (
        "One row per run of line ends of a page: pages.breaks, unnested.",
        """\
SELECT page_id, newspaper, issue_date, item.raw_offset, item.verdict, item.reason, item.confidence
FROM (SELECT page_id, newspaper, issue_date, unnest(breaks) AS item FROM pages)""",
    ),
    "quotes_full": (
        "Quotes with their article, newspaper, speaker and organization.",
        """\
SELECT quotes.*, articles.page_id, articles.headline, articles.page_number, newspapers.title AS newspaper_title,
    people.name AS person_name, people.name_pinyin AS person_pinyin, people.aliases AS person_aliases,
    organizations.name AS organization_name, communities.name AS community_name, communities.level AS community_level,
    communities.province, communities.city, communities.county
FROM quotes
JOIN articles USING (article_id)
JOIN newspapers ON newspapers.newspaper = quotes.newspaper
LEFT JOIN people ON people.person_id = quotes.person_id
LEFT JOIN organizations ON organizations.organization_id = quotes.organization_id
LEFT JOIN communities ON communities.community_id = quotes.community_id""",
    ),
    "quotes_high": (
        "Quotes whose rule is right in at least nine of ten cases.",
        "SELECT * FROM quotes WHERE confidence >= 0.9",
    ),
    **{name: (view.comment, view.query) for name, view in EASY_VIEWS.items()},
}
_JOINED = {
    "page_id": ("articles", "page_id"),
    "headline": ("articles", "headline"),
    "page_number": ("articles", "page_number"),
    "newspaper_title": ("newspapers", "title"),
    "person_name": ("people", "name"),
    "person_pinyin": ("people", "name_pinyin"),
    "person_aliases": ("people", "aliases"),
    "organization_name": ("organizations", "name"),
    "community_name": ("communities", "name"),
    "community_level": ("communities", "level"),
    "province": ("communities", "province"),
    "city": ("communities", "city"),
    "county": ("communities", "county"),
}
"""Columns of quotes_full that quotes does not have → table and column that they show."""
VIEWS = tuple(_VIEWS)
"""Names of the views that are not tables of the dataset."""

_SPAN = 'CREATE OR REPLACE MACRO span(raw_text, "start", "end") AS substring(raw_text, "start" + 1, "end" - "start")'


def load_sql(build_id: str, files: Mapping[str, Sequence[str]]) -> str:
    """Return the text of load.sql; `files` is table → paths of its files below the build's folder."""
    schemas = {table: arrow_schema(model) for table, model in {**TABLES, **SEARCH_TABLES}.items()}
    places = (f"output/builds/{build_id}", f"builds/{build_id}", f"../builds/{build_id}", ".")
    statements = [_find_dataset(places)]
    statements += [_table_view(table, files[table]) for table in schemas]
    statements += definitions(schemas)
    return _HEAD + "\n" + "".join(f"{statement};\n" for statement in statements)


def definitions(schemas: Mapping[str, pa.Schema], of_tables: str = "VIEW") -> list[str]:
    """Return the statements that make the other views, the macro and the comments, once the tables exist.

    `schemas` is table → its Arrow schema, whose fields carry their descriptions; a table with the name of a view
    (`breaks` of a release) replaces it. `of_tables` says whether the tables are a VIEW or a TABLE to DuckDB.
    """
    of_views = {name: view for name, view in _VIEWS.items() if name not in schemas}
    views = [f"CREATE OR REPLACE VIEW {name} AS\n{query}" for name, (_, query) in of_views.items()]
    comments = [f"COMMENT ON VIEW {name} IS {literal(comment)}" for name, (comment, _) in of_views.items()]
    described = [comment for table, schema in schemas.items() for comment in _comments(table, schema, of_tables)]
    columns = {table: schema.names for table, schema in schemas.items()}
    searching = search_macros(columns) if "search" in schemas else []
    return [*described, _SPAN, *searching, *views, *comments, *_comments_of_views(schemas)]


def _find_dataset(places: Iterable[str]) -> str:
    """Return the statement that sets the variable, unless it is set, to the first place with a manifest."""
    found = " UNION ALL ".join(
        f"SELECT {rank} AS rank, {literal(place)} AS place FROM glob({literal(place + '/manifest.json')})"
        for rank, place in enumerate(places)
    )
    missing = f"error('no dataset here: SET VARIABLE {VARIABLE} to its folder first')"
    return (
        f"SET VARIABLE {VARIABLE} = coalesce(getvariable('{VARIABLE}'),\n"
        f"    (SELECT arg_min(place, rank) FROM ({found})), {missing})"
    )


def _table_view(table: str, files: Sequence[str]) -> str:
    paths = ",\n    ".join(f"getvariable('{VARIABLE}') || {literal('/' + path)}" for path in files)
    return f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet([\n    {paths}])"


def model_of(table: str) -> type[Row]:
    """Return the model of a table of a build or a release."""
    return PageBreak if table == PageBreak.table else {**TABLES, **SEARCH_TABLES}[table]


def _comments(table: str, schema: pa.Schema, kind: str) -> Iterator[str]:
    yield f"COMMENT ON {kind} {table} IS {literal((model_of(table).__doc__ or '').strip())}"
    for field in schema:
        yield _comment(table, field.name, description_of(field))


def _comment(view: str, column: str, description: str) -> str:
    return f"COMMENT ON COLUMN {view}.{identifier(column)} IS {literal(description)}"


def _comments_of_views(schemas: Mapping[str, pa.Schema]) -> Iterator[str]:
    """Yield a comment for each column of the views: that of the column that it shows."""
    described = [(view, field.name, field) for view in ("quotes_full", "quotes_high") for field in schemas["quotes"]]
    described += [("quotes_full", name, schemas[table].field(column)) for name, (table, column) in _JOINED.items()]
    has_view = "breaks" not in schemas
    if has_view:
        described += [("breaks", name, schemas["pages"].field(name)) for name in ("page_id", "newspaper", "issue_date")]
    for view, name, field in described:
        yield _comment(view, name, description_of(field))
    for view, easy in EASY_VIEWS.items():
        for name, shown in easy.columns.items():
            said = shown if isinstance(shown, str) else description_of(schemas[shown[0]].field(shown[1]))
            yield _comment(view, name, said)
    for name, info in Break.model_fields.items() if has_view else ():
        yield _comment("breaks", name, info.description or "")


def literal(text: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return a name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
