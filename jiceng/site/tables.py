"""The tables of a site: those of the dataset, with what a list shows beside them.

A browser narrows a list by whole columns and shows a few rows of it. So each table is there twice: as Parquet, of which
it reads columns (<table>.parquet), and as rows in small compressed blocks (<table>.rows), with an index that says
where each block begins and by which key its first row is looked up (<table>.index). Both have the same rows in the same
order.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

GROUP = 200_000
"""Rows of a row group of Parquet: a column of it is one request."""


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table of a site."""

    query: str
    """Of the released tables."""
    order: str
    """Columns by which its rows are sorted; the first is that by which they are looked up."""
    block: int
    """Rows of a block."""

    @property
    def lookup(self) -> str:
        """The column by which its rows are looked up."""
        return self.order.partition(",")[0]


QUOTES_OF_PLACES = """
    SELECT community_id, count(*)::INTEGER AS quote_count FROM (
        SELECT quote_id, unnest(list_transform(
            range(1, length(path) + 1), lambda n: array_to_string(path[:n], '/')
        )) AS community_id
        FROM (SELECT quote_id, string_split(community_id, '/') AS path FROM quotes WHERE community_id IS NOT NULL)
    ) GROUP BY ALL
"""
"""Query of the quotes that are spoken for each place or one below it."""

_OFFICES = """
    SELECT person_id, list(DISTINCT title ORDER BY title) AS titles,
        arg_min(role_class, row(article_id, n)) AS role_class, bool_or(public_office) AS public_office
    FROM offices GROUP BY person_id
"""


def _quotes_of(column: str) -> str:
    return f"SELECT {column}, count(*)::INTEGER AS quote_count FROM quotes GROUP BY {column}"


SITE_TABLES: dict[str, SiteTable] = {
    "quotes": SiteTable(
        """
        SELECT quotes.*, articles.page_id, articles.headline, people.name_pinyin AS speaker_pinyin
        FROM quotes JOIN articles USING (article_id) LEFT JOIN people ON people.person_id = quotes.person_id
        """,
        "page_id, quote_id",
        50,
    ),
    "articles": SiteTable(
        f"SELECT articles.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM articles LEFT JOIN ({_quotes_of('article_id')}) USING (article_id)",
        "page_id, article_id",
        10,
    ),
    "pages": SiteTable("SELECT * FROM pages", "page_id", 2),
    "breaks": SiteTable("SELECT * FROM breaks", "page_id, raw_offset", 500),
    "people": SiteTable(
        f"SELECT people.*, found.titles, found.role_class, found.public_office "
        f"FROM people LEFT JOIN ({_OFFICES}) AS found USING (person_id)",
        "person_id",
        50,
    ),
    "offices": SiteTable("SELECT * FROM offices", "person_id, article_id, n", 100),
    "organizations": SiteTable(
        f"SELECT organizations.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM organizations LEFT JOIN ({_quotes_of('organization_id')}) USING (organization_id)",
        "organization_id",
        50,
    ),
    "communities": SiteTable(
        f"SELECT communities.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM communities LEFT JOIN ({QUOTES_OF_PLACES}) USING (community_id)",
        "community_id",
        50,
    ),
    "initiatives": SiteTable("SELECT * FROM initiatives", "initiative_id", 50),
    "mentions": SiteTable("SELECT * FROM mentions", "entity_id, entity_type, mention_id", 200),
    "company": SiteTable(
        "SELECT DISTINCT article_id, entity_type, entity_id FROM mentions", "article_id, entity_type, entity_id", 500
    ),
    "rules": SiteTable("SELECT * FROM rules", "rule", 100),
    "newspapers": SiteTable("SELECT * FROM newspapers", "newspaper", 100),
}
"""Table → what of it a site holds; columns of the dataset keep their names and meanings."""

_UNLIKE = frozenset({"text", "raw_text", "description", "text_sha256", "raw_sha256", "source_sha256"})
"""Columns whose values are all different: a dictionary of them would be read besides."""


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write every table of a site into `folder`; the same rows give the same bytes."""
    for name, table in SITE_TABLES.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE site_table AS {table.query} ORDER BY {table.order}")
        _write_columns(connection, folder / f"{name}.parquet")
        _write_rows(connection, table, folder / f"{name}.rows", folder / f"{name}.index")
    connection.execute("DROP TABLE site_table")


def _write_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    rows = connection.sql("FROM site_table").to_arrow_reader(GROUP)
    repeated = [field.name for field in rows.schema if field.name not in _UNLIKE]
    with pq.ParquetWriter(path, rows.schema, compression="zstd", use_dictionary=repeated) as writer:
        for batch in rows:
            writer.write_batch(batch, row_group_size=GROUP)


def _write_rows(connection: duckdb.DuckDBPyConnection, table: SiteTable, path: Path, index: Path) -> None:
    """Write the rows as JSON, a list per block, each block compressed by itself, and the index of the blocks."""
    query = f"SELECT {table.lookup}, to_json(each)::VARCHAR FROM site_table AS each"
    cursor = connection.execute(query)
    offsets, keys = [0], []
    with path.open("wb") as file:
        while rows := cursor.fetchmany(table.block):
            keys.append(rows[0][0])
            block = f"[{','.join(row for _, row in rows)}]".encode()
            offsets.append(offsets[-1] + file.write(gzip.compress(block, 6, mtime=0)))
    content = json.dumps({"rows": table.block, "offsets": offsets, "keys": keys}, ensure_ascii=False)
    index.write_bytes(gzip.compress(content.encode(), 6, mtime=0))
