"""Prove that a release shows no more than it says: caps, withheld text, opaque keys."""

from collections.abc import Iterator

import duckdb

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.load_sql import literal
from jiceng.release.contents import RELEASED
from jiceng.release.redaction.keyed import CODE_DIGITS
from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.redaction.printed_names import SOMEONE, public_figures
from schemas import ReleaseFacts

MOST = 20
"""Rows that one kind of damage names."""
PROMISE = "rights"
_CODE = f"[0-9a-f]{{{CODE_DIGITS}}}"
_OF_AN_ARTICLE = ("articles", "quotes", "mentions")


def check_rights(connection: duckdb.DuckDBPyConnection, facts: ReleaseFacts) -> list[Broken]:
    """Return what the tables of a release show beyond what its facts say, at most MOST rows of a kind.

    The connection has the tables by name. That no private name is left cannot be proved without the names; what is
    proved is that nobody without a public office has a name, and that nothing leads from such a person to a page.
    """
    broken: list[Broken] = []
    if facts.text == "excerpt":
        broken += _check_excerpts(connection, facts)
    if facts.text == "none":
        broken += _check_no_text(connection)
    if facts.text != "full":
        broken += _check_hashes(connection)
    if facts.private_people == "pseudonymise":
        broken += _check_people(connection)
    broken += _check_opaque(connection)
    return broken


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, condition: str, what: str, joins: str = ""
) -> Iterator[Broken]:
    """Yield the rows of a table for which a condition holds; `what` is SQL for the sentence."""
    key = f"concat_ws(' ', {', '.join(f'{table}.{column}' for column in RELEASED[table].key)})"
    query = f"SELECT {key}, {what} FROM {table} {joins} WHERE {condition} ORDER BY 1 LIMIT {MOST}"
    for row, sentence in connection.execute(query).fetchall():
        yield Broken(PROMISE, table, row, sentence)


def _check_excerpts(connection: duckdb.DuckDBPyConnection, facts: ReleaseFacts) -> Iterator[Broken]:
    head, share = facts.redacted.head_characters, facts.redacted.quoted_share
    if head is None or share is None:
        yield Broken(PROMISE, "", "release.json", "says neither how long excerpts are nor what share is quoted")
        return
    for table, text in (("pages", "raw_text"), ("articles", "text")):
        most = f"least({head}, floor({share} * {table}.character_count))"
        shown = f"length({table}.{text})"
        what = f"printf('shows %d characters of its {text}, allowed are %d', {shown}, ({most})::INTEGER)"
        yield from _rows(connection, table, f"{shown} > {most}", what)
    allowed = f"floor({share} * articles.character_count)"
    shown_quotes = """
        JOIN (
            SELECT article_id, sum(length) AS shown FROM (
                SELECT article_id, length(text) AS length FROM quotes
                UNION ALL SELECT description_article_id, length(description) FROM initiatives
            ) GROUP BY article_id
        ) AS quoted USING (article_id)"""
    what = f"printf('%d of its characters are quoted, allowed are %d', shown::INTEGER, ({allowed})::INTEGER)"
    yield from _rows(connection, "articles", f"shown > {allowed}", what, shown_quotes)


def _check_no_text(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    columns = [("pages", "raw_text"), ("quotes", "text"), ("initiatives", "description")]
    columns += [("articles", name) for name in ("text", "kicker", "headline", "subheadline")]
    for table, column in columns:
        yield from _rows(connection, table, f"{table}.{column} IS NOT NULL", f"'has a {column}'")
    for table, column in (("articles", "keywords"), ("initiatives", "components")):
        yield from _rows(connection, table, f"len({table}.{column}) > 0", f"'has {column}'")
    titles = "len(list_filter(articles.titles, lambda title: title.text IS NOT NULL)) > 0"
    yield from _rows(connection, "articles", titles, "'has the text of a title'")


def _check_hashes(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove that a quote that is shown is the one whose hash is beside it, and as long as its range."""
    yield from _rows(
        connection,
        "quotes",
        "quotes.text IS NOT NULL AND length(quotes.text) <> quotes.text_end - quotes.text_start",
        "'its text is not as long as its range'",
    )
    opaque = f"contains(quotes.quote_id, {literal(OPAQUE)})"
    condition = f"quotes.text IS NOT NULL AND NOT {opaque} AND quotes.text_sha256 <> sha256(quotes.text)"
    yield from _rows(connection, "quotes", condition, "'text_sha256 is not that of text'")


def _check_people(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    figures = ", ".join(map(literal, sorted(public_figures())))
    private = f"""person_id NOT IN (SELECT person_id FROM offices WHERE public_office)
        AND name NOT IN ({figures})"""
    shape = f"regexp_full_match(people.name, '.{{0,2}}{SOMEONE}+#{_CODE}')"
    yield from _rows(
        connection,
        "people",
        f"{private} AND NOT ({shape} AND starts_with(people.person_id, people.name || '@'))",
        "'holds no public office and has a name'",
    )
    spelt = "regexp_full_match(people.name_pinyin, '([^ ]+ ){0,2}(mou )*mou')"
    yield from _rows(connection, "people", f"{private} AND NOT {spelt}", "'has a name in pinyin that is not hidden'")
    for table, person in (("quotes", "person_id"), ("offices", "person_id"), ("mentions", "entity_id")):
        of_private = f"{table}.{person} IN (SELECT person_id FROM people WHERE contains(name, '#'))"
        open_article = f"NOT contains({table}.article_id, {literal(OPAQUE)})"
        yield from _rows(
            connection, table, f"{of_private} AND {open_article}", "'leads from a private person to a page'"
        )
    yield from _rows(
        connection,
        "quotes",
        "contains(people.name, '#') AND quotes.speaker <> people.name",
        "'names a private person as its speaker'",
        "JOIN people USING (person_id)",
    )


def _check_opaque(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove that opaque pages and their rows have nothing that leads to the page file."""
    columns = ("raw_text", "raw_sha256", "page_number", "source_url", "image_sha256")
    told = " OR ".join(f"pages.{column} IS NOT NULL" for column in columns)
    opaque = "contains({0}, " + literal(OPAQUE) + ")"
    is_opaque = opaque.format("pages.page_id")
    path = "NOT starts_with(pages.source_path, pages.page_id || '.')"
    yield from _rows(
        connection,
        "pages",
        f"{is_opaque} AND ({told} OR {path} OR len(pages.furniture_spans) > 0)",
        "'is opaque and tells which page file it is'",
    )
    for table in _OF_AN_ARTICLE:
        (key,) = RELEASED[table].key
        pointing = f"{opaque.format(f'{table}.article_id')} <> {opaque.format(f'{table}.{key}')}"
        condition = f"{opaque.format(f'{table}.{key}')} AND len({table}.raw_spans) > 0"
        yield from _rows(connection, table, condition, "'is opaque and has spans'")
        yield from _rows(connection, table, pointing, "'its key and that of its article are not both opaque'")
    yield from _rows(
        connection,
        "articles",
        f"""{opaque.format("articles.article_id")} AND (articles.page_number IS NOT NULL
            OR NOT {opaque.format("articles.page_id")}
            OR len(list_filter(articles.titles, lambda title: len(title.spans) > 0)) > 0)""",
        "'is opaque and tells where it is printed'",
    )
    yield from _rows(connection, "breaks", opaque.format("breaks.page_id"), "'is of an opaque page'")
